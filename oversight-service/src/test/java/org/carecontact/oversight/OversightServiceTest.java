package org.carecontact.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.oversight.ledger.BlockDocuments;
import org.carecontact.oversight.ledger.KafkaTruth;
import org.carecontact.oversight.ledger.domain.Block;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.ledger.domain.Entry;
import org.carecontact.oversight.ledger.domain.Head;
import org.carecontact.oversight.ledger.domain.Summary;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class OversightServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static Events events;
    private static Service service;
    private static ConfigurableApplicationContext running;
    private static HttpClient http;
    private static int hospitals;

    @BeforeAll
    static void start() {
        events = new Events();
        service = new Service();
        running = service.start();
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        running.close();
        service.close();
        events.close();
    }

    @Test
    void a_granted_case_is_a_timeline_from_its_submission_to_the_last_notification() throws Exception {
        Events.Story story = events.story("tongren").granted();
        events.flush();

        JsonNode timeline = awaitTimeline(story.request(), 11);

        assertThat(values(timeline, "event"))
                .containsExactly(
                        "ContactRequestSubmitted",
                        "PolicyPrechecked",
                        "ConsentAsked",
                        "NotificationsSettled",
                        "SigningCodeIssued",
                        "ConsentSigned",
                        "PolicyDecided",
                        "DoctorAsked",
                        "NotificationsSettled",
                        "ContactGranted",
                        "NotificationsSettled");
        assertThat(values(timeline, "service"))
                .startsWith("request-service", "policy-service", "consent-service", "notification-service");
        JsonNode decided = timeline.get(6);
        assertThat(decided.get("outcome").asString()).isEqualTo("PERMIT");
        assertThat(decided.get("time").asString())
                .isEqualTo(Events.NOON.plusMillis(600).toString());
        assertThat(decided.get("note").get("zh").asString()).isEqualTo("规则审核通过");
        assertThat(decided.get("note").get("en").asString()).isEqualTo("Policy permits it");
        assertThat(decided.get("scene").asString()).isEqualTo("OUTPATIENT");
        assertThat(decided.get("evidence").get("sha256").asString()).matches("[0-9a-f]{64}");
    }

    @Test
    void a_denied_case_tells_why_and_what_was_offered_instead() throws Exception {
        Events.Story story = events.story("tongren")
                .submitted()
                .prechecked(PolicyOutcome.DENY)
                .redirected();
        events.flush();

        JsonNode timeline = awaitTimeline(story.request(), 3);

        assertThat(timeline.get(1).get("reasons").get(0).asString()).isEqualTo("BOUNDARY:doctor-not-opted-in");
        assertThat(timeline.get(2).get("reasons").get(0).asString()).isEqualTo("doctor-not-opted-in");
        assertThat(timeline.get(2).get("alternatives").get(0).asString()).isEqualTo("HOSPITAL_APP");
    }

    @Test
    void events_published_twice_are_shown_once() throws Exception {
        Events.Story story = events.story("tongren")
                .submitted()
                .prechecked(PolicyOutcome.PERMIT)
                .twice();
        events.flush();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(timeline(story.request(), "tongren"))
                        .hasSize(2)
                        .allMatch(happening -> happening.get("copies").asInt() == 2));
    }

    @Test
    void a_case_is_there_for_its_own_hospitals_staff_and_supervisors_only() throws Exception {
        Events.Story story = events.story("tongren").submitted();
        events.flush();
        String path = "/cases/" + story.request();
        awaitTimeline(story.request(), 1);

        assertThat(get(path, token("tongren", "supervisor")).status()).isEqualTo(200);
        assertThat(get(path, token("tongren", "staff")).status()).isEqualTo(200);
        assertThat(get(path, token("meiyan", "supervisor")).status()).isEqualTo(404);
        assertThat(get(path, token("meiyan", "staff")).body().get("type").asString())
                .endsWith("/not-found");
        for (String role : List.of("patient", "family", "doctor", "service", "operator")) {
            assertThat(get(path, token("tongren", role)).status()).as(role).isEqualTo(403);
        }
        assertThat(get("/cases/" + events.story("tongren").request(), token("tongren", "staff"))
                        .status())
                .isEqualTo(404);
        assertThat(get("/cases/no-request", token("tongren", "staff")).status()).isEqualTo(404);
        assertThat(get(path, "no token").status()).isEqualTo(401);
        assertThat(get(
                                path,
                                TestTokens.shared()
                                        .token()
                                        .hospital("tongren")
                                        .role("staff")
                                        .person("s")
                                        .audience("request-service")
                                        .build())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void figures_count_each_request_once_beside_the_seed_baseline() throws Exception {
        String hospital = "h" + ++hospitals;
        events.story(hospital).granted().twice();
        events.story(hospital).granted().ended().twice();
        events.story(hospital)
                .submitted()
                .prechecked(PolicyOutcome.DENY)
                .redirected()
                .twice();
        events.story(hospital)
                .submitted()
                .prechecked(PolicyOutcome.PERMIT)
                .decided(PolicyOutcome.DEFER)
                .twice();
        events.flush();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(figures(hospital, "staff", "")
                                .get("total")
                                .get("deferredOnce")
                                .asInt())
                        .isEqualTo(1));
        JsonNode figures = figures(hospital, "supervisor", "");

        JsonNode total = figures.get("total");
        assertThat(total.get("submitted").asInt()).isEqualTo(4);
        assertThat(total.get("granted").asInt()).isEqualTo(2);
        assertThat(total.get("redirected").asInt()).isEqualTo(1);
        assertThat(total.get("ended").asInt()).isEqualTo(1);
        assertThat(total.get("open").asInt()).isEqualTo(1);
        assertThat(total.get("successRate").asDouble()).isEqualTo(50.0);
        JsonNode outpatient = figures.get("byScene").get(0);
        assertThat(outpatient.get("code").asString()).isEqualTo("OUTPATIENT");
        assertThat(outpatient.get("submitted").asInt()).isEqualTo(4);
        assertThat(outpatient.get("seedBaseline").asDouble()).isEqualTo(58.3);
        assertThat(values(figures.get("byScene"), "seedBaseline")).containsExactly("58.3", "32.1", "21.5");
        assertThat(values(figures.get("byInstitutionType"), "seedBaseline")).containsExactly("18.0", "63.0", "47.0");
        assertThat(figures.get("submitToDecision").get("count").asInt()).isEqualTo(3);
        assertThat(figures.get("submitToDecision").get("medianMs").asLong()).isBetween(596L, 600L);
        assertThat(figures.get("submitToGranted").get("p99Ms").asLong()).isBetween(894L, 900L);
        assertThat(figures.get("seedBaseline").get("label").get("zh").asString())
                .isEqualTo("种子基线");
        assertThat(figures.get("seedBaseline").get("verified").asBoolean()).isFalse();
        assertThat(figures.get("seedBaseline").get("claims")).hasSize(13);
    }

    @Test
    void figures_are_of_the_callers_hospital_and_of_all_for_the_operator() throws Exception {
        String one = "h" + ++hospitals;
        String other = "h" + ++hospitals;
        events.story(one).granted();
        events.story(other).granted();
        events.flush();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(submitted(figures(one, "staff", ""))).isEqualTo(1);
            assertThat(submitted(figures(other, "staff", ""))).isEqualTo(1);
        });
        assertThat(submitted(figures("none", "staff", ""))).isZero();
        assertThat(submitted(figures("none", "operator", ""))).isGreaterThanOrEqualTo(2);
        assertThat(get("/figures", token(one, "patient")).status()).isEqualTo(403);
    }

    @Test
    void since_leaves_out_what_was_submitted_before() throws Exception {
        String hospital = "h" + ++hospitals;
        events.story(hospital).granted();
        events.flush();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(submitted(figures(hospital, "staff", ""))).isEqualTo(1));

        assertThat(submitted(figures(hospital, "staff", "?since=" + Events.NOON)))
                .isEqualTo(1);
        assertThat(submitted(figures(hospital, "staff", "?since=" + Events.NOON.plusMillis(1))))
                .isZero();
        Answer problem = get("/figures?since=yesterday", token(hospital, "staff"));
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.body().get("field").asString()).isEqualTo("since");
        assertThat(problem.body().get("remedy").asString()).contains("2026-11-01T00:00:00Z");
    }

    @Test
    void what_cannot_be_read_is_kept_by_its_hash_and_no_patient_gets_into_the_log_or_the_metrics(CapturedOutput output)
            throws Exception {
        byte[][] garbage = {
            {},
            {1, 2, 3},
            {0, 0, 0, 0, 5, 9, 9, 9},
            {0, 0x7f, 0, 0, 5, 1, 2, 3},
            ("no event of " + Events.PATIENT).getBytes(StandardCharsets.UTF_8)
        };
        for (byte[] bytes : garbage) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<byte[], byte[]>(
                    Topics.REQUESTS, 1, "garbage".getBytes(StandardCharsets.UTF_8), bytes);
            record.headers().add("ce_time", "when?".getBytes(StandardCharsets.UTF_8));
            record.headers().add("ce_id", "x".repeat(5000).getBytes(StandardCharsets.UTF_8));
            record.headers().add("ce_sequence", "many".getBytes(StandardCharsets.UTF_8));
            events.send(record);
        }
        events.send(new ProducerRecord<>(Topics.REQUESTS, 1, null, null));
        Events.Story story = events.story("tongren").granted();
        events.flush();

        awaitTimeline(story.request(), 11);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(unreadable()).hasSize(garbage.length + 1));
        assertThat(unreadable())
                .filteredOn(entry -> entry.containsKey("sha256"))
                .hasSize(garbage.length)
                .allSatisfy(entry -> assertThat(entry.getString("id")).hasSize(256));
        assertThat(prometheus()).contains("carecontact_ledger_unreadable_total").doesNotContain(Events.PATIENT);
        assertThat(get("/cases/" + Events.PATIENT, "").status()).isEqualTo(401);
        assertThat(output.getAll()).doesNotContain(Events.PATIENT);
        assertThat(verification("").get("ok").asBoolean()).isTrue();
    }

    @Test
    void an_event_without_any_header_is_kept_with_what_its_payload_tells() throws Exception {
        Events.Story story = events.story("tongren").submitted();
        events.flush();
        awaitTimeline(story.request(), 1);
        byte[] bytes = recordOf(story.request());

        events.send(new ProducerRecord<>(Topics.REQUESTS, bytes));
        events.flush();

        assertThat(awaitTimeline(story.request(), 2))
                .allMatch(happening -> happening.get("event").asString().equals("ContactRequestSubmitted"))
                .anyMatch(happening -> happening.get("service") == null);
    }

    @Test
    void verification_computes_every_hash_again_and_names_the_first_broken_block() throws Exception {
        Events.Story story = events.story("tongren").granted();
        events.flush();
        awaitTimeline(story.request(), 11);
        JsonNode sound = verification("");
        assertThat(sound.get("ok").asBoolean()).isTrue();
        assertThat(sound.get("entries").asLong()).isGreaterThanOrEqualTo(11);
        assertThat(sound.get("firstBroken")).isNull();
        String evidence = timeline(story.request(), "tongren")
                .get(5)
                .get("evidence")
                .get("block")
                .asString();
        Document honest = service.blocks().find(new Document("_id", evidence)).first();
        assertThat(honest).isNotNull();
        Document forged = new Document(honest);
        forged.getList("entries", Document.class).getFirst().put("outcome", "REFUSED");

        service.blocks().replaceOne(new Document("_id", evidence), forged);
        try {
            String[] at = evidence.split("/", -1);
            JsonNode broken = verification("?topic=" + at[0] + "&partition=" + at[1]);
            assertThat(broken.get("ok").asBoolean()).isFalse();
            assertThat(broken.get("firstBroken").get("number").asString()).isEqualTo(at[2]);
            assertThat(broken.get("firstBroken").get("reason").asString()).isEqualTo("ALTERED");
            assertThat(verification("").get("ok").asBoolean()).isFalse();
            assertThat(verification("?topic=" + Topics.NOTIFICATIONS).get("ok").asBoolean())
                    .isTrue();
        } finally {
            forged.getList("entries", Document.class).getFirst().put("outcome", "SIGNED");
            service.blocks().replaceOne(new Document("_id", evidence), forged);
        }
    }

    @Test
    void a_head_kept_elsewhere_proves_that_the_chain_was_not_written_anew() throws Exception {
        Events.Story story = events.story("tongren").granted();
        events.flush();
        awaitTimeline(story.request(), 11);

        JsonNode heads =
                get("/ledger/heads", token("tongren", "supervisor")).body().get("heads");

        assertThat(heads).isNotEmpty();
        for (JsonNode head : heads) {
            String chain = "?topic=" + head.get("topic").asString() + "&partition="
                    + head.get("partition").asInt();
            String witness = chain + "&number=" + head.get("number").asLong() + "&hash=";
            assertThat(verification(witness + head.get("hash").asString())
                            .get("ok")
                            .asBoolean())
                    .isTrue();
            assertThat(verification(witness + "0".repeat(64))
                            .get("firstBroken")
                            .get("reason")
                            .asString())
                    .isEqualTo("NOT_AS_WITNESSED");
        }
    }

    @Test
    void the_ledger_opens_to_supervisors_and_the_operator_and_says_what_it_wants() throws Exception {
        for (String path : List.of("/ledger/heads", "/ledger/verification")) {
            assertThat(get(path, token("tongren", "operator")).status()).isEqualTo(200);
            assertThat(get(path, token("tongren", "staff")).status()).isEqualTo(403);
            assertThat(get(path, token("tongren", "patient")).status()).isEqualTo(403);
            assertThat(get(path, "").status()).isEqualTo(401);
        }
        for (String query : List.of(
                "?topic=other",
                "?partition=0",
                "?topic=carecontact.requests&partition=-1",
                "?topic=carecontact.requests&partition=99999999999",
                "?topic=carecontact.requests&partition=0&number=1",
                "?number=1&hash=" + "0".repeat(64),
                "?topic=carecontact.requests&partition=0&number=1&hash=xyz")) {
            assertThat(get("/ledger/verification" + query, token("tongren", "supervisor"))
                            .status())
                    .as(query)
                    .isEqualTo(400);
        }
    }

    @Test
    void its_own_settings_hold_against_the_defaults_of_all_services() {
        assertThat(running.getEnvironment().getProperty("spring.kafka.listener.ack-mode"))
                .isEqualTo("batch");
        assertThat(running.getEnvironment().getProperty("spring.kafka.consumer.max-poll-records"))
                .isEqualTo("5000");
    }

    @Test
    void it_is_ready_and_shows_its_blocks_entries_and_lag() throws Exception {
        assertThat(get("/actuator/health/readiness", "").status()).isEqualTo(200);
        assertThat(prometheus())
                .contains("carecontact_ledger_blocks_total", "carecontact_ledger_entries_total")
                .contains("carecontact_ledger_lag");
        assertThat(get("/v3/api-docs", "").body().get("paths").propertyNames())
                .contains("/cases/{request}", "/figures", "/ledger/verification", "/ledger/heads");
    }

    private static List<Document> unreadable() {
        List<Document> entries = new ArrayList<>();
        for (Document block : service.blocks().find(new Document("entries.type", "unreadable"))) {
            block.getList("entries", Document.class).stream()
                    .filter(entry -> entry.getString("type").equals("unreadable"))
                    .forEach(entries::add);
        }
        return entries;
    }

    private static byte[] recordOf(String request) {
        return KafkaTruth.value(Topics.REQUESTS, request.substring(0, 26));
    }

    @Test
    void an_operator_explains_a_hole_and_nobody_else_can() throws Exception {
        ChainId chain = new ChainId(Topics.REQUESTS, 900);
        Entry entry = new Entry(3, null, Entry.UNREADABLE, null, null, null, null, Events.NOON, null, Summary.NONE);
        service.blocks()
                .insertOne(BlockDocuments.document(Block.after(Head.genesis(chain), Events.NOON, List.of(entry))));
        String of = "?topic=" + chain.topic() + "&partition=900";
        String body = "{\"topic\":\"%s\",\"partition\":900,\"from\":%d,\"to\":2,\"text\":\"%s\"}";
        String explained = body.formatted(chain.topic(), 0, "Retention of Kafka was set to an hour by mistake.");
        try {
            assertThat(verification(of).get("firstBroken").get("reason").asString())
                    .isEqualTo("HOLE");

            assertThat(explain(explained, "supervisor").status()).isEqualTo(403);
            assertThat(explain(body.formatted(chain.topic(), 1, "Retention was too short."), "operator")
                            .body()
                            .get("type")
                            .asString())
                    .endsWith("/no-such-hole");
            assertThat(explain(body.formatted(chain.topic(), 0, "short"), "operator")
                            .status())
                    .isEqualTo(422);
            assertThat(explain(body.formatted("nothing", 0, "Retention was too short."), "operator")
                            .body()
                            .get("zh")
                            .get("title")
                            .asString())
                    .isEqualTo("账本中没有该主题");
            Answer first = explain(explained, "operator");
            assertThat(first.status()).isEqualTo(201);
            assertThat(explain(explained, "operator").body()).isEqualTo(first.body());

            JsonNode now = verification(of);
            assertThat(now.get("ok").asBoolean()).isTrue();
            assertThat(now.get("chains")
                            .get(0)
                            .get("holes")
                            .get(0)
                            .get("explanation")
                            .get("by")
                            .asString())
                    .isEqualTo("person-1");
        } finally {
            service.blocks().deleteOne(new Document("_id", chain.block(0)));
        }
    }

    @Test
    void figures_since_a_time_that_no_calendar_here_has_are_refused() throws Exception {
        for (String since : List.of(
                "-1000000000-01-01T00:00:00Z",
                "%2B1000000000-12-31T23:59:59.999999999Z",
                "1999-12-31T23:59:59Z",
                "x")) {
            Answer answer = get("/figures?since=" + since, token("tongren", "staff"));
            assertThat(answer.status()).as(since).isEqualTo(400);
            assertThat(answer.body().get("field").asString()).isEqualTo("since");
        }
    }

    private static Answer explain(String body, String role) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        request("/ledger/explanations", token("tongren", role)), (_, _) -> true)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        return new Answer(response.statusCode(), JsonMapper.shared().readTree(response.body()));
    }

    private static JsonNode awaitTimeline(String request, int events) {
        return await().atMost(PATIENCE).until(() -> timeline(request, "tongren"), found -> found.size() == events);
    }

    private static JsonNode timeline(String request, String hospital) throws IOException, InterruptedException {
        Answer answer = get("/cases/" + request, token(hospital, "supervisor"));
        return answer.status() == 200
                ? answer.body().get("timeline")
                : JsonMapper.shared().createArrayNode();
    }

    private static JsonNode figures(String hospital, String role, String query)
            throws IOException, InterruptedException {
        return get("/figures" + query, token(hospital, role)).body();
    }

    private static int submitted(JsonNode figures) {
        return figures.get("total").get("submitted").asInt();
    }

    private static JsonNode verification(String query) throws IOException, InterruptedException {
        return get("/ledger/verification" + query, token("tongren", "supervisor"))
                .body();
    }

    private static List<String> values(JsonNode list, String field) {
        List<String> values = new ArrayList<>();
        list.forEach(one -> values.add(one.path(field).asString()));
        return values;
    }

    private static String token(String hospital, String role) {
        return TestTokens.shared()
                .token()
                .hospital(hospital)
                .role(role)
                .person("person-1")
                .audience("oversight-service")
                .build();
    }

    private record Answer(int status, JsonNode body) {}

    private static Answer get(String path, String token) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request(path, token), BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.body().isBlank()
                        ? JsonMapper.shared().createObjectNode()
                        : JsonMapper.shared().readTree(response.body()));
    }

    private static String prometheus() throws IOException, InterruptedException {
        return http.send(request("/actuator/prometheus", ""), BodyHandlers.ofString())
                .body();
    }

    private static HttpRequest request(String path, String token) {
        String port = running.getEnvironment()
                .getProperty(path.startsWith("/actuator") ? "local.management.port" : "local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }
}
