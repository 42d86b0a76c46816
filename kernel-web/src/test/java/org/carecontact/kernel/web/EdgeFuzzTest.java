package org.carecontact.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Random requests, from a fixed seed: whatever comes in, the fault is never ours. */
class EdgeFuzzTest {

    private static final long SEED = 20261127;
    private static final int REQUESTS = 1_500;
    private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "FOO", "get"};
    private static final String[] PATHS = {
        "/me",
        "/orders",
        "/words",
        "/open",
        "/requests/" + "a".repeat(26) + "-1",
        "/requests/x",
        "/patients/~E5",
        "/v3/api-docs",
        "/error",
        "/",
        "//",
        "/a;b",
        "/%2e%2e",
        "/%ff",
        "/orders?x=%FF",
        "/me?%"
    };
    private static final String[] HEADERS = {
        "Accept: ;;",
        "Accept: application/yaml",
        "Content-Type: text/plain",
        "Content-Encoding: gzip",
        "Idempotency-Key: \u0001",
        "Idempotency-Key: ok",
        "Expect: magic",
        "Range: bytes=0-1",
        "X: " + "y".repeat(9000),
        "Content-Type: application/json",
        "Origin: http://evil.example",
        "Content-Type: application/json;charset=x",
        "Accept-Language: \u00ff",
        "Cookie: a=\u0080",
        "Authorization: Basic eA==",
        "If-Match: *"
    };
    private static final String[] BODIES = {
        "{\"name\":\"a\"}",
        "{}",
        "null",
        "[",
        "{\"name\":\"\\ud800\"}",
        "{\"name\":{}}",
        "{\"count\":1e999}",
        "\u0000",
        "{\"notes\":[[[]]]}",
        "\u00ef\u00bb\u00bf{}",
        "{\"name\":\"a\",\"count\":null}",
        "{\"\":0}"
    };

    @Test
    void random_requests_give_no_500_and_no_stack_trace() throws IOException {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Random random = new Random(SEED);
        String token = TestIssuer.SHARED.token("staff", "S1");
        int answered = 0;
        try (Edge edge = new Edge("--carecontact.rates.factor=10000")) {
            root.addAppender(lines);
            for (int i = 0; i < REQUESTS; i++) {
                byte[] request = request(random, token);
                try (Socket socket = edge.open(request)) {
                    Edge.Answer answer = Edge.read(socket);
                    assertThat(answer.status()) // none at all where the request line became one of HTTP/0.9
                            .as(() -> new String(request, StandardCharsets.ISO_8859_1))
                            .isNotEqualTo(500);
                    answered += answer.status() > 0 ? 1 : 0;
                } catch (SocketException e) {
                    // The connection was closed while bytes were under way, as after a refused body.
                }
            }
        } finally {
            root.detachAppender(lines);
        }
        assertThat(answered).isGreaterThan(REQUESTS * 9 / 10);
        assertThat(lines.list)
                .filteredOn(line -> line.getThrowableProxy() != null)
                .isEmpty();
    }

    private static byte[] request(Random random, String token) {
        String body = pick(random, BODIES);
        StringBuilder text = new StringBuilder(pick(random, METHODS))
                .append(' ')
                .append(pick(random, PATHS))
                .append(" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
        if (random.nextInt(4) > 0) {
            text.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        if (random.nextBoolean()) {
            text.append("Content-Type: application/json\r\nIdempotency-Key: k\r\n");
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append(pick(random, HEADERS)).append("\r\n");
        }
        switch (random.nextInt(4)) {
            case 0 -> text.append("\r\n");
            case 1 ->
                text.append("Transfer-Encoding: chunked\r\n\r\n")
                        .append(Integer.toHexString(body.length()))
                        .append("\r\n")
                        .append(body)
                        .append("\r\n0\r\n\r\n");
            default ->
                text.append("Content-Length: ")
                        .append(body.length())
                        .append("\r\n\r\n")
                        .append(body);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        if (random.nextInt(5) == 0) {
            int end = text.indexOf("\r\n\r\n");
            bytes[random.nextInt(end)] = (byte) random.nextInt(0x21, 0x100); // never an early end of the headers
        }
        return bytes;
    }

    private static String pick(Random random, String[] from) {
        return from[random.nextInt(from.length)];
    }
}
