package org.carecontact.vendortwin;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import org.carecontact.vendortwin.http.Encoding;
import org.carecontact.vendortwin.settings.TwinSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running twin, its own interface, and a customer who takes its pushes. */
public final class Twin implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    public final VendorTwin it;
    public final List<Pushed> pushed = new CopyOnWriteArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final HttpServer customer;
    private final HttpClient http = HttpClient.newHttpClient();

    /** A push as it came. */
    public record Pushed(String path, String query, String body) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        /** The message of a sealed push, opened by the vendor's own kit, which checks its signature. */
        public String opened() {
            Map<String, String> parts = Encoding.parameters(query);
            return kit(path)
                    .decryptXml(
                            parts.getOrDefault("msg_signature", ""),
                            parts.getOrDefault("timestamp", ""),
                            parts.getOrDefault("nonce", ""),
                            body);
        }

        /** The text of an element in the opened message, empty for none. */
        public String element(String name) {
            java.util.regex.Matcher found = java.util.regex.Pattern.compile(
                            "<" + name + ">(?:<!\\[CDATA\\[)?(.*?)(?:]]>)?</" + name + ">")
                    .matcher(opened());
            return found.find() ? found.group(1) : "";
        }
    }

    /** What the customer answers. */
    public record Answer(int status, String body) {}

    /** Starts both. */
    public Twin() throws IOException {
        this(TwinSettings.sandbox());
    }

    /** Starts both, the twin with other settings. */
    public Twin(TwinSettings settings) throws IOException {
        it = VendorTwin.start(settings);
        customer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        customer.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        customer.createContext("/", exchange -> {
            try (exchange) {
                String raw = exchange.getRequestURI().getRawQuery();
                String query = raw == null ? "" : raw;
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                if (exchange.getRequestMethod().equals("GET")) {
                    byte[] opened = echo(exchange.getRequestURI().getPath(), Encoding.parameters(query))
                            .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, opened.length);
                    exchange.getResponseBody().write(opened);
                    return;
                }
                pushed.add(new Pushed(exchange.getRequestURI().getPath(), query, body));
                Answer answer;
                synchronized (answers) {
                    answer = answers.isEmpty()
                            ? new Answer(200, ordinary(exchange.getRequestURI().getPath()))
                            : answers.removeFirst();
                }
                byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        customer.start();
    }

    /** Opens what the vendor asks, by the vendor's own kit. */
    private static String echo(String path, Map<String, String> query) {
        if (path.equals("/lazy")) {
            return query.getOrDefault("echostr", "");
        }
        return kit(path)
                .decryptContent(
                        query.getOrDefault("msg_signature", ""),
                        query.getOrDefault("timestamp", ""),
                        query.getOrDefault("nonce", ""),
                        query.getOrDefault("echostr", ""));
    }

    private static WxCryptUtil kit(String path) {
        String key = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
        return path.equals("/wecom")
                ? new WxCryptUtil("twinPushToken", key, "wwtwin0000000001")
                : new WxCryptUtil("twinPushToken2", key, "wxtwin0000000001");
    }

    private static String ordinary(String path) {
        return switch (path) {
            case "/aliyun" -> "{\"code\":0,\"msg\":\"接收成功\"}";
            case "/tencent" -> "{\"result\":0,\"errmsg\":\"OK\"}";
            default -> "success";
        };
    }

    /** Makes the customer answer the next pushes so. */
    public void customerAnswers(Answer... next) {
        synchronized (answers) {
            answers.addAll(List.of(next));
        }
    }

    public String customerUrl(String path) {
        return "http://127.0.0.1:" + customer.getAddress().getPort() + path;
    }

    public String host() {
        return "127.0.0.1:" + it.port();
    }

    /** Sets where pushes go. */
    public void pushTo(String vendor, String account, String kind, String path) {
        post(
                "/twin/addresses",
                "{\"vendor\":\"%s\",\"account\":\"%s\",\"kind\":\"%s\",\"url\":\"%s\"}"
                        .formatted(vendor, account, kind, customerUrl(path)));
    }

    /** Orders a fault. */
    public void order(String fault) {
        post("/twin/faults", fault);
    }

    /** Moves the twin's time, as PT24H. */
    public void forward(String by) {
        post("/twin/clock", "{\"forward\":\"" + by + "\"}");
    }

    /** What this receiver got. */
    public JsonNode inbox(String to) {
        return get("/twin/inbox?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8));
    }

    /** How often this call came to this, as "aliyun SendSms OK". */
    public int count(String call) {
        return get("/twin/counts").path("calls").path(call).asInt(0);
    }

    public JsonNode get(String path) {
        return JSON.readTree(
                exchange(HttpRequest.newBuilder(URI.create(it.url() + path)).GET())
                        .body());
    }

    /** Posts JSON and expects success. */
    public JsonNode post(String path, String body) {
        HttpResponse<String> answer = send(path, body);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " was answered with " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** Posts JSON and returns the answer, whatever it is. */
    public HttpResponse<String> send(String path, String body) {
        return exchange(HttpRequest.newBuilder(URI.create(it.url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends any request. */
    public HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        it.close();
        customer.stop(0);
        http.close();
    }
}
