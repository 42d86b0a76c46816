package org.carecontact.sandbox.standins;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.carecontact.sandbox.issuer.IssuerModule;
import org.carecontact.sandbox.phones.Phones;

/** The process that stands in for the world outside: the OpenID issuer and the telephones. */
public final class StandIns {

    private StandIns() {}

    /** Settings come from the environment: SERVER_PORT, SERVER_ADDRESS (loopback), CARECONTACT_ISSUER_*, CARECONTACT_PHONES_PORT and _FILE. */
    public static void main(String[] args) throws Exception {
        String address = System.getenv().getOrDefault("SERVER_ADDRESS", "127.0.0.1");
        Phones phones = Phones.start(
                Path.of(setting("CARECONTACT_PHONES_FILE")),
                address,
                Integer.parseInt(setting("CARECONTACT_PHONES_PORT")),
                Clock.systemUTC());
        try {
            IssuerModule.start(Map.of(
                    "server.address", address,
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
