package org.carecontact.request.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.carecontact.localparts.Ports;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("R12: triage by a model, with the rules to fall back on")
class TriageModelTest {

    private static final String REQUEST = "术后第二周需要按医嘱调整药量";
    private static final String ROUTINE = "请问周几出门诊";
    private static final String EMERGENCY = "我胸痛得厉害";
    /** Of tests whose endpoint answers: never what decides them. */
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration FAR_LESS_THAN_THE_ENDPOINT_TAKES = Duration.ofSeconds(15);

    /** What the model's endpoint does with a call. */
    private interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final List<@Nullable String> keys = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable HttpServer server;

    @AfterEach
    void stop() {
        over.countDown();
        if (server != null) {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @EnumSource(Grade.class)
    void r12_a_models_grade_counts_where_the_rules_see_no_emergency(Grade grade) {
        TriageModel model = model(says(grade.name()));

        assertThat(model.grade(REQUEST)).isEqualTo(grade);
        assertThat(model.grade(ROUTINE)).isEqualTo(grade);
    }

    @ParameterizedTest
    @EnumSource(Grade.class)
    void r12_a_lying_model_never_lowers_an_emergency_that_the_rules_see_and_is_not_even_asked(Grade grade) {
        assertThat(model(says(grade.name())).grade(EMERGENCY)).isEqualTo(Grade.EMERGENCY);
        assertThat(asked).isEmpty();
    }

    static Stream<String> wrong() {
        return Stream.of(
                "",
                "EMERGENCY",
                "[]",
                "{}",
                "{\"choices\":[]}",
                "{\"choices\":\"EMERGENCY\"}",
                completion("EMERGENCY"),
                completion(""),
                completion("{}"),
                completion("\"EMERGENCY\""),
                completion("[\"EMERGENCY\"]"),
                completion("{\"grade\":\"emergency\"}"),
                completion("{\"grade\":\"EMERGENCY!\"}"),
                completion("{\"grade\":\"PANIC\"}"),
                completion("{\"grade\":null}"),
                completion("{\"grade\":0}"),
                completion("{\"grade\":[\"EMERGENCY\"]}"),
                completion("{\"grade\":\"EMERGENCY\",\"advice\":\"take two aspirins\"}"),
                completion("{\"grade\":\"ROUTINE\",\"grade\":\"EMERGENCY\"}"),
                completion("{\"grade\":\"EMERGENCY\"} and take care"),
                completion("```json\n{\"grade\":\"EMERGENCY\"}\n```"),
                completion("{\"grade\":\"EMERGENCY\"}").replace("stop", "length"),
                "{\"choices\":[%s,%s]}"
                        .formatted(choice("{\"grade\":\"EMERGENCY\"}"), choice("{\"grade\":\"EMERGENCY\"}")),
                completion("{\"grade\":\"EMERGENCY\"}") + " ".repeat(70_000));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void r12_whatever_is_not_a_grade_and_nothing_else_leaves_it_to_the_rules(String answer) {
        TriageModel model = model(exchange -> send(exchange, 200, answer));

        assertThat(model.grade(REQUEST)).isEqualTo(Grade.REQUEST);
        assertThat(model.grade(ROUTINE)).isEqualTo(Grade.ROUTINE);
        assertThat(asked).hasSize(2);
    }

    @Test
    void r12_a_model_that_refuses_or_breaks_leaves_it_to_the_rules() {
        for (int status : new int[] {201, 302, 400, 401, 429, 500, 503}) {
            TriageModel model = model(exchange -> send(exchange, status, completion("{\"grade\":\"EMERGENCY\"}")));
            assertThat(model.grade(ROUTINE)).as("status " + status).isEqualTo(Grade.ROUTINE);
            stop();
        }
    }

    @Test
    void r12_a_model_that_is_down_or_hangs_up_leaves_it_to_the_rules() {
        assertThat(model("http://127.0.0.1:" + Ports.free(), LONG).grade(ROUTINE))
                .isEqualTo(Grade.ROUTINE);
        assertThat(model(HttpExchange::close).grade(ROUTINE)).isEqualTo(Grade.ROUTINE);
    }

    @Test
    void r12_a_silent_model_is_waited_for_no_longer_than_the_patience() {
        assertThat(timed(model(url(serve(this::hang)), SHORT), ROUTINE)).isEqualTo(Grade.ROUTINE);
    }

    @Test
    void r12_a_model_that_trickles_its_answer_is_waited_for_no_longer_than_the_patience() {
        HttpServer trickling = serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"choices\":".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            hang(exchange);
        });
        TriageModel model = model(url(trickling), SHORT);

        assertThat(timed(model, ROUTINE)).isEqualTo(Grade.ROUTINE);
    }

    @Test
    void r12_more_questions_than_the_model_has_seats_for_are_left_to_the_rules_at_once() throws Exception {
        CountDownLatch sitting = new CountDownLatch(1);
        HttpServer slow = serve(exchange -> {
            sitting.countDown();
            hang(exchange);
        });
        TriageProperties.Model one = new TriageProperties.Model(url(slow), "grader", null, LONG, 1);
        TriageModel model = new TriageModel(one, rules());
        CompletableFuture<Grade> first = CompletableFuture.supplyAsync(() -> model.grade(ROUTINE));
        assertThat(sitting.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(timed(model, ROUTINE)).isEqualTo(Grade.ROUTINE);

        assertThat(asked).hasSize(1);
        over.countDown();
        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(Grade.ROUTINE);
    }

    @Test
    void r12_the_question_admits_a_grade_and_nothing_else_and_carries_the_text_once() {
        model(says("REQUEST")).grade(REQUEST);

        JsonNode question = asked.getFirst();
        JsonNode format = question.path("response_format");
        assertThat(format.path("type").asString()).isEqualTo("json_schema");
        assertThat(format.path("json_schema").path("strict").asBoolean()).isTrue();
        JsonNode schema = format.path("json_schema").path("schema");
        assertThat(schema.path("properties").propertyNames()).containsExactly("grade");
        assertThat(schema.path("properties").path("grade").path("enum").toString())
                .isEqualTo("[\"EMERGENCY\",\"ROUTINE\",\"REQUEST\"]");
        assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(question.path("model").asString()).isEqualTo("grader");
        assertThat(question.path("messages")).hasSize(2);
        assertThat(question.path("messages").path(1).path("content").asString()).isEqualTo(REQUEST);
        assertThat(keys).containsExactly("Bearer secret");
    }

    @Test
    void r12_a_text_is_sent_only_where_an_installation_named_a_model_and_never_a_text_too_long_for_a_need() {
        HttpServer endpoint = serve(says("EMERGENCY"));
        ClassPathResource terms = new ClassPathResource("triage.yml");
        ClassPathResource examples = new ClassPathResource(Labelled.EXAMPLES);
        ClassPathResource notices = new ClassPathResource("triage-notices.yml");
        TriageProperties.Model named = new TriageProperties.Model(url(endpoint), "grader", null, LONG, 8);

        assertThat(new Triage(new TriageProperties(terms, examples, notices, null)).grade(REQUEST, null))
                .isEqualTo(Grade.REQUEST);
        assertThat(asked).isEmpty();
        assertThat(new Triage(new TriageProperties(terms, examples, notices, named)).grade("调药".repeat(300), null))
                .isEqualTo(Grade.REQUEST);
        assertThat(asked).isEmpty();
        assertThat(new Triage(new TriageProperties(terms, examples, notices, named)).grade(REQUEST, null))
                .isEqualTo(Grade.EMERGENCY);
        assertThat(asked).hasSize(1);
    }

    @Test
    void r12_a_model_is_named_in_the_configuration_and_half_of_one_does_not_start() {
        Map<String, String> whole = Map.of(
                "carecontact.triage.model.url", "http://model.internal/v1/chat/completions",
                "carecontact.triage.model.name", "grader");
        Map<String, String> half = Map.of("carecontact.triage.model.url", "http://model.internal/v1/chat/completions");

        assertThat(configured(whole))
                .isEqualTo(new TriageProperties.Model(
                        "http://model.internal/v1/chat/completions", "grader", null, Duration.ofSeconds(2), 8));
        assertThatThrownBy(() -> configured(half))
                .hasRootCauseMessage("carecontact.triage.model needs url and name, or nothing at all");
    }

    private static TriageProperties.Model configured(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bind("carecontact.triage.model", TriageProperties.Model.class)
                .get();
    }

    private TriageModel model(Behaviour behaviour) {
        return model(url(serve(behaviour)), LONG);
    }

    private static TriageModel model(String url, Duration patience) {
        return new TriageModel(new TriageProperties.Model(url, "grader", "secret", patience, 8), rules());
    }

    private static Grader rules() {
        return new TriageRules(TriageTerms.read(new ClassPathResource("triage.yml")));
    }

    private HttpServer serve(Behaviour behaviour) {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            started.createContext("/", exchange -> {
                asked.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
                keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
                behaviour.answer(exchange);
            });
            started.setExecutor(task -> Thread.ofVirtual().start(task));
            started.start();
            server = started;
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/chat/completions";
    }

    private static Behaviour says(String grade) {
        return exchange -> send(exchange, 200, completion("{\"grade\":\"" + grade + "\"}"));
    }

    private static String completion(String content) {
        return "{\"choices\":[%s]}".formatted(choice(content));
    }

    private static String choice(String content) {
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "index",
                        0,
                        "finish_reason",
                        "stop",
                        "message",
                        Map.of("role", "assistant", "content", content)));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private void hang(HttpExchange exchange) {
        try {
            assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private static Grade timed(Grader triage, String need) {
        long before = System.nanoTime();
        Grade grade = triage.grade(need);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(FAR_LESS_THAN_THE_ENDPOINT_TAKES);
        return grade;
    }
}
