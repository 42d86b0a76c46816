package org.carecontact.notification.dispatch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers like Aliyun SMS, as told by the number that a message goes to. */
final class FakeAliyun {

    /** A message that was handed over; its id is {@code biz-} and its key. */
    record Taken(String to, String template, String parameters, String key, String signature) {}

    /** What is done with a message, and said of it when asked. */
    enum Does {
        TAKES,
        /** Takes it and loses the connection before it says so. */
        TAKES_SILENTLY,
        /** Loses the connection without taking it. */
        LOSES,
        HAS_A_LIMIT,
        REFUSES_THE_SIGNATURE,
        REFUSES_THE_NUMBER
    }

    private final Map<String, Does> byNumber = new ConcurrentHashMap<>();
    private final Map<String, Runnable> afterTaking = new ConcurrentHashMap<>();
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    FakeAliyun() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void does(String number, Does what) {
        byNumber.put(number, what);
    }

    /** Has something happen when the next message to the number was taken, before that is answered. */
    void afterTaking(String number, Runnable happens) {
        afterTaking.put(number, happens);
    }

    List<Taken> takenFor(String number) {
        return taken.stream().filter(each -> each.to().endsWith(number)).toList();
    }

    long calls(String number) {
        return calls.stream().filter(each -> each.endsWith(number)).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        Map<String, String> query = Stream.of(
                        exchange.getRequestURI().getRawQuery().split("&"))
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(
                        part -> part[0], part -> URLDecoder.decode(part[1], StandardCharsets.UTF_8), (one, _) -> one));
        String action = exchange.getRequestHeaders().getFirst("x-acs-action");
        if (action.equals("QuerySendDetails")) {
            String details = takenFor(query.getOrDefault("PhoneNumber", "")).stream()
                    .map(each -> "{\"OutId\":\"" + each.key() + "\",\"SendStatus\":3,\"ErrCode\":\"DELIVERED\"}")
                    .collect(Collectors.joining(","));
            reply(
                    exchange,
                    "{\"Code\":\"OK\",\"TotalCount\":\"1\",\"SmsSendDetailDTOs\":{\"SmsSendDetailDTO\":[" + details
                            + "]}}");
            return;
        }
        String number = query.getOrDefault("PhoneNumbers", "");
        calls.add(number);
        String last = number.substring(Math.max(0, number.length() - 11));
        Does does = byNumber.getOrDefault(last, Does.TAKES);
        Taken one = new Taken(
                number,
                query.getOrDefault("TemplateCode", ""),
                query.getOrDefault("TemplateParam", ""),
                query.getOrDefault("OutId", ""),
                query.getOrDefault("SignName", ""));
        switch (does) {
            case TAKES -> {
                taken.add(one);
                Runnable happens = afterTaking.remove(last);
                if (happens != null) {
                    happens.run();
                }
                reply(exchange, "{\"Code\":\"OK\",\"Message\":\"OK\",\"BizId\":\"biz-" + one.key() + "\"}");
            }
            case TAKES_SILENTLY -> {
                taken.add(one);
                exchange.close();
            }
            case LOSES -> exchange.close();
            case HAS_A_LIMIT ->
                reply(exchange, "{\"Code\":\"isv.BUSINESS_LIMIT_CONTROL\",\"Message\":\"触发天级流控Permits:10\"}");
            case REFUSES_THE_SIGNATURE -> reply(exchange, "{\"Code\":\"isv.SMS_SIGNATURE_ILLEGAL\",\"Message\":\"x\"}");
            case REFUSES_THE_NUMBER -> reply(exchange, "{\"Code\":\"isv.MOBILE_NUMBER_ILLEGAL\",\"Message\":\"x\"}");
        }
    }

    private static void reply(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
