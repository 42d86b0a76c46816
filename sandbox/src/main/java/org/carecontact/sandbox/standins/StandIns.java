package org.carecontact.sandbox.standins;

import java.util.Map;
import org.carecontact.sandbox.issuer.IssuerModule;

/** The process that stands in for a hospital's identity provider: the OpenID issuer. */
public final class StandIns {

    private StandIns() {}

    /**
     * Reads its settings from the environment: SERVER_PORT, SERVER_ADDRESS (else loopback), CARECONTACT_ISSUER_*, and
     * CARECONTACT_HOSTS, the host names that callers may use beside loopback.
     */
    public static void main(String[] args) {
        IssuerModule.start(Map.of(
                "server.address", System.getenv().getOrDefault("SERVER_ADDRESS", "127.0.0.1"),
                "carecontact.issuer.hosts", System.getenv().getOrDefault("CARECONTACT_HOSTS", "localhost"),
                "spring.main.banner-mode", "off",
                "logging.structured.format.console", "ecs",
                "logging.level.root", "warn"));
    }
}
