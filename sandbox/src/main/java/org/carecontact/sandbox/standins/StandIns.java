package org.carecontact.sandbox.standins;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.carecontact.sandbox.issuer.IssuerModule;
import org.carecontact.sandbox.phones.Phones;

/** The process that stands in for the world outside: the OpenID issuer and the telephones. */
public final class StandIns {

    private StandIns() {}

    /**
     * Reads its settings from the environment: SERVER_PORT, SERVER_ADDRESS (else loopback), CARECONTACT_ISSUER_*,
     * CARECONTACT_PHONES_PORT and _FILE, and CARECONTACT_HOSTS, the host names that callers may use beside loopback.
     */
    public static void main(String[] args) throws Exception {
        String address = System.getenv().getOrDefault("SERVER_ADDRESS", "127.0.0.1");
        Set<String> hosts = Set.of(
                System.getenv().getOrDefault("CARECONTACT_HOSTS", "localhost").split(","));
        Phones phones = Phones.start(
                Path.of(setting("CARECONTACT_PHONES_FILE")),
                address,
                Integer.parseInt(setting("CARECONTACT_PHONES_PORT")),
                hosts,
                Clock.systemUTC());
        try {
            IssuerModule.start(Map.of(
                    "server.address", address,
                    "carecontact.issuer.hosts", String.join(",", hosts),
                    "spring.main.banner-mode", "off",
                    "logging.structured.format.console", "ecs",
                    "logging.level.root", "warn"));
        } catch (RuntimeException | Error e) {
            phones.close();
            throw e;
        }
    }

    private static String setting(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalArgumentException("the environment has no " + name);
        }
        return value;
    }
}
