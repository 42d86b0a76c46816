package org.carecontact.request;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands where consent-service stands: says what it is told to say and records what it was asked. */
final class ConsentDouble {

    record Asked(String path, String authorization) {}

    private record Said(int status, String body) {
        static final Said YES = new Said(200, "{\"inForce\":true}");
    }

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Said ofConsents = Said.YES;
    private volatile Said ofTerms = Said.YES;

    ConsentDouble() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/consents/", exchange -> answer(exchange, ofConsents));
        server.createContext("/terms/", exchange -> answer(exchange, ofTerms));
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
    }

    private void answer(HttpExchange exchange, Said said) throws IOException {
        asked.add(new Asked(
                exchange.getRequestURI().getPath(),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))));
        byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(said.status(), bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void says(int status, String body) {
        ofConsents = new Said(status, body);
    }

    void saysOfTerms(int status, String body) {
        ofTerms = new Said(status, body);
    }

    void saysThatTermsAreSigned() {
        ofTerms = Said.YES;
    }

    List<Asked> asked() {
        return asked;
    }
}
