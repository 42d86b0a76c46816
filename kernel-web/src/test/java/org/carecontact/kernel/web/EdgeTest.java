package org.carecontact.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.carecontact.kernel.web.Edge.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The edge as a whole, on its own Tomcat: bytes, bodies, paths and problems. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeTest {

    private Edge edge;
    private final String token = TestIssuer.SHARED.token("staff", "S1");

    @BeforeAll
    void start() {
        edge = new Edge();
    }

    @AfterAll
    void stop() {
        edge.close();
    }

    @Test
    void a_good_command_is_answered() {
        Answer answer = edge.post("/orders", token, "{\"name\":\"a\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().path("name").asString()).isEqualTo("a");
    }

    @Test
    void unfinished_bodies_without_a_token_hold_nobody_up() throws IOException {
        whileUnfinished("", () -> {
            assertThat(edge.management("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(edge.get("/me", token).status()).isEqualTo(200);
        });
    }

    @Test
    void unfinished_bodies_with_a_token_hold_nobody_up() throws IOException {
        whileUnfinished("Authorization: Bearer " + token + "\r\n", () -> {
            assertThat(edge.management("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(edge.get("/me", token).status()).isEqualTo(200);
            assertThat(edge.post("/orders", token, "{\"name\":\"a\"}").status()).isEqualTo(201);
        });
    }

    /** More of them than there are threads. */
    private void whileUnfinished(String headers, Runnable others) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 60; i++) {
                sockets.add(edge.open(("POST /orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                + "Idempotency-Key: k\r\n" + headers + "Content-Length: 60000\r\n\r\n{\"name\":")
                        .getBytes(StandardCharsets.US_ASCII)));
            }
            others.run();
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void a_refused_request_is_answered_at_once_and_its_body_is_not_waited_for() throws IOException {
        Answer answer = edge.raw("POST /orders HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("no-valid-token");
    }

    @Test
    void a_body_that_drips_in_has_a_deadline_as_a_whole() throws Exception {
        try (Socket socket = edge.open(head("Content-Length: 60000\r\n"))) {
            Thread dripping = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        socket.getOutputStream().write(' ');
                        LockSupport.parkNanos(100_000_000); // a byte now and then, each well before any silence
                    }
                } catch (IOException e) {
                    // closed: as it must be
                }
            });
            Answer answer = Edge.read(socket);
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.problem()).isEqualTo("body-too-slow");
            dripping.join();
        }
    }

    @Test
    void a_chunked_body_that_never_ends_has_a_deadline_too() throws IOException {
        try (Socket socket = edge.open(head("Transfer-Encoding: chunked\r\n"))) {
            socket.getOutputStream().write("5\r\n{\"na".getBytes(StandardCharsets.US_ASCII));
            assertThat(Edge.read(socket).problem()).isEqualTo("body-too-slow");
        }
    }

    @Test
    void what_was_refused_late_does_not_count_as_under_way() throws IOException {
        try (Socket socket = edge.open(head("Content-Length: 60000\r\n"))) {
            assertThat(Edge.read(socket).problem()).isEqualTo("body-too-slow");
        }
        String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
        assertThat(edge.raw(text(head("Transfer-Encoding: chunked\r\n")) + chunk.repeat(5))
                        .problem())
                .isEqualTo("body-too-large");
        await().until(() -> edge.underWay() == 0);
    }

    @Test
    void a_body_may_come_in_pieces_and_in_chunks() throws IOException {
        try (Socket socket = edge.open(head("Content-Length: 12\r\nConnection: close\r\n"))) {
            for (String piece : List.of("{\"na", "me\":", "\"a\"}")) {
                socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
                assertThat(edge.get("/me", token).status()).isEqualTo(200); // the first piece is waited for meanwhile
            }
            assertThat(Edge.read(socket).status()).isEqualTo(201);
        }
        try (Socket socket = edge.open(head("Transfer-Encoding: chunked\r\nConnection: close\r\n"))) {
            socket.getOutputStream()
                    .write("5\r\n{\"nam\r\n7\r\ne\":\"a\"}\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(Edge.read(socket).status()).isEqualTo(201);
        }
    }

    @Test
    void what_is_too_large_is_refused_by_what_it_announces_or_as_soon_as_it_shows() throws IOException {
        assertThat(edge.raw(text(head("Content-Length: 10000000000\r\n"))).problem())
                .isEqualTo("body-too-large");
        String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
        assertThat(edge.raw(text(head("Transfer-Encoding: chunked\r\n")) + chunk.repeat(5))
                        .problem())
                .isEqualTo("body-too-large");
        assertThat(edge.post("/orders", token, "{\"name\":\"" + "a".repeat(66_000) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void broken_chunks_are_the_callers_fault() throws IOException {
        Answer answer = edge.raw(text(head("Transfer-Encoding: chunked\r\n")) + "zz\r\n{}\r\n0\r\n\r\n");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isIn("broken-body", "malformed-request");
    }

    @Test
    void http_1_0_has_no_transfer_encoding() throws IOException {
        Answer answer = edge.raw(text(head("Transfer-Encoding: chunked\r\n")).replace("HTTP/1.1", "HTTP/1.0")
                + "c\r\n{\"name\":\"a\"}\r\n0\r\n\r\n");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /me;a=b",
                "GET //me",
                "GET /requests/a%25",
                "GET /requests/a%0a",
                "GET /%2e%2e/me",
                "GET /requests/%2f",
                "GET /me?x=%FF",
                "GET /me?x=%",
                "GET /me?state[$ne]=x",
                "GET /open?x=%FF",
                "GET /%",
                "GET /me%",
                "GET /me%zz",
                "GET /me%00",
                "GET /me%0",
                "GET /%FF",
                "GET /me%?x=%",
                "GET /me;a=%",
                "GET /orders;%zz/1",
                "GET /me%00?x=%FF",
                "POST /me%2",
                "GET /..%2f..%2f",
                "GET /\\me",
                "GET /../..",
                "GET *"
            })
    void what_the_firewall_refuses_is_a_bad_request_and_never_a_bad_token(String line) throws IOException {
        for (String authorization : List.of("", "Authorization: Bearer " + token + "\r\n")) {
            Answer answer = edge.raw(line + " HTTP/1.1\r\nHost: x\r\n" + authorization + "Connection: close\r\n\r\n");
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.head()).containsIgnoringCase("application/problem+json");
            assertThat(answer.problem()).isEqualTo("malformed-request");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOO", "get"})
    void an_unknown_method_is_not_implemented(String method) throws IOException {
        Answer answer = edge.raw(method + " /me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                + "\r\nConnection: close\r\n\r\n");
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.problem()).isEqualTo("unknown-method");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRACE /me HTTP/1.1\r\nHost: x\r\n",
                "TRACE /me?x=%FF HTTP/1.1\r\nHost: x\r\n",
                "TRACE /me% HTTP/1.1\r\nHost: x\r\n",
                "TRACE /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n",
                "GET /me HTTP/1.1\r\nHost: a b\r\n",
                "GET /me HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n",
                "GET /me HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: rot13\r\n",
                "GET /me HTTP/1.1\r\nHost: x\r\nA B: c\r\n",
                "G\u0001T /me HTTP/1.1\r\nHost: x\r\n",
                "GET /me HTTP/1.1\r\nHost: x\r\nHost: y\r\n",
                "GET /me HTTP/1.1\r\n",
                "GET /me HTTP/3.7\r\nHost: x\r\n",
                "GET /me HTTP/1.1\r\nHost: x\r\nAccept: ;;\r\nAuthorization: Bearer TOKEN\r\n",
                "GET /me HTTP/1.1\r\nHost: x\r\nAccept: image/png\r\nAuthorization: Bearer TOKEN\r\n",
                "GET /open HTTP/1.1\r\nHost: x\r\nAccept: ;;\r\n",
                "POST /open HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n",
                "DELETE /open HTTP/1.1\r\nHost: x\r\n",
                "GET /nowhere HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer TOKEN\r\n",
                "GET /error HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer TOKEN\r\n",
                "GET /logout HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer TOKEN\r\n",
                "GET /actuator/prometheus HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer TOKEN\r\n",
                "GET /.well-known/oauth-protected-resource HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer TOKEN\r\n",
                "GET /bug HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer TOKEN\r\n",
                "POST /orders HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Authorization: Bearer TOKEN\r\n"
                        + "Expect: magic\r\n"
                        + "Content-Length: 0\r\n"
            })
    void every_refusal_is_a_problem(String head) throws IOException {
        Answer answer = edge.raw(head.replace("TOKEN", token) + "Connection: close\r\n\r\n");
        assertThat(answer.status()).as(answer.body()).isBetween(400, 599);
        assertThat(answer.head()).as(answer.body()).containsIgnoringCase("application/problem+json");
        assertThat(answer.problem()).isNotEmpty();
        assertThat(answer.json().path("zh").path("title").asString("")).isNotEmpty();
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void an_unknown_version_of_http_is_the_callers_fault() throws IOException {
        assertThat(edge.raw("GET /me HTT3/1.1\r\nHost: x\r\n\r\n").problem()).isEqualTo("unknown-version");
    }

    @Test
    void headers_that_are_too_long_are_a_problem() throws IOException {
        Answer answer = edge.raw("GET /me HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
        assertThat(answer.status()).isIn(400, 431);
        assertThat(answer.head()).containsIgnoringCase("application/problem+json");
    }

    @Test
    void an_id_that_can_be_none_names_nothing() {
        assertThat(edge.get("/requests/" + "a".repeat(26) + "-12", token).body())
                .contains("12");
        assertThat(edge.get("/requests/nothing", token).problem()).isEqualTo("not-found");
        assertThat(edge.get("/requests/" + "a".repeat(26) + "-0", token).problem())
                .isEqualTo("not-found");
        assertThat(edge.get("/patients/~41", token).problem()).isEqualTo("not-found");
        assertThat(edge.get("/patients/P1?request=x", token).problem()).isEqualTo("bad-parameter");
        assertThat(edge.get("/patients/~E5~BC~A0", token).json().path("patient").asString())
                .isEqualTo("张");
    }

    @Test
    void a_refusal_where_patients_write_says_what_to_do_in_an_emergency() throws IOException {
        List<Answer> refused = List.of(
                edge.post("/words", token, "{\"name\":\"" + "a".repeat(66_000) + "\"}"),
                edge.post("/words", token, "{\"name\":5}"),
                edge.post("/words", token, "text/plain", new byte[] {'x'}),
                edge.raw(text(head("Content-Length: 100\r\n")).replace("/orders", "/words")));
        assertThat(refused).extracting(Answer::status).containsExactly(413, 400, 415, 408);
        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.json().path("emergency").path("zh").asString("")).isEqualTo("请立即拨打 120");
            assertThat(answer.json().path("emergency").path("en").asString("")).isEqualTo("Call 120 now");
        });
        assertThat(edge.post("/orders", token, "{\"name\":5}").json().has("emergency"))
                .isFalse();
    }

    @Test
    void health_and_metrics_are_on_the_management_port_only() {
        assertThat(edge.management("/actuator/health").json().has("components")).isFalse();
        assertThat(edge.management("/actuator/prometheus").body()).contains("jvm_memory");
        assertThat(edge.management("/actuator/health?x=%FF").status()).isEqualTo(400);
        assertThat(edge.get("/actuator/prometheus", token).problem()).isEqualTo("no-such-path");
    }

    @Test
    void neither_port_listens_on_another_address_than_the_one_that_is_set() {
        for (int port : List.of(edge.port(), edge.managementPort())) {
            // Who listens on every address listens on this one too.
            assertThatThrownBy(() -> new Socket("127.0.0.2", port).close())
                    .as("port %d", port)
                    .isInstanceOf(ConnectException.class);
        }
    }

    private byte[] head(String headers) {
        return ("POST /orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\n"
                        + "Authorization: Bearer " + token + "\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
