package org.carecontact.vendortwin.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one port: reads each request whole and writes what the handler answers. */
public final class Door implements AutoCloseable {

    private static final int LARGEST = 1024 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Function<Request, Answer> handler;

    private Door(String address, int port, Function<Request, Answer> handler) throws IOException {
        this.handler = handler;
        server = HttpServer.create(new InetSocketAddress(address, port), 1024);
        server.createContext("/", this::answer);
        server.setExecutor(executor);
    }

    /** Opens the port; 0 takes a free one. */
    public static Door open(String address, int port, Function<Request, Answer> handler) throws IOException {
        // Answers are small; waiting for the client's acknowledgement would cost 40 ms each.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Door door = new Door(address, port, handler);
        door.server.start();
        return door;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        // Closed before an answer was begun, an exchange ends its connection.
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
            if (body.length > LARGEST) {
                write(exchange, (Answer.Content) Answer.json(413, "{\"title\":\"too large\"}"));
                return;
            }
            switch (handled(exchange, body)) {
                case Answer.Cut _ -> {}
                case Answer.Content content -> write(exchange, content);
            }
        }
    }

    private Answer handled(HttpExchange exchange, byte[] body) {
        try {
            return handler.apply(read(exchange, body));
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("A request could not be answered");
            return Answer.json(500, "{\"title\":\"the twin itself failed\"}");
        }
    }

    private static Request read(HttpExchange exchange, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        String query = exchange.getRequestURI().getRawQuery();
        String raw = query == null ? "" : query;
        // HEAD is GET without the body (RFC 9110, 9.3.2).
        return new Request(
                exchange.getRequestMethod().replace("HEAD", "GET"),
                exchange.getRequestURI().getPath(),
                raw,
                Encoding.parameters(raw),
                headers,
                new Request.Body(body));
    }

    private static void write(HttpExchange exchange, Answer.Content content) throws IOException {
        byte[] bytes = content.body().getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", content.type());
        headers.set("Cache-Control", "no-store");
        content.headers().forEach(headers::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", String.valueOf(bytes.length));
            exchange.sendResponseHeaders(content.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(content.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
