package org.carecontact.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.VisitEvent;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.TcpProxy;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaAdmin;

/** Outages, crashes, feeds that come and go, and keys that are replaced. */
class ChangesTest extends KafkaGateway {

    private static final String HOSPITAL = "kafka-changes";
    private static final TcpProxy MONGO = TcpProxy.to(
            "127.0.0.1", URI.create(Installation.shared().mongoUri("any")).getPort());
    private static final Path FOLDER = feed(folder(), HOSPITAL, "producer", "like: kafka");
    private static final RunningService.Builder BUILDER = gateway(FOLDER, HOSPITAL)
            .with("spring.mongodb.uri", "mongodb://127.0.0.1:" + MONGO.port() + "/gateway_kafka_changes")
            .with("carecontact.mongo.answer-within", "1s");
    private static final RunningService GATEWAY = BUILDER.start();

    ChangesTest() {
        super(GATEWAY, HOSPITAL);
    }

    private String send(String patient, VisitEvent event, String visit, int minute) {
        producer.send(producer.visit(event, HospitalProducer.MORNING.plusSeconds(60L * minute), patient, visit));
        return visit;
    }

    private static TopicPartition partition() {
        return new TopicPartition(Topics.inbound(HOSPITAL), 0);
    }

    private static String group() {
        return "hospital-gateway." + Topics.inbound(HOSPITAL);
    }

