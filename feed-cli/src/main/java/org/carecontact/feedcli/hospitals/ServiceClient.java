package org.carecontact.feedcli.hospitals;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.net.URIBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One service, asked in one person's name.
 *
 * @param name of the service, for messages
 */
record ServiceClient(CloseableHttpClient http, String name, String url, String token) {

    private static final JsonMapper JSON = new JsonMapper();

    /** The service refused what was asked of it, or does not answer. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(int status, String why) {
            super(why);
            this.status = status;
        }

        /** Of HTTP; 0 when nobody answered. */
        int status() {
            return status;
        }
    }

    JsonNode get(String... path) throws Refused {
        return answer(ClassicRequestBuilder.get(), path);
    }

    JsonNode post(Object body, String... path) throws Refused {
        return answer(
                ClassicRequestBuilder.post()
                        .addHeader("Idempotency-Key", UUID.randomUUID().toString())
                        .setEntity(JSON.writeValueAsString(body), ContentType.APPLICATION_JSON),
                path);
    }

    JsonNode postJson(String body, String... path) throws Refused {
        return answer(
                ClassicRequestBuilder.post()
                        .addHeader("Idempotency-Key", UUID.randomUUID().toString())
                        .setEntity(body, ContentType.APPLICATION_JSON),
                path);
    }

    private JsonNode answer(ClassicRequestBuilder request, String... path) throws Refused {
        request.setUri(address(path)).addHeader("Authorization", "Bearer " + token);
        record Said(int status, String body) {}
        Said said;
        try {
            said = http.execute(
                    request.build(),
                    response -> new Said(
                            response.getCode(),
                            response.getEntity() == null
                                    ? ""
                                    : EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8)));
        } catch (IOException _) {
            throw new Refused(0, name + " does not answer at " + url);
        }
        if (said.status() >= 300) {
            throw new Refused(said.status(), name + ": " + problem(said.status(), said.body()));
        }
        try {
            return JSON.readTree(said.body());
        } catch (JacksonException _) {
            throw new Refused(said.status(), name + " answers with something that is no JSON");
        }
    }

    /** A refusal (RFC 9457) with its remedy, in one line. */
    private static String problem(int status, String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            String what = problem.path("title").asString("") + " "
                    + problem.path("detail").asString("") + " "
                    + problem.path("remedy").asString("");
            return status + " " + what.strip().replaceAll("\\s+", " ");
        } catch (JacksonException _) {
            return String.valueOf(status);
        }
    }

    private URI address(String... path) throws Refused {
        try {
            return new URIBuilder(url).appendPathSegments(List.of(path)).build();
        } catch (URISyntaxException _) {
            throw new Refused(0, "the address of " + name + " is none: " + url);
        }
    }

    /** An empty JSON object. */
    static Map<String, Object> nothing() {
        return Map.of();
    }
}
