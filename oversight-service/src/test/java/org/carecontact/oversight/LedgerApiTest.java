package org.carecontact.oversight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.carecontact.events.DoctorTermsSigned;
import org.carecontact.events.ShownDocument;
import org.carecontact.oversight.ledger.BlockDocuments;
import org.carecontact.oversight.ledger.domain.Block;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.ledger.domain.Entry;
import org.carecontact.oversight.ledger.domain.Head;
import org.carecontact.oversight.ledger.domain.Summary;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** What the ledger keeps, and how it is proved and explained over HTTP. */
@ExtendWith(OutputCaptureExtension.class)
class LedgerApiTest extends RunningOversight {

    @Test
    void what_cannot_be_read_is_kept_by_its_hash_and_no_patient_gets_into_the_log_or_the_metrics(
            CapturedOutput output) {
        byte[][] garbage = {
            {},
            {1, 2, 3},
            {0, 0, 0, 0, 5, 9, 9, 9},
            {0, 0x7f, 0, 0, 5, 1, 2, 3},
            ("no event of " + Story.PATIENT).getBytes(StandardCharsets.UTF_8)
        };
        for (byte[] bytes : garbage) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<byte[], byte[]>(
                    Topics.REQUESTS, 1, "garbage".getBytes(StandardCharsets.UTF_8), bytes);
            record.headers().add("ce_time", "when?".getBytes(StandardCharsets.UTF_8));
            record.headers().add("ce_id", "x".repeat(5000).getBytes(StandardCharsets.UTF_8));
            record.headers().add("ce_sequence", "many".getBytes(StandardCharsets.UTF_8));
            Topic.send(record);
        }
        Topic.send(new ProducerRecord<>(Topics.REQUESTS, 1, null, null));
        Story story = Story.at(HOSPITAL).granted();

