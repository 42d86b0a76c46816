package org.carecontact.oversight.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.carecontact.localparts.Ports;
import org.carecontact.localparts.broker.KafkaBroker;
import org.carecontact.localparts.broker.KafkaTopics;
import org.carecontact.oversight.RunningLedger;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the ledger lost and Kafka has deleted stays a fault until a person explains it. */
class HolesTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.REQUESTS, 0);

    @Test
    void a_cut_end_and_a_deleted_chain_are_not_ok_after_a_restart_until_somebody_explains_them(@TempDir Path folder)
            throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(folder, Ports.free(), Ports.free());
                Topic requests = Topic.on(broker.bootstrapServers(), Topics.REQUESTS);
                RunningLedger ledger =
                        new RunningLedger().with("spring.kafka.bootstrap-servers", broker.bootstrapServers())) {
            KafkaTopics.create(
                    broker.bootstrapServers(),
                    Topics.ofServices().stream()
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList());
            try (RunningService _ = ledger.start()) {
                for (int offset = 0; offset < 3; offset++) {
                    say(requests);
                    awaitBlocks(ledger, offset + 1);
                }
            }
            ledger.blocks().deleteOne(new Document("_id", Topics.REQUESTS + "/0/2"));
            deleteRecords(broker);

            try (RunningService http = ledger.start()) {
                assertFault(http, "TAIL_MISSING", 2);
                say(requests);
                awaitBlocks(ledger, 3);
                assertFault(http, "HOLE", 2);
                assertThat(chain(http).get("absentOffsets").asLong()).isEqualTo(1);

                explain(http, 1, 2).isProblem(422, "no-such-hole");
                assertFault(http, "HOLE", 2);
                JsonNode explained = explain(http, 2, 2).is(201).json();
                assertThat(explained.get("by").asString()).isEqualTo("ops-1");
                assertThat(verification(http).get("ok").asBoolean()).isTrue();
                assertThat(explain(http, 2, 2).is(201).json()).isEqualTo(explained);
                assertThat(ledger.blocks().countDocuments(new Document("topic", "oversight.explanations")))
                        .isEqualTo(1);
            }

            ledger.blocks().deleteMany(new Document("topic", Topics.REQUESTS));
            deleteRecords(broker);
            try (RunningService http = ledger.start()) {
                assertFault(http, "TAIL_MISSING", 0);
                say(requests);
                awaitBlocks(ledger, 1);
                assertFault(http, "HOLE", 0);
                explain(http, 0, 3).is(201);
                assertThat(verification(http).get("ok").asBoolean()).isTrue();
            }
        }
    }

    private static void say(Topic requests) {
        requests.say(new ProducerRecord<>(PARTITION.topic(), PARTITION.partition(), null, new byte[] {1}));
    }

    private static void awaitBlocks(RunningLedger ledger, long count) {
        Eventually.passes(() -> assertThat(ledger.blocks().countDocuments(new Document("topic", Topics.REQUESTS)))
                .isEqualTo(count));
    }

    private static void deleteRecords(KafkaBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteRecords(Map.of(PARTITION, RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
        }
    }

    private static void assertFault(RunningService http, String reason, long block) {
        Eventually.passes(() -> {
            JsonNode verification = verification(http);
            assertThat(verification.get("ok").asBoolean()).isFalse();
            assertThat(verification.get("firstBroken").get("reason").asString()).isEqualTo(reason);
            assertThat(verification.get("firstBroken").get("number").asLong()).isEqualTo(block);
        });
    }

    private static JsonNode verification(RunningService http) {
        return http.get(http.supervisor("tongren", "supervisor-1"), "/ledger/verification")
                .is(200)
                .json();
    }

    private static JsonNode chain(RunningService http) {
        for (JsonNode chain : verification(http).get("chains")) {
            if (chain.get("topic").asString().equals(Topics.REQUESTS)) {
                return chain;
            }
        }
        throw new AssertionError("no chain of " + Topics.REQUESTS);
    }

    private static Answer explain(RunningService http, long from, long to) {
        return http.post(
                http.token("operator", "tongren", "ops-1").build(),
                "/ledger/explanations",
                Map.of(
                        "topic",
                        Topics.REQUESTS,
                        "partition",
                        0,
                        "from",
                        from,
                        "to",
                        to,
                        "text",
                        "Incident 2026-11: the end of the chain was deleted by hand."));
    }
}
