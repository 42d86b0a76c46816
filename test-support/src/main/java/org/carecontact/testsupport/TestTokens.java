package org.carecontact.testsupport;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** An OpenID issuer on loopback that signs whatever token a test asks for. */
public final class TestTokens {

    private static final TestTokens SHARED = new TestTokens();

    private final RSAKey key = newKey("test-key");
    private final RSAKey strangersKey = newKey("test-key");
    private final String issuer;

    private TestTokens() {
        try {
            var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            issuer = "http://127.0.0.1:" + server.getAddress().getPort();
            serve(server, "/.well-known/openid-configuration", """
                    {"issuer":"%1$s","jwks_uri":"%1$s/oauth2/jwks","token_endpoint":"%1$s/oauth2/token",\
                    "response_types_supported":["code"],"subject_types_supported":["public"],\
                    "id_token_signing_alg_values_supported":["RS256"]}""".formatted(issuer));
            serve(server, "/oauth2/jwks", new JWKSet(key.toPublicJWK()).toString());
            server.setExecutor(task -> Thread.ofVirtual().start(task));
            server.start();
            // The HTTP server's own thread would outlive the tests.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TestTokens shared() {
        return SHARED;
    }

    public String issuer() {
        return issuer;
    }

    public String jwkSetUri() {
        return issuer + "/oauth2/jwks";
    }

    /** A token that is good for an hour, from now; the rest is up to the test. */
    public Builder token() {
        return new Builder();
    }

    private static void serve(HttpServer server, String path, String json) {
        var body = json.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims of one token. */
    public final class Builder {

        private final JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(issuer);
        private RSAKey signer = key;
        private Instant expires = Instant.now().plus(Duration.ofHours(1));

        private Builder() {}

        public Builder hospital(String hospital) {
            return claim("hospital", hospital);
        }

        /** Also the subject. */
        public Builder person(String person) {
            claims.subject(person);
            return claim("person", person);
        }

        /** One of patient, family, doctor, staff, supervisor, service. */
        public Builder role(String role) {
            return claim("role", role);
        }

        /** The patient for whom a patient or a family member speaks. */
        public Builder patient(String patient) {
            return claim("patient", patient);
        }

        public Builder audience(String... services) {
            claims.audience(List.of(services));
            return this;
        }

        public Builder issuer(String issuer) {
            claims.issuer(issuer);
            return this;
        }

        public Builder claim(String name, Object value) {
            claims.claim(name, value);
            return this;
        }

        /** Ended an hour ago. */
        public Builder expired() {
            expires = Instant.now().minus(Duration.ofHours(1));
            return this;
        }

        /** Signed with a key that the issuer never published, under the name of the one it did. */
        public Builder signedByAStranger() {
            signer = strangersKey;
            return this;
        }

        public String build() {
            var jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(signer.getKeyID())
                            .build(),
                    claims.issueTime(Date.from(expires.minus(Duration.ofHours(1))))
                            .expirationTime(Date.from(expires))
                            .build());
            try {
                jwt.sign(new RSASSASigner(signer));
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
            return jwt.serialize();
        }
    }
}
