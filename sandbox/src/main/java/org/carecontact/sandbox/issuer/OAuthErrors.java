package org.carecontact.sandbox.issuer;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Refusals as OAuth words them (RFC 6749, 5.2). */
final class OAuthErrors {

    private static final JsonMapper JSON = new JsonMapper();

    private OAuthErrors() {}

    static void send(HttpServletResponse response, int status, String error, String description) throws IOException {
        byte[] body = JSON.writeValueAsBytes(Map.of("error", error, "error_description", description));
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getOutputStream().write(body);
    }
}
