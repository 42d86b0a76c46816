package org.carecontact.sandbox.day;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.carecontact.sandbox.installation.Running;
import org.carecontact.sandbox.people.Person;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The services' HTTP APIs as people use them: with their own tokens, patient with outages, repeating the same key. */
final class Api implements AutoCloseable {

    static final JsonMapper JSON = new JsonMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final List<Integer> TRY_AGAIN = List.of(401, 502, 503);

    /** What a service answered. */
    record Answer(int status, JsonNode body) {

        boolean ok() {
            return status < 300;
        }

        String text(String field) {
            return body.path(field).asString("");
        }
    }

    private record Token(String value, Instant until) {}

    private final Running running;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .executor(Executors.newFixedThreadPool(
                    2, Thread.ofPlatform().name("http-", 0).daemon().factory()))
            .build();
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    Api(Running running) {
        this.running = running;
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
            String token = token(person);
            return new Answer(token.isEmpty() ? 401 : 200, JSON.createObjectNode());
        });
    }

    /** The newest text on this number whose key begins so; empty when there is none yet. */
    String message(String number, String keyBegins) throws InterruptedException {
        URI uri = URI.create(
                running.endpoints().phones() + "/messages?to=" + URLEncoder.encode(number, StandardCharsets.UTF_8));
        JsonNode messages =
                patiently(() -> send(HttpRequest.newBuilder(uri).GET())).body();
        String found = "";
        for (JsonNode message : messages) {
            if (message.path("key").asString("").startsWith(keyBegins)) {
                found = message.path("text").asString("");
            }
        }
        return found;
    }

    /** A page that needs no token. */
    Answer open(String url) throws InterruptedException {
        return patiently(() -> send(HttpRequest.newBuilder(URI.create(url)).GET()));
    }

    /** The text of a page that needs no token; empty when it is not there. */
    String text(String url) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body() : "";
        } catch (IOException e) {
            return "";
        }
    }

    private Answer call(
            String method, String service, String path, Person person, @Nullable String key, @Nullable Object body)
            throws InterruptedException {
        URI uri = URI.create(running.endpoints().service(service) + path);
        HttpRequest.BodyPublisher content = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        return patiently(() -> {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                    .header("Authorization", "Bearer " + token(person))
                    .header("Content-Type", "application/json")
                    .method(method, content);
            if (key != null) {
                request.header("Idempotency-Key", key);
            }
            Answer answer = send(request);
            if (answer.status() == 401) {
                tokens.remove(person.user());
            }
            return answer;
        });
    }

    private String token(Person person) throws IOException, InterruptedException {
        Token known = tokens.get(person.user());
        if (known != null && known.until().isAfter(Instant.now())) {
            return known.value();
        }
        String secret = Base64.getEncoder()
                .encodeToString(
                        (person.user() + ":" + running.password(person.user())).getBytes(StandardCharsets.UTF_8));
        Answer answer =
                send(HttpRequest.newBuilder(URI.create(running.endpoints().tokens()))
                        .header("Authorization", "Basic " + secret)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
        if (!answer.ok()) {
            throw new IOException("no token for " + person.user() + ": " + answer.status());
        }
        Token token = new Token(
                answer.text("access_token"),
                Instant.now().plusSeconds(answer.body().path("expires_in").asInt(60) / 2));
        tokens.put(person.user(), token);
        return token.value();
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request.timeout(Duration.ofSeconds(15)).build(), HttpResponse.BodyHandlers.ofString());
        JsonNode body = response.body().startsWith("{") || response.body().startsWith("[")
                ? JSON.readTree(response.body())
                : JSON.createObjectNode();
        return new Answer(response.statusCode(), body);
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
        http.shutdownNow();
    }
}
