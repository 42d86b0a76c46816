package org.carecontact.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.carecontact.events.DoctorChanged;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.HospitalMessage;
import org.carecontact.events.MergeReport;
import org.carecontact.events.PersonReport;
import org.carecontact.events.SealedPerson;
import org.carecontact.events.SlotReport;
import org.carecontact.events.VisitEvent;
import org.carecontact.events.VisitReport;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.TestCodec;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import tools.jackson.databind.JsonNode;

/** What a record does that is none, or not this hospital's: it is kept, and those behind it go on. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedRecordsTest extends KafkaGateway {

    private static final String HOSPITAL = "kafka-refused";
    private static final String OTHER = "kafka-other";

    /** Of nobody; the check digit is right. */
    private static final String CITIZEN = "99010119800229002X";

    private static final RunningService GATEWAY = gateway(
                    feed(feed(folder(), HOSPITAL, "producer", "like: kafka"), OTHER, "producer", "like: kafka"),
                    HOSPITAL,
                    OTHER)
            .start();

    RefusedRecordsTest() {
        super(GATEWAY, HOSPITAL);
    }

    @BeforeEach
    void nothing_waits() {
        service.bean(MongoDatabaseFactory.class)
                .getMongoDatabase()
                .getCollection("refused")
                .deleteMany(new Document());
    }

    private HospitalMessage visit(String visit) {
        return producer.visit(VisitEvent.REGISTERED, HospitalProducer.MORNING, HospitalProducer.fresh("P"), visit);
    }

    private static HospitalMessage with(HospitalMessage message, VisitReport.Builder visit) {
        return HospitalMessage.newBuilder(message).setVisit(visit.build()).build();
    }

    /** Sends it between two good ones on one partition, and returns why it was refused, as ANSWER PLACE. */
    private String verdict(byte[] value) {
        String behind = HospitalProducer.fresh("V");
        producer.send(value);
        producer.send(visit(behind));
        taken(behind);
        List<JsonNode> kept = refused(1);
        assertThat(kept).hasSize(1);
        JsonNode one = kept.getFirst();
        assertThat(one.path("remedy").asString()).isNotBlank();
        nothing_waits();
        return (one.path("answer").asString() + " " + one.path("place").asString()).strip();
    }

    private String verdict(HospitalMessage message) {
        return verdict(HospitalProducer.framed(message));
    }

    @Test
    void bytes_that_are_no_message_are_refused_and_those_behind_go_on() {
        byte[] good = HospitalProducer.framed(visit(HospitalProducer.fresh("V")));
        assertThat(verdict("not Avro".getBytes(StandardCharsets.UTF_8))).isEqualTo("AR");
        assertThat(verdict(new byte[0])).isEqualTo("AR");
        assertThat(verdict(new byte[] {0, 0, 0})).isEqualTo("AR");
        assertThat(verdict(HospitalProducer.framed(987_654_321, new byte[] {1})))
                .as("a schema that nobody knows")
                .isEqualTo("AR");
        assertThat(verdict(Arrays.copyOf(good, good.length / 2))).as("cut").isEqualTo("AR");
        assertThat(verdict(TestCodec.shared()
                        .encode(
                                Topics.doctors(HOSPITAL),
                                DoctorChanged.newBuilder()
                                        .setHospital(HOSPITAL)
                                        .setDoctor("D1")
                                        .setDepartment("d")
                                        .setActive(true)
                                        .setChangedAt(HospitalProducer.MORNING)
                                        .build())))
                .as("an event that only we publish")
                .isEqualTo("AR");
        assertThat(verdict(new byte[300 * 1024])).as("too large").isEqualTo("AR");
    }

    @Test
    void a_record_without_a_value_is_refused() {
        String behind = HospitalProducer.fresh("V");
        Topic.send(new ProducerRecord<>(Topics.inbound(HOSPITAL), "P".getBytes(StandardCharsets.UTF_8), null));
        producer.send(visit(behind));
        taken(behind);
        assertThat(refused(1)).hasSize(1);
    }

    @Test
    void no_garbage_stops_the_partition() {
        byte[] good = HospitalProducer.framed(visit(HospitalProducer.fresh("V")));
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] spoilt = good.clone();
            for (int times = random.nextInt(1, 20); times > 0; times--) {
                spoilt[random.nextInt(5, spoilt.length)] = (byte) random.nextInt();
            }
            producer.send(spoilt);
        }
        String behind = HospitalProducer.fresh("V");
        producer.send(visit(behind));
        taken(behind);
    }

    @Test
    void a_length_of_gigabytes_takes_no_memory() {
        byte[] body = ByteBuffer.allocate(32).array();
        Arrays.fill(body, 0, 4, (byte) 0xff);
        body[0] = (byte) 0xfe;
        body[4] = 0x0e; // the length of the first text: close to 2 GiB
        int id = HospitalProducer.id(HospitalMessage.SCHEMA$, HospitalMessage.SCHEMA$.getFullName());
        assertThat(verdict(HospitalProducer.framed(id, body))).isEqualTo("AR");
    }

    @Test
    void a_hospital_speaks_for_itself_only() {
        String visit = HospitalProducer.fresh("V");
        HospitalMessage message =
                HospitalMessage.newBuilder(visit(visit)).setHospital(OTHER).build();
        assertThat(verdict(message)).isEqualTo("AR hospital");
        assertThat(isKnown(visit)).isFalse();
        assertThat(encounters.find(OTHER, OTHER + ":" + visit)).isEmpty();
        producer.send(message);
        refused(1);
        assertThat(service.get(service.staff(OTHER, "S1"), "/refused")
                        .is(200)
                        .json()
                        .path("items"))
                .as("the other hospital sees nothing of it")
                .isEmpty();
    }

    @Test
    void ids_that_are_missing_or_none_are_named() {
        HospitalMessage message = visit(HospitalProducer.fresh("V"));
        VisitReport said = message.getVisit();
        assertThat(verdict(HospitalMessage.newBuilder(message).setMessageId("").build()))
                .isEqualTo("AE messageId");
        assertThat(verdict(HospitalMessage.newBuilder(message)
                        .setMessageId(CITIZEN)
                        .build()))
                .isEqualTo("AE messageId");
        assertThat(verdict(HospitalMessage.newBuilder(message).setSource(" ").build()))
                .isEqualTo("AE source");
        assertThat(verdict(HospitalMessage.newBuilder(message).setVisit(null).build()))
                .isEqualTo("AE");
        assertThat(verdict(HospitalMessage.newBuilder(message)
                        .setMerge(MergeReport.newBuilder()
                                .setPatient("P1")
                                .setSurvivor("P2")
                                .build())
                        .build()))
                .isEqualTo("AE");
        assertThat(verdict(with(message, VisitReport.newBuilder(said).setPatient(""))))
                .isEqualTo("AE visit.patient");
        assertThat(verdict(with(message, VisitReport.newBuilder(said).setPatient(CITIZEN))))
                .isEqualTo("AE visit.patient");
        assertThat(verdict(with(message, VisitReport.newBuilder(said).setEvent(VisitEvent.UNKNOWN))))
                .isEqualTo("AE visit.event");
        assertThat(verdict(
                        with(message, VisitReport.newBuilder(said).setVisit("").setEvent(VisitEvent.FINISHED))))
                .isEqualTo("AE visit.visit");
        assertThat(verdict(HospitalMessage.newBuilder(message).setKeyId("k0").build()))
                .isEqualTo("AE keyId");
        assertThat(verdict(HospitalMessage.newBuilder(message).setKeyId(null).build()))
                .isEqualTo("AE keyId");
        assertThat(verdict(producer.message(HospitalProducer.MORNING)
                        .setSlot(SlotReport.newBuilder().setSlot("S1").build())
                        .build()))
                .isEqualTo("AE slot.doctors");
        assertThat(verdict(producer.message(HospitalProducer.MORNING)
                        .setMerge(MergeReport.newBuilder()
                                .setPatient("P1")
                                .setSurvivor("P1")
                                .build())
                        .build()))
                .isEqualTo("AE merge.survivor");
    }

    @Test
    void a_message_id_with_other_content_and_a_visit_of_another_patient_are_refused() {
        String visit = HospitalProducer.fresh("V");
        HospitalMessage first = visit(visit);
        producer.send(first);
        taken(visit);
        assertThat(verdict(with(first, VisitReport.newBuilder(first.getVisit()).setDepartment("surgery"))))
                .isEqualTo("AE messageId");
        assertThat(verdict(visit(visit))).isEqualTo("AE visit.patient");
    }

    @Test
    void what_is_refused_is_explained_shown_in_clear_but_for_what_is_sealed_and_replayed() {
        String visit = HospitalProducer.fresh("V");
        HospitalMessage message = visit(visit);
        HospitalMessage moved = producer.visit(
                VisitEvent.FINISHED, HospitalProducer.MORNING.plusSeconds(60), HospitalProducer.fresh("P"), visit);
        producer.send(message);
        taken(visit);
        producer.send(moved);
        String id = refused(1).getFirst().path("id").asString();
        JsonNode shown =
                service.get(staff(), "/refused/" + id + "?content=true").is(200).json();
        assertThat(shown.path("message").path("place").asString()).isEqualTo("visit.patient");
        assertThat(shown.path("message").path("messageId").asString()).isEqualTo(moved.getMessageId());
        assertThat(shown.path("message").path("sender").asString()).isEqualTo("KAFKA|HIS");
        assertThat(shown.path("content").asString())
                .contains("visit.visit=" + visit, "visit.person.sealedMobile (sealed)")
                .doesNotContain(HospitalProducer.MOBILE, HospitalProducer.NAME);
        assertThat(service.post(staff(), "/refused/" + id + "/replay", null)
                        .is(200)
                        .json()
                        .path("replayed")
                        .asInt())
                .isZero();
        producer.send(producer.message(HospitalProducer.MORNING.plusSeconds(30))
                .setMerge(MergeReport.newBuilder()
                        .setPatient(message.getVisit().getPatient())
                        .setSurvivor(moved.getVisit().getPatient())
                        .build())
                .build());
        Eventually.value(
                () -> service.post(staff(), "/refused/" + id + "/replay", null)
                        .is(200)
                        .json()
                        .path("replayed")
                        .asInt(),
                replayed -> replayed == 1);
        String patient = moved.getVisit().getPatient();
        EncounterChanged finished = Eventually.value(
                () -> published(EncounterChanged.class, Topics.encounters(HOSPITAL), HOSPITAL + ":" + patient, 1)
                        .getLast(),
                change -> change.getFinishedAt() != null);
        assertThat(finished.getFinishedAt()).isEqualTo(HospitalProducer.MORNING.plusSeconds(60));
    }

    @Test
    void a_citizens_number_is_stored_and_logged_nowhere(CapturedOutput output) {
        HospitalMessage message = visit(HospitalProducer.fresh("V"));
        VisitReport said = message.getVisit();
        String patient = said.getPatient();
        verdict(HospitalMessage.newBuilder(message).setHospital(CITIZEN).build());
        verdict(HospitalMessage.newBuilder(message).setSource(CITIZEN).build());
        verdict(HospitalMessage.newBuilder(message).setKeyId(CITIZEN).build());
        verdict(with(message, VisitReport.newBuilder(said).setVisit(CITIZEN)));
        producer.send(with(
                HospitalMessage.newBuilder(message)
                        .setMessageId(HospitalProducer.fresh("M"))
                        .build(),
                VisitReport.newBuilder(said)
                        .setDoctor(CITIZEN)
                        .setDepartment(CITIZEN)
                        .setEncounterClass(CITIZEN)));
        producer.send(producer.message(HospitalProducer.MORNING)
                .setPerson(PersonReport.newBuilder()
                        .setPatient(patient)
                        .setPerson(SealedPerson.newBuilder()
                                .setSealedName(producer.sealed(CITIZEN, "name:" + HOSPITAL + ":PATIENT:" + patient))
                                .setSealedMobile(
                                        producer.sealed(CITIZEN, "contact:" + HOSPITAL + ":PATIENT:" + patient))
                                .build())
                        .build())
                .build());
        String behind = HospitalProducer.fresh("V");
        producer.send(visit(behind));
        taken(behind);
        assertThat(known(patient)).as("the number is no name").contains("name", "mobile");
        StringBuilder stored = new StringBuilder();
        for (String collection :
                service.bean(MongoDatabaseFactory.class).getMongoDatabase().listCollectionNames()) {
            service.bean(MongoDatabaseFactory.class)
                    .getMongoDatabase()
                    .getCollection(collection)
                    .find()
                    .forEach(document -> stored.append(document.toJson()));
        }
        assertThat(stored).doesNotContain(CITIZEN);
        assertThat(output.getAll()).doesNotContain(CITIZEN);
        assertThat(service.get(staff(), "/feeds").body()).doesNotContain(CITIZEN);
        assertThat(service.metrics()).doesNotContain(CITIZEN);
        for (String topic : List.of(Topics.encounters(HOSPITAL), Topics.patients(HOSPITAL), Topics.doctors(HOSPITAL))) {
            assertThat(Topic.of(topic).records())
                    .noneMatch(record -> new String(record.value(), StandardCharsets.ISO_8859_1).contains(CITIZEN));
        }
    }
}
