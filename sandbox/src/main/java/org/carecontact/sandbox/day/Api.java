package org.carecontact.sandbox.day;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.carecontact.kernel.web.HttpCalls;
import org.carecontact.sandbox.installation.Running;
import org.carecontact.sandbox.people.Person;
import org.carecontact.sandbox.tokens.TokenClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the services' HTTP APIs as people do: with their own tokens, patient with outages, repeating the same key. */
final class Api implements AutoCloseable {

    static final JsonMapper JSON = new JsonMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final List<Integer> TRY_AGAIN = List.of(401, 502, 503);

    /** A service's answer. */
    record Answer(int status, JsonNode body) {

        boolean ok() {
            return status < 300;
        }

        String text(String field) {
            return body.path(field).asString("");
        }
    }

    private final Running running;
    private final CloseableHttpClient http = HttpCalls.client(Duration.ofSeconds(3), Duration.ofSeconds(15));
    private final TokenClient tokens;

    Api(Running running) {
        this.running = running;
        this.tokens = new TokenClient(running.endpoints().tokens(), running::password, http);
    }

    Answer get(String service, String path, Person person) throws InterruptedException {
        return call("GET", service, path, person, null, null);
    }

    /** A command: repeated with the same key until the service says something definite. */
    Answer post(String service, String path, Person person, String key, @Nullable Object body)
            throws InterruptedException {
        return call("POST", service, path, person, key, body);
    }

    Answer put(String service, String path, Person person, String key, Object body) throws InterruptedException {
        return call("PUT", service, path, person, key, body);
    }

    /** Gets a token now, so that the first call need not. */
    void signIn(Person person) throws InterruptedException {
        var _ = patiently(() -> {
            String token = tokens.of(person.user());
            return new Answer(token.isEmpty() ? 401 : 200, JSON.createObjectNode());
        });
    }

    /** Returns the newest text on this number with a key that begins so; empty when there is none yet. */
    String message(String number, String keyBegins) throws InterruptedException {
        JsonNode messages = askTheTwin("/twin/inbox?to=" + URLEncoder.encode("+86" + number, StandardCharsets.UTF_8));
        String found = "";
        for (JsonNode message : messages) {
            if (message.path("key").asString("").startsWith(keyBegins)) {
                found = message.path("text").asString("");
            }
        }
        return found;
    }

    /** What the vendors' twin says. */
    JsonNode askTheTwin(String path) throws InterruptedException {
        return open(running.endpoints().vendors() + path).body();
    }

    /** Has the vendors' twin do something. */
    Answer tellTheTwin(String path, Map<String, String> body) throws InterruptedException {
        String content = JSON.writeValueAsString(body);
        return patiently(
                () -> send(ClassicRequestBuilder.post(running.endpoints().vendors() + path)
                        .setEntity(content, ContentType.APPLICATION_JSON)
                        .build()));
    }

    /** A page that needs no token. */
    Answer open(String url) throws InterruptedException {
        return patiently(() -> send(ClassicRequestBuilder.get(url).build()));
    }

    /** The text of a page that needs no token; empty when it is not there. */
    String text(String url) {
        try {
            return http.execute(
                    ClassicRequestBuilder.get(url).build(),
                    response -> response.getCode() == 200 ? EntityUtils.toString(response.getEntity()) : "");
        } catch (IOException e) {
            return "";
        }
    }

    private Answer call(
            String method, String service, String path, Person person, @Nullable String key, @Nullable Object body)
            throws InterruptedException {
        String url = running.endpoints().service(service) + path;
        String content = body == null ? null : JSON.writeValueAsString(body);
        return patiently(() -> {
            ClassicRequestBuilder request = ClassicRequestBuilder.create(method)
                    .setUri(url)
                    .addHeader("Authorization", "Bearer " + tokens.of(person.user()));
            if (content != null) {
                request.setEntity(content, ContentType.APPLICATION_JSON);
            }
            if (key != null) {
                request.addHeader("Idempotency-Key", key);
            }
            Answer answer = send(request.build());
            if (answer.status() == 401) {
                tokens.forget(person.user());
            }
            return answer;
        });
    }

    private Answer send(ClassicHttpRequest request) throws IOException {
        return http.execute(request, response -> {
            String text = response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity());
            JsonNode body =
                    text.startsWith("{") || text.startsWith("[") ? JSON.readTree(text) : JSON.createObjectNode();
            return new Answer(response.getCode(), body);
        });
    }

    private interface Call {
        Answer make() throws IOException, InterruptedException;
    }

    private static Answer patiently(Call call) throws InterruptedException {
        Instant until = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                Answer answer = call.make();
                if (!TRY_AGAIN.contains(answer.status()) || Instant.now().isAfter(until)) {
                    return answer;
                }
            } catch (IOException e) {
                if (Instant.now().isAfter(until)) {
                    return new Answer(0, JSON.createObjectNode().put("title", String.valueOf(e.getMessage())));
                }
            }
            Thread.sleep(PAUSE);
        }
    }

    @Override
    public void close() {
        http.close(CloseMode.IMMEDIATE);
    }
}