    private static long committed() throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Installation.shared().bootstrapServers()))) {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(group())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(partition());
            return offset == null ? 0 : offset.offset();
        }
    }

    private void close() {
        try {
            Files.delete(FOLDER.resolve(HOSPITAL).resolve("feeds").resolve("producer.yml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Eventually.holds(() -> feeds.find(HOSPITAL + "/producer").isEmpty());
    }

    private void open(String... lines) {
        feed(FOLDER, HOSPITAL, "producer", lines.length == 0 ? new String[] {"like: kafka"} : lines);
        Eventually.holds(() -> feeds.find(HOSPITAL + "/producer").isPresent());
    }

    private List<EncounterChanged> changes(String patient, int count) {
        return published(EncounterChanged.class, Topics.encounters(HOSPITAL), HOSPITAL + ":" + patient, count);
    }

    @Test
    void while_the_store_is_away_nothing_is_committed_and_afterwards_all_is_taken_in_order() throws Exception {
        String patient = HospitalProducer.fresh("P");
        String before = send(patient, VisitEvent.REGISTERED, HospitalProducer.fresh("V"), 0);
        taken(before);
        Eventually.holds(() -> page("producer").path("acknowledged").path("AA").asLong() > 0);
        MONGO.cut();
        String visit = HospitalProducer.fresh("V");
        producer.send(new byte[] {1, 2, 3});
        send(patient, VisitEvent.REGISTERED, visit, 1);
        send(patient, VisitEvent.FINISHED, visit, 2);
        long stopped =
                Eventually.value(() -> page("producer").path("unanswered").asLong(), unanswered -> unanswered > 1);
        assertThat(stopped).isPositive();
        long behind = committed();
        MONGO.heal();
        assertThat(changes(patient, 3))
                .extracting(change -> change.getVisit() + " " + change.getStatus())
                .containsExactly(before + " IN_PROGRESS", visit + " IN_PROGRESS", visit + " FINISHED");
        assertThat(refused(1)).as("what could not be kept meanwhile either").hasSize(1);
        Eventually.holds(() -> committed() == behind + 3);
    }

    @Test
    void what_was_stored_and_not_committed_comes_again_without_effect() throws Exception {
        String patient = HospitalProducer.fresh("P");
        String visit = HospitalProducer.fresh("V");
        send(patient, VisitEvent.REGISTERED, visit, 0);
        send(patient, VisitEvent.UPDATED, visit, 1);
        send(patient, VisitEvent.FINISHED, visit, 2);
        List<EncounterChanged> changes = changes(patient, 2);
        close();
        long taken = committed();
        // As after a crash between the last write and its commit: all of the topic comes again.
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Installation.shared().bootstrapServers()))) {
            Eventually.passes(
                    () -> admin.alterConsumerGroupOffsets(group(), Map.of(partition(), new OffsetAndMetadata(0)))
                            .all()
                            .get());
        }
        open();
        Eventually.holds(() -> committed() == taken);
        String last = send(patient, VisitEvent.REGISTERED, HospitalProducer.fresh("V"), 3);
        taken(last);
        assertThat(changes(patient, changes.size() + 1))
                .hasSize(changes.size() + 1)
                .startsWith(changes.toArray(EncounterChanged[]::new));
    }

    @Test
    void a_feed_that_was_closed_goes_on_where_it_was_also_under_another_name() {
        String patient = HospitalProducer.fresh("P");
        taken(send(patient, VisitEvent.REGISTERED, HospitalProducer.fresh("V"), 0));
        close();
        String unread = send(patient, VisitEvent.REGISTERED, HospitalProducer.fresh("V"), 1);
        feed(FOLDER, HOSPITAL, "renamed", "like: kafka");
        taken(unread);
        feed(FOLDER, HOSPITAL, "producer", "like: kafka");
        Eventually.holds(() -> feeds.refused().containsKey(HOSPITAL + "/renamed"));
        assertThat(feeds.refused().get(HOSPITAL + "/renamed")).contains("is the one of " + HOSPITAL + "/producer");
        try {
            Files.delete(FOLDER.resolve(HOSPITAL).resolve("feeds").resolve("renamed.yml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Eventually.holds(() ->
                feeds.refused().isEmpty() && feeds.find(HOSPITAL + "/producer").isPresent());
    }

    @Test
    void a_new_hospital_gets_its_topic() throws ExecutionException, InterruptedException {
        String hospital = "kafka-new";
        feed(FOLDER, hospital, "producer", "like: kafka");
        HospitalProducer theirs = new HospitalProducer(service, hospital);
        String patient = HospitalProducer.fresh("P");
        String visit = HospitalProducer.fresh("V");
        KafkaAdmin kafka = service.bean(KafkaAdmin.class);
        try (Admin admin = Admin.create(kafka.getConfigurationProperties())) {
            Eventually.holds(() -> admin.listTopics().names().get().contains(Topics.inbound(hospital)));
        }
        theirs.send(theirs.visit(VisitEvent.REGISTERED, HospitalProducer.MORNING, patient, visit));
        Eventually.holds(() -> encounters.find(hospital, hospital + ":" + visit).isPresent());
    }

    @Test
    void after_a_change_of_keys_what_was_sealed_before_is_opened_and_what_waited_for_its_key_is_replayed() {
        String patient = HospitalProducer.fresh("P");
        String old = send(patient, VisitEvent.REGISTERED, HospitalProducer.fresh("V"), 0);
        taken(old);
        close();
        String late = send(HospitalProducer.fresh("P"), VisitEvent.REGISTERED, HospitalProducer.fresh("V"), 1);
        Path folder = feed(folder(), HOSPITAL, "producer", "like: kafka");
        String next = "k2:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
        String id;
        try (RunningService without = BUILDER.with("carecontact.hospitals.folder", folder)
                .with("carecontact.inbound.keys", next)
                .start()) {
            id = Eventually.value(
                            () -> refused(1).stream()
                                    .filter(one -> one.path("place").asString().equals("keyId"))
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow()
                    .path("id")
                    .asString();
            assertThat(isKnown(late)).isFalse();
            assertThat(without.post(staff(), "/refused/" + id + "/replay", null)
                            .is(200)
                            .json()
                            .path("replayed")
                            .asInt())
                    .isZero();
        }
        try (RunningService both =
                BUILDER.with("carecontact.inbound.keys", next + " " + KEYS).start()) {
            assertThat(both.post(staff(), "/refused/" + id + "/replay", null)
                            .is(200)
                            .json()
                            .path("replayed")
                            .asInt())
                    .isEqualTo(1);
            assertThat(isKnown(late)).isTrue();
            HospitalProducer rotated = new HospitalProducer(both, HOSPITAL);
            String sealedToNew = HospitalProducer.fresh("V");
            String theirs = HospitalProducer.fresh("P");
            rotated.send(rotated.visit(VisitEvent.REGISTERED, HospitalProducer.MORNING, theirs, sealedToNew));
            String sealedToOld =
                    send(HospitalProducer.fresh("P"), VisitEvent.REGISTERED, HospitalProducer.fresh("V"), 2);
            taken(sealedToNew);
            taken(sealedToOld);
            assertThat(known(theirs)).containsExactly("name", "born", "mobile", "guardian");
        } finally {
            BUILDER.with("carecontact.hospitals.folder", FOLDER).with("carecontact.inbound.keys", KEYS);
        }
        open();
    }
}
