package org.carecontact.vendors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.carecontact.vendortwin.VendorTwin;
import org.carecontact.vendortwin.settings.TwinSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The twin of all vendors, with what its page can do. */
final class RunningTwin implements AutoCloseable {

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final VendorTwin twin;

    RunningTwin() {
        this(TwinSettings.sandbox());
    }

    RunningTwin(TwinSettings settings) {
        try {
            twin = VendorTwin.start(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create(twin.url());
    }

    /** Orders a fault, as {@code {"kind":"CLOSE","vendor":"aliyun"}}. */
    void order(String fault) {
        post("/twin/faults", fault);
    }

    /** Ends all misbehaviour. */
    void behaves() {
        send(HttpRequest.newBuilder(URI.create(twin.url() + "/twin/faults")).DELETE());
    }

    /** How often each vendor answered each call, as "aliyun SendSms OK". */
    int count(String call) {
        return get("/twin/counts").path("calls").path(call).asInt(0);
    }

    /** How often all calls of that name came, whatever was answered. */
    int countAll(String call) {
        return get("/twin/counts").path("calls").properties().stream()
                .filter(entry -> entry.getKey().startsWith(call + " "))
                .mapToInt(entry -> entry.getValue().asInt())
                .sum();
    }

    /** What somebody received. */
    JsonNode inbox(String to) {
        return get("/twin/inbox?to=" + to);
    }

    JsonNode get(String path) {
        return send(HttpRequest.newBuilder(URI.create(twin.url() + path)).GET());
    }

    JsonNode post(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(twin.url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Where a browser is led on from an address. */
    String location(String url) {
        return exchange(HttpRequest.newBuilder(URI.create(url)).GET())
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private JsonNode send(HttpRequest.Builder request) {
        HttpResponse<String> answer = exchange(request);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return json.readTree(answer.body());
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        twin.close();
        http.close();
    }
}
