package org.carecontact.vendors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP server that answers, or does not, as a test says; it reads every request whole before. */
public final class ScriptedServer implements AutoCloseable {

    /** One request as it came. */
    public record Seen(String method, String path, String query, Map<String, String> headers, String body, int from) {

        /** The value of a header; empty where there is none. */
        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** What comes back. */
    public sealed interface Reply {
        record Text(int status, String type, String text, Map<String, String> headers) implements Reply {}

        /** The connection is closed without an answer. */
        record Close() implements Reply {}

        /** No answer comes until the server is closed. */
        record Late() implements Reply {}
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile Function<Seen, Reply> script;

    public ScriptedServer(Function<Seen, Reply> script) {
        this.script = script;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public static Reply json(String text) {
        return new Reply.Text(200, "application/json; charset=utf-8", text, Map.of());
    }

    public static Reply json(int status, String text) {
        return new Reply.Text(status, "application/json; charset=utf-8", text, Map.of());
    }

    public static Reply html(int status) {
        return new Reply.Text(status, "text/html", "<html><body>Bad Gateway</body></html>", Map.of());
    }

    public void script(Function<Seen, Reply> next) {
        script = next;
    }

    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** The requests whose path ends so. */
    public List<Seen> seen(String path) {
        return seen.stream().filter(request -> request.path().endsWith(path)).toList();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        Seen request = new Seen(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), ""),
                headers,
                body,
                exchange.getRemoteAddress().getPort());
        seen.add(request);
        switch (script.apply(request)) {
            case Reply.Close() -> exchange.close();
            case Reply.Late() -> {
                try {
                    over.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
                exchange.close();
            }
            case Reply.Text(int status, String type, String text, Map<String, String> more) -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", type);
                more.forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            }
        }
    }
}
