package org.carecontact.kernel.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.apache.catalina.Container;
import org.apache.catalina.core.StandardContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The running test application, called as clients call it and byte by byte. */
public final class Edge implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConfigurableApplicationContext context;
    private final int port;
    private final int managementPort;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    /** Status, headers as text, and body. */
    public record Answer(int status, String head, String body) {

        public String problem() {
            return json().path("type").asString("").replaceFirst(".*/", "");
        }

        public JsonNode json() {
            return JSON.readTree(body.isEmpty() ? "{}" : body);
        }
    }

    public Edge(String... arguments) {
        context = EdgeApplication.start(arguments);
        port = EdgeApplication.port(context, "server");
        managementPort = EdgeApplication.port(context, "management");
    }

    public int port() {
        return port;
    }

    int managementPort() {
        return managementPort;
    }

    /** How many requests Tomcat counts as asynchronous and not over; stopping waits for them. */
    long underWay() {
        long underWay = 0;
        TomcatWebServer server =
                (TomcatWebServer) Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer());
        for (Container host : server.getTomcat().getEngine().findChildren()) {
            for (Container application : host.findChildren()) {
                underWay += ((StandardContext) application).getInProgressAsyncCount();
            }
        }
        return underWay;
    }

    public Answer get(String path, @Nullable String token) {
        return send(request(port, path, token).GET().build());
    }

    public Answer management(String path) {
        return send(request(managementPort, path, null).GET().build());
    }

    public Answer post(String path, @Nullable String token, String type, byte[] body) {
        return send(request(port, path, token)
                .header("Content-Type", type)
                .header("Idempotency-Key", "k")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    public Answer post(String path, @Nullable String token, String body) {
        return post(path, token, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpRequest.Builder request(int port, String path, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LIMIT);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.headers().map().toString(), answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A connection that has sent these bytes. */
    public Socket open(byte[] bytes) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return socket;
    }

    /** Sends these bytes and reads until the connection is closed. */
    public Answer raw(String text) throws IOException {
        try (Socket socket = open(text.getBytes(StandardCharsets.ISO_8859_1))) {
            return read(socket);
        }
    }

    /** The answer on a connection that is closed behind it. */
    public static Answer read(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        String[] parts = all.split("\r\n\r\n", 2);
        int status = parts[0].matches("(?s)HTTP/1.1 \\d{3}.*") ? Integer.parseInt(parts[0].substring(9, 12)) : 0;
        String body = parts.length > 1 ? parts[1] : "";
        // One chunk is all that our answers have.
        return new Answer(
                status,
                parts[0],
                parts[0].toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")
                        ? body.replaceFirst("^[0-9a-fA-F]+\r\n", "").replaceFirst("\r\n0\r\n\r\n$", "")
                        : body);
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }
}
