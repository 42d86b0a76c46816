package org.carecontact.sandbox.phones;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("NullAway.Init")
class PhonesTest {

    private static final String NUMBER = "14010000001";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Phones phones;

    @BeforeEach
    void start() throws IOException {
        phones = Phones.start(folder.resolve("phones.jsonl"), 0, Clock.systemUTC());
    }

    @AfterEach
    void stop() throws IOException {
        phones.close();
        http.close();
    }

    @Test
    void what_is_sent_to_a_number_is_shown_there_newest_last() throws Exception {
        send("k1", NUMBER, "first");
        send("k2", "14010000002", "for somebody else");
        send("k3", NUMBER, "second");
        assertThat(messages(NUMBER))
                .extracting(message -> message.path("text").asString())
                .containsExactly("first", "second");
    }

    @Test
    void the_same_key_again_is_the_same_message_and_is_counted() throws Exception {
        HttpResponse<String> first = send("k1", NUMBER, "once");
        HttpResponse<String> second = send("k1", NUMBER, "once");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(messages(NUMBER))
                .singleElement()
                .satisfies(message -> assertThat(message.path("calls").asInt()).isEqualTo(2));
        assertThat(get("/counts").body()).isEqualTo("""
            {"messages":1,"calls":2,"duplicates":1}\
            """);
    }

    @Test
    void nothing_and_no_count_is_lost_over_a_restart_even_behind_a_line_that_a_crash_cut_off() throws Exception {
        send("k1", NUMBER, "before");
        send("k1", NUMBER, "before");
        phones.close();
        Files.writeString(folder.resolve("phones.jsonl"), "{\"id\":\"m000", StandardOpenOption.APPEND);
        phones = Phones.start(folder.resolve("phones.jsonl"), 0, Clock.systemUTC());
        send("k2", NUMBER, "after");
        phones.close();
        phones = Phones.start(folder.resolve("phones.jsonl"), 0, Clock.systemUTC());
        assertThat(messages(NUMBER))
                .extracting(message -> message.path("text").asString())
                .containsExactly("before", "after");
        assertThat(get("/counts").body()).contains("\"duplicates\":1");
    }

    @Test
    void a_message_without_one_of_its_parts_is_refused() throws Exception {
        assertThat(post("{\"key\":\"k\",\"system\":\"sms\",\"text\":\"to nobody\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("not json").statusCode()).isEqualTo(400);
        assertThat(post("").statusCode()).isEqualTo(400);
        assertThat(post("null").statusCode()).isEqualTo(400);
        assertThat(post("[]").statusCode()).isEqualTo(400);
        assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void the_page_shows_messages_as_text_whatever_is_in_them() throws Exception {
        send("k1", NUMBER, "<script>alert(1)</script> 验证码");
        assertThat(get("/").body()).contains("沙盒电话", "/?to=" + NUMBER);
        assertThat(get("/?to=" + NUMBER).body())
                .contains("&lt;script&gt;", "验证码")
                .doesNotContain("<script>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "-"})
    void only_json_is_taken_which_no_page_of_another_site_can_post(String type) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/messages"))
                .POST(BodyPublishers.ofString("{\"key\":\"k\",\"system\":\"sms\",\"to\":\"1\",\"text\":\"t\"}"));
        if (!type.equals("-")) {
            request.header("Content-Type", type);
        }
        assertThat(http.send(request.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(415);
        assertThat(get("/counts").body()).contains("\"messages\":0");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://evil.example",
        "Origin, null",
        "Sec-Fetch-Site, cross-site",
    })
    void a_page_of_another_site_sees_and_sends_nothing(String header, String value) throws Exception {
        send("k1", NUMBER, "验证码 123456");
        for (String path : List.of("/", "/messages", "/counts")) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(uri(path)).header(header, value).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
            assertThat(answer.body()).doesNotContain("123456");
        }
        HttpResponse<String> posted = http.send(
                HttpRequest.newBuilder(uri("/messages"))
                        .header(header, value)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(posted.statusCode()).isEqualTo(403);
    }

    @Test
    void a_name_that_points_here_sees_nothing() throws Exception {
        send("k1", NUMBER, "验证码 123456");
        assertThat(raw("GET /messages HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .doesNotContain("123456");
        assertThat(raw("GET /messages HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n"
                        .formatted(phones.port())))
                .startsWith("HTTP/1.1 200")
                .contains("123456");
    }

    @Test
    void answers_are_not_kept_run_nothing_and_head_has_no_body() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'");
        HttpResponse<String> head = http.send(
                HttpRequest.newBuilder(uri("/"))
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(page.headers().firstValue("Content-Length"));
    }

    @Test
    void nobody_but_the_owner_reads_the_file() throws Exception {
        send("k1", NUMBER, "验证码 123456");
        assertThat(Files.getPosixFilePermissions(folder.resolve("phones.jsonl")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private String raw(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", phones.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<String> send(String key, String to, String text) throws Exception {
        HttpResponse<String> response =
                post("{\"key\":\"%s\",\"system\":\"sms\",\"to\":\"%s\",\"text\":\"%s\"}".formatted(key, to, text));
        assertThat(response.statusCode()).isEqualTo(202);
        return response;
    }

    private JsonNode messages(String to) throws Exception {
        return new JsonMapper().readTree(get("/messages?to=" + to).body());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri("/messages"))
                        .header("Content-Type", "application/json; charset=utf-8")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(phones.port(), path));
    }
}
