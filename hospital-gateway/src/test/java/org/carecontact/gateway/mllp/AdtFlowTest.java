package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.carecontact.events.AgeBand;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.EncounterClass;
import org.carecontact.events.EncounterStatus;
import org.carecontact.events.PatientRegistered;
import org.carecontact.events.SealedContactPoint;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
// Longer than 300 lines: one message of a hospital after the other.
class AdtFlowTest extends WholeGateway {

    private static final String ENCOUNTERS = Topics.encounters("tongren");
    private static final String PATIENTS = Topics.patients("tongren");

    private final Seal seal = service.bean(Seal.class);
    private final MeterRegistry meters = service.bean(MeterRegistry.class);
    private final MongoDatabaseFactory mongo = service.bean(MongoDatabaseFactory.class);

    private String visit = "";
    private String patient = "";
    private String key = "";

    @BeforeEach
    void someone_nobody_else_knows() {
        visit = SampleMessage.newVisit();
        patient = "P" + visit;
        key = "tongren:" + patient;
    }

    private SampleMessage message(String trigger) {
        return SampleMessage.of(trigger, visit).set("PID", 3, patient + "^^^HIS^PI");
    }

    @Test
    void a_visit_goes_from_registration_to_discharge() {
        try (MllpClient client = connect()) {
            SampleMessage registration = message("A04").at("20261123080000");
            MllpClient.Answer answer = client.exchange(registration);
            assertThat(answer.verdict()).isEqualTo("AA");
            assertThat(answer.field("MSA", 2)).isEqualTo(registration.controlId());
            assertThat(answer.field("MSH", 9)).isEqualTo("ACK^A04^ACK");
            assertThat(answer.field("MSH", 6)).isEqualTo("tongren");
            assertThat(client.exchange(message("A08").at("20261123081000").set("PV1", 7, "D0002"))
                            .verdict())
                    .isEqualTo("AA");
            assertThat(client.exchange(message("A03").at("20261123082000").set("PV1", 7, "D0002"))
                            .verdict())
                    .isEqualTo("AA");
        }
        List<EncounterChanged> changes = published(EncounterChanged.class, ENCOUNTERS, key, 3);
        assertThat(changes).hasSize(3);
        assertThat(changes.getFirst())
                .isEqualTo(EncounterChanged.newBuilder()
                        .setHospital("tongren")
                        .setVisit(visit)
                        .setPatient(patient)
                        .setDoctor("D0001")
                        .setDepartment("cardiology")
                        .setEncounterClass(EncounterClass.AMB)
                        .setStatus(EncounterStatus.IN_PROGRESS)
                        .setAgeBand(AgeBand.ADULT)
                        .setChangedAt(Instant.parse("2026-11-23T00:00:00Z"))
                        .build());
        assertThat(changes.get(1).getFormerDoctor()).isEqualTo("D0001");
        assertThat(changes.getLast().getStatus()).isEqualTo(EncounterStatus.FINISHED);
        assertThat(changes.getLast().getFinishedAt()).isEqualTo(Instant.parse("2026-11-23T00:20:00Z"));
    }

    @Test
    void a_cancellation_names_every_former_doctor_so_that_none_keeps_an_encounter() {
        try (MllpClient client = connect()) {
            client.exchange(message("A04").at("20261123080000").set("PV1", 7, "D0002"));
            client.exchange(message("A08").at("20261123081000").set("PV1", 7, "D0003"));
            client.exchange(message("A08").at("20261123082000").set("PV1", 7, "D0004"));
            client.exchange(message("A11").at("20261123083000").set("PV1", 7, "D0004"));
        }
        EncounterChanged cancelled =
                published(EncounterChanged.class, ENCOUNTERS, key, 4).getLast();
        assertThat(cancelled.getStatus()).isEqualTo(EncounterStatus.CANCELLED);
        assertThat(cancelled.getDoctor()).isEqualTo("D0004");
        assertThat(cancelled.getFormerDoctors()).containsExactly("D0002", "D0003");
    }

