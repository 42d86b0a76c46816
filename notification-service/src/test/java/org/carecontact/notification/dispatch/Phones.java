package org.carecontact.notification.dispatch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.json.JsonMapper;

/** A provider on loopback that records every call and answers as it is told to. */
public final class Phones {

    /** One call as it came in. */
    public record Call(String key, String system, String to, String text) {
        String request() {
            return key.substring(0, key.indexOf('/'));
        }
    }

    /** How a call is answered. */
    public interface Answer {
        void to(Call call, HttpExchange exchange) throws IOException;
    }

    public static final Answer ACCEPT = (call, exchange) -> reply(exchange, 202, "{\"id\":\"m-" + call.key() + "\"}");

    /** Takes the message and loses the connection before it says so. */
    public static final Answer HANG_UP = (call, exchange) -> exchange.close();

    private final JsonMapper json = new JsonMapper();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Answer answer = ACCEPT;

    public Phones() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/messages", exchange -> {
            Call call = json.readValue(exchange.getRequestBody().readAllBytes(), Call.class);
            calls.add(call);
            answer.to(call, exchange);
        });
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void answer(Answer next) {
        answer = next;
    }

    public List<Call> about(String request) {
        return calls.stream().filter(call -> call.request().equals(request)).toList();
    }

    public List<Call> all() {
        return List.copyOf(calls);
    }

    public static Answer status(int status, String body) {
        return (call, exchange) -> reply(exchange, status, body);
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
