package org.carecontact.testsupport;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An OpenID issuer on loopback that signs whatever token a test asks for. */
public final class TestTokens {

    private static final Duration GOOD_FOR = Duration.ofHours(1);
    private static final TestTokens SHARED = new TestTokens();

    private final RSAKey key = newKey("test-key");
    private final RSAKey strangersKey = newKey("test-key");
    private final String issuer;

    private TestTokens() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
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
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
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

        private final Map<String, Object> claims = new LinkedHashMap<>();
        private RSAKey signer = key;
        private Instant issued = Instant.now();

        private Builder() {
            claims.put("iss", issuer);
            claims.put("jti", UUID.randomUUID().toString());
        }

        public Builder hospital(String hospital) {
            return claim("hospital", hospital);
        }

        /** Also the subject. */
        public Builder person(String person) {
            return claim("sub", person).claim("person", person);
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
            return claim("aud", List.of(services));
        }

        public Builder issuer(String issuer) {
            return claim("iss", issuer);
        }

        public Builder claim(String name, Object value) {
            claims.put(name, value);
            return this;
        }

        public Builder without(String name) {
            claims.remove(name);
            return this;
        }

        /** Ended an hour ago. */
        public Builder expired() {
            issued = Instant.now().minus(GOOD_FOR).minus(Duration.ofHours(1));
            return this;
        }

        /** Signed with a key that the issuer never published, under the name of the one it did. */
        public Builder signedByAStranger() {
            signer = strangersKey;
            return this;
        }

        public String build() {
            LinkedHashMap<String, Object> all = new LinkedHashMap<>(claims);
            all.put("iat", issued.getEpochSecond());
            all.put("exp", issued.plus(GOOD_FOR).getEpochSecond());
            JWSObject token = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .type(JOSEObjectType.JWT)
                            .keyID(signer.getKeyID())
                            .build(),
                    new Payload(all));
            try {
                token.sign(new RSASSASigner(signer));
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
            return token.serialize();
        }
    }
}