    @Test
    void any_printable_text_of_64_characters_is_an_id() {
        String doctor = "D 0002/心内:" + "x".repeat(54);
        String odd = "P:" + patient;
        try (MllpClient client = connect()) {
            assertThat(client.exchange(message("A04")
                                    .set("PID", 3, odd + "^^^HIS^PI")
                                    .set("PV1", 7, doctor))
                            .verdict())
                    .isEqualTo("AA");
        }
        String encoded = "tongren:" + new PatientId(odd).encoded();
        EncounterChanged registered =
                published(EncounterChanged.class, ENCOUNTERS, encoded, 1).getFirst();
        assertThat(registered.getDoctor()).isEqualTo(doctor);
        assertThat(registered.getPatient()).isEqualTo(odd);
    }

    @Test
    void an_acknowledged_message_is_in_the_store_at_that_moment() {
        try (MllpClient client = connect()) {
            assertThat(client.exchange(message("A01")).verdict()).isEqualTo("AA");
        }
        assertThat(encounters.find("tongren", "tongren:" + visit)).hasValueSatisfying(stored -> {
            assertThat(stored.state()).isInstanceOf(Encounter.InProgress.class);
            assertThat(stored.events()).isEqualTo(1);
        });
    }

    @Test
    void contact_points_are_sealed_for_their_roles_and_published_only_when_they_change() {
        try (MllpClient client = connect()) {
            client.exchange(message("A04").at("20261123080000"));
            client.exchange(message("A08").at("20261123081000").set("PV1", 3, "surgery"));
            client.exchange(
                    message("A08").at("20261123081500").set("PID", 13, "").without("NK1"));
            client.exchange(message("A03").at("20261123082000").set("PID", 13, "+86 140-1000-0002^PRN^CP"));
        }
        published(EncounterChanged.class, ENCOUNTERS, key, 3);
        List<PatientRegistered> registrations = published(PatientRegistered.class, PATIENTS, key, 2);
        assertThat(registrations).hasSize(2);
        assertThat(opened(registrations.getFirst()))
                .containsExactly("PATIENT sms " + SampleMessage.MOBILE, "GUARDIAN sms " + SampleMessage.KIN_MOBILE);
        assertThat(opened(registrations.getLast()))
                .containsExactly("PATIENT sms +8614010000002", "GUARDIAN sms " + SampleMessage.KIN_MOBILE);
        assertThat(registrations.getLast().getChangedAt()).isEqualTo(Instant.parse("2026-11-23T00:20:00Z"));
    }

    private List<String> opened(PatientRegistered registration) {
        return registration.getContactPoints().stream()
                .map(point -> point.getRole() + " " + point.getSystem() + " "
                        + seal.open(bytes(point), SealPurposes.contact("tongren", point.getRole(), patient)))
                .toList();
    }

    private static byte[] bytes(SealedContactPoint point) {
        byte[] sealed = new byte[point.getSealed().remaining()];
        point.getSealed().duplicate().get(sealed);
        return sealed;
    }

    @Test
    void a_message_costs_one_write_and_one_lazy_clearing_and_so_does_what_it_newly_says_of_the_person() {
        try (MllpClient client = connect()) {
            client.exchange(SampleMessage.of("A04", SampleMessage.newVisit()));
            double before = settledWrites();
            client.exchange(message("A04"));
            double registered = settledWrites();
            assertThat(registered - before).isEqualTo(4);
            client.exchange(message("A03").at("20261123090000"));
            assertThat(settledWrites() - registered).isEqualTo(2);
        }
    }

    private void awaitCleared() {
        Eventually.value(
                () -> mongo.getMongoDatabase()
                        .getCollection("encounters")
                        .countDocuments(new org.bson.Document("owedSince", new org.bson.Document("$exists", true))),
                owing -> owing == 0);
    }

    /** The server clears before the client has counted it: what nobody owes and does not change any more. */
    private double settledWrites() {
        awaitCleared();
        AtomicReference<Double> last = new AtomicReference<>(-1.0);
        await().pollInterval(Duration.ofMillis(300))
                .atMost(Eventually.LIMIT)
                .until(() -> writes() == last.getAndSet(writes()));
        return writes();
    }

