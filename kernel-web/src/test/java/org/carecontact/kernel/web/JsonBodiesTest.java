package org.carecontact.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.carecontact.kernel.web.Edge.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON as it may not be, for a command and for a {@code @RequestBody} alike. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JsonBodiesTest {

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

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("{\"name\":\"a\",\"name\":\"b\"}", "duplicate-member", ""),
                Arguments.of("{\"name\":\"a\",\"n\\u0061me\":\"b\"}", "duplicate-member", ""),
                Arguments.of("{\"name\":\"a\"}{}", "not-json", ""),
                Arguments.of("{\"name\":\"a\"} x", "not-json", ""),
                Arguments.of("{\"name\":\"a\"} 5", "not-json", ""),
                Arguments.of("{\"name\":'a'}", "not-json", ""),
                Arguments.of("{name:\"a\"}", "not-json", ""),
                Arguments.of("{\"name\":\"a\",}", "not-json", ""),
                Arguments.of("{\"count\":NaN}", "not-json", ""),
                Arguments.of("{\"count\":01}", "not-json", ""),
                Arguments.of("{\"name\":\"a\"", "not-json", ""),
                Arguments.of("{\"name\":\"a\nb\"}", "not-json", ""),
                Arguments.of("{\"name\":\"a\rb\"}", "not-json", ""),
                Arguments.of(" ", "not-json", ""),
                Arguments.of("[".repeat(60) + "]".repeat(60), "not-json", ""),
                Arguments.of("null", "malformed-body", ""),
                Arguments.of("[]", "malformed-body", ""),
                Arguments.of("5", "malformed-body", ""),
                Arguments.of("{\"nam\":\"a\"}", "malformed-body", "nam"),
                Arguments.of("{\"name\":5}", "malformed-body", "name"),
                Arguments.of("{\"name\":true}", "malformed-body", "name"),
                Arguments.of("{\"name\":\"a\",\"count\":1.5}", "malformed-body", "count"),
                Arguments.of("{\"name\":\"a\",\"count\":1.0}", "malformed-body", "count"),
                Arguments.of("{\"name\":\"a\",\"count\":\"1\"}", "malformed-body", "count"),
                Arguments.of("{\"name\":\"a\",\"count\":\"\"}", "malformed-body", "count"),
                Arguments.of("{\"name\":\"a\",\"urgent\":\"false\"}", "malformed-body", "urgent"),
                Arguments.of("{\"name\":\"a\",\"urgent\":0}", "malformed-body", "urgent"),
                Arguments.of("{\"name\":\"a\",\"notes\":[\"x\",7]}", "malformed-body", "notes[1]"),
                Arguments.of("{\"name\":\"a\",\"count\":2147483648}", "number-out-of-range", "count"),
                Arguments.of("{\"name\":\"a\",\"count\":-99999999999999999999}", "number-out-of-range", "count"),
                Arguments.of("{\"name\":\"a\\u0000\"}", "forbidden-character", "name"),
                Arguments.of("{\"name\":\"a\\u0007\"}", "forbidden-character", "name"),
                Arguments.of("{\"name\":\"a\u007f\"}", "forbidden-character", "name"),
                Arguments.of("{\"name\":\"a\u0085\"}", "forbidden-character", "name"),
                Arguments.of("{\"name\":\"a\u202e\"}", "forbidden-character", "name"),
                Arguments.of("{\"name\":\"a\\u2066\"}", "forbidden-character", "name"),
                Arguments.of("{\"name\":\"a\\ud800\"}", "forbidden-character", "name"),
                Arguments.of("{\"name\":\"\\udc00\\ud800\"}", "forbidden-character", "name"),
                Arguments.of("{\"name\":\"a\uffff\"}", "forbidden-character", "name"),
                Arguments.of("{\"name\":\"a\",\"notes\":[\"x\",\"\u200f\"]}", "forbidden-character", "notes.1"),
                Arguments.of("{\"a\u0085\":1}", "forbidden-character", ""));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_is_no_plain_json_is_refused_and_says_where(String body, String problem, String field) {
        for (String path : new String[] {"/orders", "/words"}) {
            Answer answer = edge.post(path, token, body);
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.problem()).isEqualTo(problem);
            assertThat(answer.json().path("field").asString("")).isEqualTo(field);
        }
    }

    @Test
    void texts_may_have_lines_tabs_joiners_and_every_whole_character() {
        Answer answer = edge.post("/orders", token, "{\"name\":\"a\\n\\tb\\ud83d\\ude00\u200d字\",\"count\":-1}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().path("name").asString()).isEqualTo("a\n\tb\ud83d\ude00\u200d字");
    }

    @Test
    void lines_end_with_a_line_feed_whatever_system_wrote_them() {
        String written = "{\"name\":\"a\\r\\nb\\rc\\n\\u000d\\u000ad\",\"notes\":[\"e\\r\\nf\",\"\\r\"]}";
        for (String path : new String[] {"/orders", "/words"}) {
            Answer answer = edge.post(path, token, written);
            assertThat(answer.json().path("name").asString()).as(answer.body()).isEqualTo("a\nb\nc\n\nd");
            assertThat(answer.json().path("notes").path(0).asString()).isEqualTo("e\nf");
            assertThat(answer.json().path("notes").path(1).asString()).isEqualTo("\n");
        }
    }

    @Test
    void only_utf_8_without_a_mark_is_read() {
        for (Charset charset :
                new Charset[] {StandardCharsets.UTF_16, Charset.forName("UTF-32"), Charset.forName("GBK")}) {
            byte[] body = "{\"name\":\"名\"}".getBytes(charset);
            assertThat(edge.post("/orders", token, "application/json", body).problem())
                    .as(charset.name())
                    .isEqualTo("not-json");
        }
        assertThat(edge.post("/orders", token, "\ufeff{\"name\":\"a\"}").problem())
                .isEqualTo("not-json");
        byte[] overlong = "{\"name\":\"a??\"}".getBytes(StandardCharsets.US_ASCII);
        overlong[10] = (byte) 0xC0;
        overlong[11] = (byte) 0x80;
        assertThat(edge.post("/orders", token, "application/json", overlong).problem())
                .isEqualTo("not-json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/yaml",
                "application/json; charset=gbk",
                "application/*",
                "garbage"
            })
    void every_other_media_type_is_refused(String type) {
        for (String path : new String[] {"/orders", "/words"}) {
            Answer answer = edge.post(path, token, type, "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_8));
            assertThat(answer.status()).as(answer.body()).isEqualTo(415);
            assertThat(answer.problem()).isEqualTo("unsupported-media-type");
        }
        assertThat(edge.post(
                                "/orders",
                                token,
                                "application/json;charset=UTF-8",
                                "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(201);
    }
}
