package org.carecontact.sandbox.phones;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The telephones of the sandbox over HTTP: takes messages as a provider would, and shows them. */
public final class Phones implements AutoCloseable {

    private static final int LARGEST = 16 * 1024;
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

    private final JsonMapper json = new JsonMapper();
    private final Messages messages;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    private Phones(Path file, String address, int port, Clock clock) throws IOException {
        messages = new Messages(file, json, clock);
        server = HttpServer.create(new InetSocketAddress(address, port), 256);
        server.createContext("/", this::answer);
        server.setExecutor(executor);
    }

    /** Starts on loopback; what was sent is kept in the file. */
    public static Phones start(Path file, int port, Clock clock) throws IOException {
        return start(file, "127.0.0.1", port, clock);
    }

    /** Starts on the given address: 0.0.0.0 in a container, whose other containers have to reach it. */
    public static Phones start(Path file, String address, int port, Clock clock) throws IOException {
        // Answers are small; waiting for the client's acknowledgement would cost 40 ms each.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Phones phones = new Phones(file, address, port, clock);
        phones.server.start();
        return phones;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        executor.close();
        messages.close();
    }

    private record Incoming(
            @Nullable String key,
            @Nullable String system,
            @Nullable String to,
            @Nullable String text) {}

    private record Accepted(String id) {}

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
            switch (exchange.getRequestMethod() + " " + path) {
                case "POST /messages" -> receive(exchange);
                case "GET /messages" -> {
                    String to = query.get("to");
                    int limit = limit(query.get("limit"));
                    List<Message> found = to == null ? messages.all(limit) : messages.of(to, limit);
                    send(exchange, 200, "application/json", json.writeValueAsString(found));
                }
                case "GET /counts" ->
                    send(exchange, 200, "application/json", json.writeValueAsString(messages.counts()));
                case "GET /" ->
                    send(exchange, 200, "text/html; charset=utf-8", PhonePage.render(messages, query.get("to")));
                default -> problem(exchange, 404, "There is no such thing here", "GET /, GET /messages?to=NUMBER");
            }
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
        try {
            if (body.length > LARGEST) {
                problem(exchange, 413, "A message has at most 16 KiB", "Send a shorter text.");
                return;
            }
            Incoming incoming = json.readValue(body.length == 0 ? EMPTY : body, Incoming.class);
            String key = incoming.key();
            String system = incoming.system();
            String to = incoming.to();
            String text = incoming.text();
            if (key == null || system == null || to == null || text == null || key.isBlank() || to.isBlank()) {
                problem(exchange, 400, "A part is missing", "Send key, system, to and text.");
                return;
            }
            Message message = messages.receive(key, system, to, text);
            send(exchange, 202, "application/json", json.writeValueAsString(new Accepted(message.id())));
        } catch (JacksonException _) {
            problem(exchange, 400, "The body is not JSON", "Send {\"key\":…, \"system\":…, \"to\":…, \"text\":…}.");
        }
    }

    private static int limit(@Nullable String given) {
        try {
            return given == null ? 100 : Math.clamp(Integer.parseInt(given), 1, 1000);
        } catch (NumberFormatException _) {
            return 100;
        }
    }

    private void problem(HttpExchange exchange, int status, String title, String remedy) throws IOException {
        var body = Map.of("type", "about:blank", "status", status, "title", title, "remedy", remedy);
        send(exchange, status, "application/problem+json", json.writeValueAsString(body));
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> parts = new HashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parts.put(
                            pair.substring(0, equals),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return parts;
    }
}
