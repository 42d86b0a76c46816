package org.carecontact.sandbox.tokens;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gets tokens from the issuer and keeps each until half of its life is over. */
public final class TokenClient {

    private static final JsonMapper JSON = new JsonMapper();

    private final String issuer;
    private final UnaryOperator<String> passwords;
    private final CloseableHttpClient http;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    private record Token(String value, Instant until) {}

    /** With the address where tokens are given, and the password of each user. */
    public TokenClient(String issuer, UnaryOperator<String> passwords, CloseableHttpClient http) {
        this.issuer = issuer;
        this.passwords = passwords;
        this.http = http;
    }

    /**
     * Returns a token of the user.
     *
     * @throws IOException when the issuer gives none or does not answer
     */
    public String of(String user) throws IOException {
        Token known = tokens.get(user);
        if (known != null && known.until().isAfter(Instant.now())) {
            return known.value();
        }
        String secret = user + ":" + passwords.apply(user);
        Token token = http.execute(
                ClassicRequestBuilder.post(issuer)
                        .addHeader(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))
                        .setEntity("grant_type=client_credentials", ContentType.APPLICATION_FORM_URLENCODED)
                        .build(),
                response -> {
                    if (response.getCode() != 200) {
                        throw new IOException("no token for " + user + ": " + response.getCode());
                    }
                    JsonNode body = JSON.readTree(EntityUtils.toString(response.getEntity()));
                    long seconds = body.path("expires_in").asLong(60) / 2;
                    return new Token(
                            body.path("access_token").asString(""),
                            Instant.now().plusSeconds(seconds));
                });
        tokens.put(user, token);
        return token.value();
    }

    /** Drops the user's token after a service refused it. */
    public void forget(String user) {
        tokens.remove(user);
    }
}