    private double writes() {
        return meters.get("carecontact.document.writes").counter().count();
    }

    @Test
    void a_message_repeated_by_many_at_once_is_one_message_and_every_copy_is_acknowledged() throws Exception {
        int copies = 24;
        String text = message("A04").text();
        CyclicBarrier together = new CyclicBarrier(copies);
        try (ExecutorService threads = Executors.newFixedThreadPool(copies)) {
            List<Callable<String>> senders = new ArrayList<>();
            for (int i = 0; i < copies; i++) {
                senders.add(() -> {
                    try (MllpClient client = connect()) {
                        together.await();
                        return client.exchange(text).verdict();
                    }
                });
            }
            for (Future<String> answer : threads.invokeAll(senders)) {
                assertThat(answer.get()).isEqualTo("AA");
            }
        }
        try (MllpClient client = connect()) {
            client.exchange(message("A03").at("20261123090000"));
        }
        assertThat(published(EncounterChanged.class, ENCOUNTERS, key, 2)).hasSize(2);
        assertThat(published(PatientRegistered.class, PATIENTS, key, 1)).hasSize(1);
        assertThat(encounters.find("tongren", "tongren:" + visit).orElseThrow().version())
                .isEqualTo(2);
    }

    @Test
    void messages_of_one_visit_on_many_connections_are_all_kept() throws Exception {
        int senders = 12;
        CyclicBarrier together = new CyclicBarrier(senders);
        try (ExecutorService threads = Executors.newFixedThreadPool(senders)) {
            List<Callable<String>> updates = new ArrayList<>();
            for (int i = 0; i < senders; i++) {
                String text = message("A08")
                        .at("202611230900%02d".formatted(i))
                        .set("PV1", 7, "D%04d".formatted(i))
                        .text();
                updates.add(() -> {
                    try (MllpClient client = connect()) {
                        together.await();
                        return client.exchange(text).verdict();
                    }
                });
            }
            for (Future<String> answer : threads.invokeAll(updates)) {
                assertThat(answer.get()).isEqualTo("AA");
            }
        }
        Encounter.Known known = (Encounter.Known)
                encounters.find("tongren", "tongren:" + visit).orElseThrow().state();
        assertThat(known.told().heard()).hasSize(senders);
        assertThat(known.told().visit().doctor()).isEqualTo(new DoctorId("D0011"));
    }

    @Test
    void a_control_id_with_other_content_is_rejected() {
        SampleMessage first = message("A04");
        try (MllpClient client = connect()) {
            assertThat(client.exchange(first).verdict()).isEqualTo("AA");
            SampleMessage other =
                    message("A08").set("MSH", 10, first.controlId()).set("PV1", 7, "D0002");
            assertThat(client.exchange(other).verdict()).isEqualTo("AE 205 MSH-10");
            assertThat(client.exchange(first.set("MSH", 7, "20261123080101")).verdict())
                    .isEqualTo("AA");
        }
    }

    @Test
    void a_visit_of_another_patient_is_rejected() {
        try (MllpClient client = connect()) {
            client.exchange(message("A04"));
            assertThat(client.exchange(message("A08").set("PID", 3, "P999999^^^HIS^PI"))
                            .verdict())
                    .isEqualTo("AE 204 PID-3");
        }
    }

    @Test
    void a_hospital_speaks_for_itself_only() {
        try (MllpClient ofMeiyan = new MllpClient(mllp("meiyan"))) {
            assertThat(ofMeiyan.exchange(message("A04")).verdict()).isEqualTo("AR 204 MSH-4");
            assertThat(ofMeiyan.exchange(message("A04").set("MSH", 4, "meiyan")).verdict())
                    .isEqualTo("AA");
        }
        assertThat(encounters.find("tongren", "tongren:" + visit)).isEmpty();
        assertThat(encounters.find("meiyan", "meiyan:" + visit)).isPresent();
    }

