package org.carecontact.sandbox.phones;

import com.sun.net.httpserver.Headers;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.carecontact.sandbox.loopback.LocalCallers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Offers the sandbox's telephones over HTTP: they take messages as a provider would, and show them. */
public final class Phones implements AutoCloseable {

    private static final int LARGEST = 16 * 1024;

    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final JsonMapper json = new JsonMapper();
    private final Messages messages;
    private final LocalCallers callers;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    private Phones(Path file, String address, int port, LocalCallers callers, Clock clock) throws IOException {
        this.callers = callers;
        messages = new Messages(file, json, clock);
        server = HttpServer.create(new InetSocketAddress(address, port), 256);
        server.createContext("/", this::answer);
        server.setExecutor(executor);
    }

    /** Starts on loopback and keeps the messages in the file. */
    public static Phones start(Path file, int port, Clock clock) throws IOException {
        return start(file, "127.0.0.1", port, Set.of(), clock);
    }

    /**
     * Starts on the given address: 0.0.0.0 in a container, whose other containers have to reach it.
     *
     * @param hosts the host names that callers may use beside loopback
     */
    public static Phones start(Path file, String address, int port, Set<String> hosts, Clock clock) throws IOException {
        // Answers are small; waiting for the client's acknowledgement would cost 40 ms each.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Phones phones = new Phones(file, address, port, new LocalCallers(hosts), clock);
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
            @Nullable String text) {

        boolean isWhole() {
            return key != null && !key.isBlank() && system != null && to != null && !to.isBlank() && text != null;
        }
    }

    private record Accepted(String id) {}

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Headers headers = exchange.getRequestHeaders();
            Optional<String> refusal = callers.refusal(
                    headers.getFirst("Host"), headers.getFirst("Origin"), headers.getFirst("Sec-Fetch-Site"));
            if (refusal.isPresent()) {
                problem(exchange, 403, refusal.get(), "Use http://127.0.0.1 and the port.");
                return;
            }
            String path = exchange.getRequestURI().getPath();
            Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
            // HEAD is GET without the body (RFC 9110, 9.3.2).
            String method = exchange.getRequestMethod().replace("HEAD", "GET");
            switch (method + " " + path) {
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
        // A page of another site can post a form or plain text without asking, but never JSON.
        if (!isJson(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            problem(exchange, 415, "Only JSON is taken", "Send Content-Type: application/json.");
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            problem(exchange, 413, "A message has at most 16 KiB", "Send a shorter text.");
            return;
        }
        Incoming incoming;
        try {
            incoming = body.length == 0 ? null : json.readValue(body, Incoming.class);
        } catch (JacksonException _) {
            problem(exchange, 400, "The body is not JSON", "Send {\"key\":…, \"system\":…, \"to\":…, \"text\":…}.");
            return;
        }
        if (incoming == null || !incoming.isWhole()) {
            problem(exchange, 400, "A part is missing", "Send key, system, to and text.");
            return;
        }
        Message message = messages.receive(
                String.valueOf(incoming.key()),
                String.valueOf(incoming.system()),
                String.valueOf(incoming.to()),
                String.valueOf(incoming.text()));
        send(exchange, 202, "application/json", json.writeValueAsString(new Accepted(message.id())));
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null && contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    private static int limit(@Nullable String given) {
        try {
            return given == null ? 100 : Math.clamp(Integer.parseInt(given), 1, 1000);
        } catch (NumberFormatException _) {
            return 100;
        }
    }

    private void problem(HttpExchange exchange, int status, String title, String remedy) throws IOException {
        Map<String, Object> body = Map.of("type", "about:blank", "status", status, "title", title, "remedy", remedy);
        send(exchange, status, "application/problem+json", json.writeValueAsString(body));
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        // Codes are shown here: nobody keeps the page, runs anything in it or puts it into a frame.
        headers.set("Cache-Control", "no-store");
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", String.valueOf(bytes.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
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