        awaitTimeline(story, 11);
        Eventually.passes(() -> assertThat(unreadable()).hasSize(garbage.length + 1));
        assertThat(unreadable())
                .filteredOn(entry -> entry.containsKey("sha256"))
                .hasSize(garbage.length)
                .allSatisfy(entry -> assertThat(entry.getString("id")).hasSize(256));
        assertThat(SERVICE.metrics())
                .contains("carecontact_ledger_unreadable_total")
                .doesNotContain(Story.PATIENT);
        SERVICE.get("", "/cases/" + Story.PATIENT).isProblem(401, "no-valid-token");
        assertThat(output.getAll()).doesNotContain(Story.PATIENT);
        assertThat(verification("").get("ok").asBoolean()).isTrue();
    }

    @Test
    void c8_what_a_doctor_signed_is_in_the_ledger_with_its_hospital_and_version() {
        Instant noon = Instant.parse("2026-11-23T04:00:00Z");
        ShownDocument document = new ShownDocument("DOCTOR_TERMS", "doctor-terms", 3, "zh", "ab".repeat(32));
        String doctor = HOSPITAL + ":D0007";
        Topic.of(Topics.TERMS)
                .as("consent-service", HOSPITAL)
                .send(
                        doctor,
                        new DoctorTermsSigned(
                                HOSPITAL,
                                "D0007",
                                document,
                                List.of("confidentiality"),
                                noon,
                                noon,
                                noon,
                                "cd".repeat(32)));

        Eventually.passes(() -> assertThat(ofType("DoctorTermsSigned"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.getString("key")).isEqualTo(doctor);
                    assertThat(entry.getString("hospital")).isEqualTo(HOSPITAL);
                    assertThat(entry.getString("outcome")).isEqualTo("SIGNED");
                    assertThat(entry.getList("reasons", String.class)).containsExactly("TERMS:doctor-terms@3:zh");
                }));
        assertThat(verification("?topic=" + Topics.TERMS).get("ok").asBoolean()).isTrue();
    }

    @Test
    void verification_computes_every_hash_again_and_names_the_first_broken_block() {
        Story story = Story.at(HOSPITAL).granted();
        awaitTimeline(story, 11);
        JsonNode sound = verification("");
        assertThat(sound.get("ok").asBoolean()).isTrue();
        assertThat(sound.get("entries").asLong()).isGreaterThanOrEqualTo(11);
        assertThat(sound.get("firstBroken")).isNull();
        String evidence = timeline(story).get(5).get("evidence").get("block").asString();
        Document honest = LEDGER.blocks().find(new Document("_id", evidence)).first();
        assertThat(honest).isNotNull();
        Document forged = new Document(honest);
        forged.getList("entries", Document.class).getFirst().put("outcome", "REFUSED");

        LEDGER.blocks().replaceOne(new Document("_id", evidence), forged);
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
            LEDGER.blocks().replaceOne(new Document("_id", evidence), forged);
        }
    }

    @Test
    void a_head_kept_elsewhere_proves_that_the_chain_was_not_written_anew() {
        Story story = Story.at(HOSPITAL).granted();
        awaitTimeline(story, 11);

        JsonNode heads =
                get("/ledger/heads", HOSPITAL, "supervisor").is(200).json().get("heads");

        assertThat(heads).isNotEmpty();
        for (JsonNode head : heads) {
            String chain = "?topic=" + head.get("topic").asString() + "&partition="
                    + head.get("partition").asInt();
            String witness = chain + "&number=" + head.get("number").asLong() + "&hash=";
            assertThat(verification(witness + head.get("hash").asString())
                            .get("ok")
                            .asBoolean())
                    .isTrue();
            assertThat(reason(verification(witness + "0".repeat(64)))).isEqualTo("NOT_AS_WITNESSED");
        }
    }

    @Test
    void the_ledger_opens_to_supervisors_and_the_operator_and_says_what_it_wants() {
        for (String path : List.of("/ledger/heads", "/ledger/verification")) {
            get(path, HOSPITAL, "operator").is(200);
            get(path, HOSPITAL, "staff").isProblem(403, "wrong-role");
            get(path, HOSPITAL, "patient").isProblem(403, "wrong-role");
            SERVICE.get("", path).isProblem(401, "no-valid-token");
        }
        for (String query : List.of(
                "?topic=other",
                "?partition=0",
                "?topic=carecontact.requests&partition=-1",
                "?topic=carecontact.requests&partition=99999999999",
                "?topic=carecontact.requests&partition=0&number=1",
                "?number=1&hash=" + "0".repeat(64),
                "?topic=carecontact.requests&partition=0&number=1&hash=xyz")) {
            Answer refused =
                    get("/ledger/verification" + query, HOSPITAL, "supervisor").isProblem();
            assertThat(refused.status()).as(query).isEqualTo(400);
        }
    }

    @Test
    void an_operator_explains_a_hole_and_nobody_else_can() {
        ChainId chain = new ChainId(Topics.REQUESTS, 900);
        Entry entry = new Entry(3, null, Entry.UNREADABLE, null, null, null, null, Story.NOON, null, Summary.NONE);
        LEDGER.blocks()
                .insertOne(BlockDocuments.document(Block.after(Head.genesis(chain), Story.NOON, List.of(entry))));
        String of = "?topic=" + chain.topic() + "&partition=900";
        Map<String, Object> explained =
                explanation(chain.topic(), 0, "Retention of Kafka was set to an hour by mistake.");
        try {
            assertThat(reason(verification(of))).isEqualTo("HOLE");

            explain(explained, "supervisor").isProblem(403, "wrong-role");
            Map<String, Object> elsewhere = explanation(chain.topic(), 1, "Retention was too short.");
            assertThat(explain(elsewhere, "operator").isProblem().problem()).isEqualTo("no-such-hole");
            Answer tooShort = explain(explanation(chain.topic(), 0, "short"), "operator");
            assertThat(tooShort.isProblem().status()).isEqualTo(422);
            Answer unknown = explain(explanation("nothing", 0, "Retention was too short."), "operator");
            assertThat(unknown.isProblem().json().at("/zh/title").asString()).isEqualTo("账本中没有该主题");
            Answer first = explain(explained, "operator").is(201);
            assertThat(explain(explained, "operator").json()).isEqualTo(first.json());

            JsonNode now = verification(of);
            assertThat(now.get("ok").asBoolean()).isTrue();
            assertThat(now.at("/chains/0/holes/0/explanation/by").asString()).isEqualTo("person-1");
        } finally {
            LEDGER.blocks().deleteOne(new Document("_id", chain.block(0)));
        }
    }

    private static Map<String, Object> explanation(String topic, long from, String text) {
        return Map.of("topic", topic, "partition", 900, "from", from, "to", 2, "text", text);
    }

    private static Answer explain(Map<String, Object> explanation, String role) {
        return SERVICE.post(token(HOSPITAL, role), "/ledger/explanations", explanation);
    }

    private static String reason(JsonNode verification) {
        return verification.get("firstBroken").get("reason").asString();
    }

    private static List<Document> unreadable() {
        return ofType("unreadable");
    }

    private static List<Document> ofType(String type) {
        List<Document> entries = new ArrayList<>();
        for (Document block : LEDGER.blocks().find(new Document("entries.type", type))) {
            block.getList("entries", Document.class).stream()
                    .filter(entry -> entry.getString("type").equals(type))
                    .forEach(entries::add);
        }
        return entries;
    }
}
