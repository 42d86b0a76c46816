package org.carecontact.kernel.web;

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
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An issuer that signs any header and any claims, and serves the list of what it revoked. */
public final class TestIssuer {

    public static final TestIssuer SHARED = new TestIssuer();

    private final RSAKey key;
    private final String address;
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private volatile boolean listing = true;

    private TestIssuer() {
        try {
            key = new RSAKeyGenerator(2048).keyID("k").generate();
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            address = "http://127.0.0.1:" + server.getAddress().getPort();
            server.createContext(
                    "/oauth2/jwks", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
            server.createContext("/.well-known/revoked", exchange -> answer(exchange, listing ? list() : null));
            server.setExecutor(task -> Thread.ofVirtual().start(task));
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public String address() {
        return address;
    }

    public void revoke(String id) {
        revoked.add(id);
    }

    /** Whether it serves its list. */
    public void lists(boolean whether) {
        listing = whether;
    }

    /** The claims of a good token of this person. */
    public Map<String, Object> claims(String role, String person) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", address);
        claims.put("aud", List.of("edge-service"));
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", Instant.now().getEpochSecond());
        claims.put("exp", Instant.now().plusSeconds(600).getEpochSecond());
        claims.put("hospital", "tongren");
        claims.put("role", role);
        claims.put("person", person);
        return claims;
    }

    public String token(String role, String person) {
        return signed("at+jwt", claims(role, person));
    }

    public String signed(@Nullable String type, Map<String, Object> claims) {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k");
        JWSObject token = new JWSObject(
                (type == null ? header : header.type(new JOSEObjectType(type))).build(), new Payload(claims));
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    private String list() {
        return signed(
                "revoked+jwt",
                Map.of(
                        "iss",
                        address,
                        "iat",
                        Instant.now().getEpochSecond(),
                        "exp",
                        Instant.now().plusSeconds(600).getEpochSecond(),
                        "jtis",
                        List.copyOf(revoked)));
    }

    private static void answer(HttpExchange exchange, @Nullable String text) throws IOException {
        byte[] body = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(text == null ? 503 : 200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