    @Test
    void names_in_gb_18030_and_utf_8_are_understood_and_left_behind(CapturedOutput output) {
        // 亅's second byte in GB 18030 is 0x7c, the field separator; a wrong decoding would move PID-7 and PID-13.
        String treacherous = "亅亅亅";
        Charset gb18030 = Charset.forName("GB18030");
        assertThat(treacherous.getBytes(gb18030)).contains((byte) '|');
        try (MllpClient client = connect()) {
            String inGb = message("A04")
                    .set("PID", 5, treacherous)
                    .set("PID", 7, "20150101")
                    .set("MSH", 18, "GB 18030-2000")
                    .text();
            assertThat(client.exchange(inGb, gb18030).verdict()).isEqualTo("AA");
            String inUtf8 = message("A03")
                    .set("PID", 5, treacherous)
                    .set("PID", 7, "20150101")
                    .text();
            assertThat(client.exchange(inUtf8, StandardCharsets.UTF_8).verdict())
                    .isEqualTo("AA");
        }
        List<EncounterChanged> changes = published(EncounterChanged.class, ENCOUNTERS, key, 2);
        assertThat(changes).extracting(EncounterChanged::getAgeBand).containsOnly(AgeBand.UNDER_14);
        assertThat(opened(published(PatientRegistered.class, PATIENTS, key, 1).getFirst()))
                .contains("PATIENT sms " + SampleMessage.MOBILE);
        assertThat(output.getAll()).doesNotContain(treacherous);
    }

    @Test
    void nothing_personal_is_stored_published_or_logged(CapturedOutput output) {
        try (MllpClient client = connect()) {
            client.exchange(message("A04"));
            client.exchange(message("A08").set("PID", 7, BAD_DATE));
            client.exchange(message("A08").set("PV1", 19, ""));
            client.exchange(message("A40"));
            client.exchange("MSH|^~\\&|" + SampleMessage.NAME);
            client.exchange(SampleMessage.NAME + SampleMessage.MOBILE);
            client.exchange("MSH|^~\\&|MSA|AA|x\rMSA|AA|" + SampleMessage.NAME + "\r");
        }
        published(EncounterChanged.class, ENCOUNTERS, key, 1);
        published(PatientRegistered.class, PATIENTS, key, 1);
        assertThat(output.getAll()).contains("a message was rejected");
        List<String> places = new ArrayList<>();
        for (String topic : List.of(ENCOUNTERS, PATIENTS)) {
            Topic.of(topic).records().forEach(record -> {
                places.add(new String(record.value(), StandardCharsets.UTF_8));
                places.add(new String(record.key(), StandardCharsets.UTF_8));
                record.headers().forEach(header -> places.add(new String(header.value(), StandardCharsets.UTF_8)));
            });
        }
        mongo.getMongoDatabase().getCollection("encounters").find().forEach(document -> {
            document.getList("outbox", org.bson.Document.class, List.of())
                    .forEach(entry -> places.add(new String(
                            entry.get("bytes", org.bson.types.Binary.class).getData(), StandardCharsets.UTF_8)));
            document.remove("outbox");
            places.add(document.toJson());
        });
        places.add(output.getAll());
        meters.getMeters().forEach(meter -> places.add(meter.getId().toString()));
        for (String secret : List.of(
                SampleMessage.NAME, SampleMessage.MOBILE, SampleMessage.KIN_MOBILE, SampleMessage.BORN, BAD_DATE)) {
            assertThat(places).noneMatch(place -> place.contains(secret));
        }
    }

    @Test
    void what_is_logged_is_ecs_with_the_key_values_as_fields(CapturedOutput output) {
        try (MllpClient client = connect()) {
            client.exchange(message("A40"));
        }
        Eventually.holds(() -> output.getAll().contains("a message was rejected"));
        String line = output.getAll()
                .lines()
                .filter(one -> one.contains("a message was rejected"))
                .findFirst()
                .orElseThrow();
        JsonNode logged = JsonMapper.shared().readTree(line);
        assertThat(logged.at("/ecs/version").asString()).isNotEmpty();
        assertThat(logged.at("/service/name").asString()).isEqualTo("hospital-gateway");
        assertThat(logged.at("/log/level").asString()).isNotEmpty();
        assertThat(logged.at("/hospital").asString()).isEqualTo("tongren");
    }

    private static final String BAD_DATE = "1980-02-29";
}
