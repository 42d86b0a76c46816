package org.carecontact.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.carecontact.events.DepartmentChanged;
import org.carecontact.events.DepartmentReport;
import org.carecontact.events.DoctorChanged;
import org.carecontact.events.DoctorReport;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.HospitalMessage;
import org.carecontact.events.MergeReport;
import org.carecontact.events.PatientMerged;
import org.carecontact.events.PatientRegistered;
import org.carecontact.events.PersonReport;
import org.carecontact.events.ScheduleChanged;
import org.carecontact.events.ScheduleKind;
import org.carecontact.events.SealedContactPoint;
import org.carecontact.events.SealedPerson;
import org.carecontact.events.SlotReport;
import org.carecontact.events.VisitEvent;
import org.carecontact.events.VisitReport;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.localparts.Ports;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.TestCodec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a hospital's own producer writes is what any other door takes. */
class InboundFlowTest extends KafkaGateway {

    private static final String HOSPITAL = "kafka-flow";
    private static final int MLLP = Ports.free();

    private static final RunningService GATEWAY = gateway(folders(), HOSPITAL).start();

    private static Path folders() {
        Path folder = feed(folder(), HOSPITAL, "his", "like: hl7-v2", "port: " + MLLP);
        return feed(folder, HOSPITAL, "producer", "like: kafka", "departments: {\"0313\": cardiology}");
    }

    InboundFlowTest() {
        super(GATEWAY, HOSPITAL);
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }

    // ---- one meaning

    private static void byMllp(String... messages) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), MLLP)) {
            for (String message : messages) {
                socket.getOutputStream().write(("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
                StringBuilder answer = new StringBuilder();
                for (int b = socket.getInputStream().read();
                        b != 0x1c;
                        b = socket.getInputStream().read()) {
                    assertThat(b).isNotEqualTo(-1);
                    answer.append((char) b);
                }
                assertThat(socket.getInputStream().read()).isEqualTo('\r');
                assertThat(answer.toString()).contains("|AA|");
            }
        }
    }

    private static String adt(
            String trigger,
            String time,
            String patient,
            String visit,
            String patientClass,
            String department,
            String doctor) {
        return "MSH|^~\\&|HIS|" + HOSPITAL + "|||" + time + "||ADT^" + trigger + "|" + HospitalProducer.fresh("C")
                + "|P|2.5||||||UNICODE UTF-8\rEVN||" + time + "\rPID|||" + patient + "^^^HIS^PI||"
                + HospitalProducer.NAME + "||19800229||||||" + HospitalProducer.MOBILE + "^PRN^CP\rNK1||测试|MTH||"
                + HospitalProducer.KIN_MOBILE + "\rPV1||" + patientClass + "|" + department + "||||" + doctor
                + "||||||||||||" + visit + "\r";
    }

    @Test
    void a_day_that_is_told_by_kafka_is_the_one_that_is_told_by_mllp() throws IOException {
        String patientA = HospitalProducer.fresh("PA");
        String visitA = HospitalProducer.fresh("VA");
        String stayA = HospitalProducer.fresh("SA");
        byMllp(
                adt("A04", "20261123080000", patientA, visitA, "O", "cardiology", "D0001"),
                adt("A08", "20261123081000", patientA, visitA, "O", "cardiology", "D0002"),
                adt("A03", "20261123083000", patientA, visitA, "O", "cardiology", "D0002"),
                adt("A01", "20261123090000", patientA, stayA, "I", "cardiology", "D0001"),
                adt("A02", "20261124090000", patientA, stayA, "I", "surgery", "D0005"),
                adt("A03", "20261127100000", patientA, stayA, "I", "surgery", "D0005"),
                adt("A13", "20261127101000", patientA, stayA, "I", "surgery", "D0005"));
        String patientB = HospitalProducer.fresh("PB");
        String visitB = HospitalProducer.fresh("VB");
        String stayB = HospitalProducer.fresh("SB");
        for (HospitalMessage message : List.of(
                producer.visit(
                        VisitEvent.REGISTERED,
                        at("2026-11-23T00:00:00Z"),
                        patientB,
                        visitB,
                        "cardiology",
                        "D0001",
                        "AMB"),
                producer.visit(
                        VisitEvent.UPDATED, at("2026-11-23T00:10:00Z"), patientB, visitB, "cardiology", "D0002", "O"),
                producer.visit(
                        VisitEvent.FINISHED, at("2026-11-23T00:30:00Z"), patientB, visitB, "0313", "D0002", "AMB"),
                producer.visit(
                        VisitEvent.ADMITTED, at("2026-11-23T01:00:00Z"), patientB, stayB, "cardiology", "D0001", "IMP"),
                producer.visit(
                        VisitEvent.UPDATED, at("2026-11-24T01:00:00Z"), patientB, stayB, "surgery", "D0005", "IMP"),
                producer.visit(
                        VisitEvent.FINISHED, at("2026-11-27T02:00:00Z"), patientB, stayB, "surgery", "D0005", "IMP"),
                producer.visit(
                        VisitEvent.FINISH_CANCELLED,
                        at("2026-11-27T02:10:00Z"),
                        patientB,
                        stayB,
                        "surgery",
                        "D0005",
                        "IMP"))) {
            producer.send(message);
        }
        List<EncounterChanged> a = changes(patientA, visitA, stayA);
        assertThat(a).hasSize(7);
        assertThat(changes(patientB, visitB, stayB)).isEqualTo(a);
        assertThat(known(patientB)).isEqualTo(known(patientA)).hasSize(4);
        assertThat(reached(patientB)).isEqualTo(reached(patientA)).containsEntry("PATIENT", HospitalProducer.MOBILE);
        assertThat(state(visitB)).hasSameClassAs(state(visitA)).isInstanceOf(Encounter.Finished.class);
        assertThat(state(stayB)).hasSameClassAs(state(stayA)).isInstanceOf(Encounter.InProgress.class);
    }

    /** The events with the same ids for both; each visit's in their order, since visits do not wait for each other. */
    private static List<EncounterChanged> changes(String patient, String visit, String stay) {
        return published(EncounterChanged.class, Topics.encounters(HOSPITAL), HOSPITAL + ":" + patient, 7).stream()
                .map(event -> EncounterChanged.newBuilder(event)
                        .setPatient("patient")
                        .setVisit(
                                event.getVisit().equals(visit)
                                        ? "visit"
                                        : event.getVisit().equals(stay) ? "stay" : "?")
                        .build())
                .sorted(Comparator.comparing(EncounterChanged::getVisit))
                .toList();
    }

    /** The numbers and the name that notification-service would open, of the only event. */
    private Map<String, String> reached(String patient) {
        List<PatientRegistered> events =
                published(PatientRegistered.class, Topics.patients(HOSPITAL), HOSPITAL + ":" + patient, 1);
        assertThat(events).hasSize(1);
        Seal seal = service.bean(Seal.class);
        Map<String, String> reached = new HashMap<>();
        for (SealedContactPoint point : events.getFirst().getContactPoints()) {
            reached.put(
                    point.getRole(),
                    seal.open(bytes(point.getSealed()), SealPurposes.contact(HOSPITAL, point.getRole(), patient)));
        }
        reached.put(
                "name",
                seal.open(bytes(events.getFirst().getSealedName()), SealPurposes.name(HOSPITAL, "PATIENT", patient)));
        return reached;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    @Test
    void a_person_is_described_withdrawn_and_merged() {
        String patient = HospitalProducer.fresh("P");
        String survivor = HospitalProducer.fresh("P");
        producer.send(producer.message(HospitalProducer.MORNING)
                .setPerson(PersonReport.newBuilder()
                        .setPatient(patient)
                        .setPerson(producer.person(patient))
                        .build())
                .build());
        published(PatientRegistered.class, Topics.patients(HOSPITAL), HOSPITAL + ":" + patient, 1);
        producer.send(producer.message(HospitalProducer.MORNING.plusSeconds(60))
                .setPerson(PersonReport.newBuilder()
                        .setPatient(patient)
                        .setPerson(SealedPerson.newBuilder()
                                .setSealedGuardianMobile(ByteBuffer.allocate(0))
                                .build())
                        .build())
                .build());
        Eventually.passes(() -> assertThat(known(patient)).containsExactly("name", "born", "mobile"));
        producer.send(producer.message(HospitalProducer.MORNING.plusSeconds(120))
                .setMerge(MergeReport.newBuilder()
                        .setPatient(patient)
                        .setSurvivor(survivor)
                        .build())
                .build());
        published(PatientMerged.class, Topics.encounters(HOSPITAL), HOSPITAL + ":" + patient, 1);
        assertThat(known(survivor)).containsExactly("name", "born", "mobile");
    }

    @Test
    void doctors_departments_and_schedules_are_told() {
        String doctor = HospitalProducer.fresh("D");
        String department = HospitalProducer.fresh("dep");
        producer.send(producer.message(HospitalProducer.MORNING)
                .setDoctor(DoctorReport.newBuilder()
                        .setDoctor(doctor)
                        .setName("王测试")
                        .setTitle("主任医师")
                        .setDepartment("0313")
                        .setActive(true)
                        .setSealedMobile(
                                producer.sealed(HospitalProducer.MOBILE, "contact:" + HOSPITAL + ":DOCTOR:" + doctor))
                        .build())
                .build());
        producer.send(producer.message(HospitalProducer.MORNING)
                .setDepartment(DepartmentReport.newBuilder()
                        .setDepartment(department)
                        .setName("心内科")
                        .setPhone("010-5550 0100")
                        .setActive(true)
                        .build())
                .build());
        producer.send(producer.message(HospitalProducer.MORNING)
                .setSlot(SlotReport.newBuilder()
                        .setSlot(HospitalProducer.fresh("slot"))
                        .setDoctors(List.of(doctor))
                        .setKind("手术")
                        .setStartsAt(HospitalProducer.MORNING)
                        .setEndsAt(HospitalProducer.MORNING.plusSeconds(3600))
                        .build())
                .build());
        DoctorChanged told = published(DoctorChanged.class, Topics.doctors(HOSPITAL), HOSPITAL + ":" + doctor, 1)
                .getFirst();
        assertThat(told.getName()).isEqualTo("王测试");
        assertThat(told.getDepartment()).isEqualTo("cardiology");
        assertThat(service.bean(Seal.class)
                        .open(bytes(told.getSealedContactPoint()), SealPurposes.contact(HOSPITAL, "DOCTOR", doctor)))
                .isEqualTo(HospitalProducer.MOBILE);
        assertThat(published(
                                DepartmentChanged.class,
                                Topics.doctors(HOSPITAL),
                                HOSPITAL + ":department:" + department,
                                1)
                        .getFirst()
                        .getPhone())
                .isEqualTo("010-5550 0100");
        assertThat(published(ScheduleChanged.class, Topics.schedules(HOSPITAL), HOSPITAL + ":" + doctor, 1)
                        .getFirst()
                        .getSlots())
                .extracting(slot -> slot.getKind())
                .containsExactly(ScheduleKind.SURGERY);
    }

    @Test
    void a_visit_without_a_number_is_its_patients_at_the_time_of_admission() {
        String patient = HospitalProducer.fresh("P");
        HospitalMessage message = producer.visit(VisitEvent.REGISTERED, HospitalProducer.MORNING, patient, "V");
        producer.send(HospitalMessage.newBuilder(message)
                .setVisit(VisitReport.newBuilder(message.getVisit())
                        .setVisit(null)
                        .build())
                .build());
        taken(patient + "@202611230000");
    }

    // ---- any serializer

    @Test
    void what_apicurios_serializer_frames_is_read_too() {
        String visit = HospitalProducer.fresh("V");
        producer.send(TestCodec.shared()
                .encode(
                        Topics.inbound(HOSPITAL),
                        producer.visit(
                                VisitEvent.REGISTERED, HospitalProducer.MORNING, HospitalProducer.fresh("P"), visit)));
        taken(visit);
    }

    /** As an older or a newer version of the contract: fields that we do not know, and without those that have a default. */
    @Test
    void a_record_of_another_version_of_the_schema_is_read_as_ours() {
        String visit = HospitalProducer.fresh("V");
        String namespace = "org.carecontact.events";
        Schema event = HospitalMessage.SCHEMA$
                .getField("visit")
                .schema()
                .getTypes()
                .getLast()
                .getField("event")
                .schema();
        Schema report = SchemaBuilder.record("VisitReport")
                .namespace(namespace)
                .fields()
                .name("visit")
                .type()
                .nullable()
                .stringType()
                .noDefault()
                .requiredString("patient")
                .name("event")
                .type(event)
                .noDefault()
                .requiredString("ward")
                .endRecord();
        Schema other = SchemaBuilder.record("HospitalMessage")
                .namespace(namespace)
                .fields()
                .requiredString("messageId")
                .requiredString("source")
                .requiredString("hospital")
                .requiredLong("sentAt")
                .requiredInt("shift")
                .name("visit")
                .type()
                .unionOf()
                .nullType()
                .and()
                .type(report)
                .endUnion()
                .nullDefault()
                .endRecord();
        GenericRecord said = new GenericData.Record(report);
        said.put("visit", visit);
        said.put("patient", HospitalProducer.fresh("P"));
        said.put("event", new GenericData.EnumSymbol(event, "REGISTERED"));
        said.put("ward", "7B");
        GenericRecord message = new GenericData.Record(other);
        message.put("messageId", HospitalProducer.fresh("M"));
        message.put("source", "HIS");
        message.put("hospital", HOSPITAL);
        message.put("sentAt", HospitalProducer.MORNING.toEpochMilli());
        message.put("shift", 2);
        message.put("visit", said);
        producer.send(HospitalProducer.framed(message, other, Topics.inbound(HOSPITAL) + "-value"));
        taken(visit);
    }

    // ---- what comes again

    @Test
    void a_message_that_comes_again_also_sealed_anew_has_no_effect() {
        String patient = HospitalProducer.fresh("P");
        String visit = HospitalProducer.fresh("V");
        HospitalMessage message = producer.visit(VisitEvent.REGISTERED, HospitalProducer.MORNING, patient, visit);
        producer.send(message);
        producer.send(message);
        producer.send(HospitalMessage.newBuilder(message)
                .setSentAt(HospitalProducer.MORNING.plusSeconds(5))
                .setRecordedAt(null)
                .setVisit(VisitReport.newBuilder(message.getVisit())
                        .setPerson(producer.person(patient))
                        .build())
                .build());
        String behind = HospitalProducer.fresh("V");
        producer.send(producer.visit(VisitEvent.REGISTERED, HospitalProducer.MORNING, patient, behind));
        taken(behind);
        assertThat(published(EncounterChanged.class, Topics.encounters(HOSPITAL), HOSPITAL + ":" + patient, 2))
                .extracting(EncounterChanged::getVisit)
                .containsExactly(visit, behind);
        assertThat(published(PatientRegistered.class, Topics.patients(HOSPITAL), HOSPITAL + ":" + patient, 1))
                .hasSize(1);
        assertThat(service.get(staff(), "/refused").is(200).body()).doesNotContain(message.getMessageId());
    }

    // ---- what is of no use

    @Test
    void a_number_that_was_sealed_for_another_person_is_left_out_and_named_on_the_feeds_page() {
        String patient = HospitalProducer.fresh("P");
        String visit = HospitalProducer.fresh("V");
        HospitalMessage message = producer.visit(VisitEvent.REGISTERED, HospitalProducer.MORNING, patient, visit);
        producer.send(HospitalMessage.newBuilder(message)
                .setVisit(VisitReport.newBuilder(message.getVisit())
                        .setPerson(SealedPerson.newBuilder(producer.person(patient))
                                .setSealedMobile(producer.sealed(
                                        HospitalProducer.MOBILE, "contact:" + HOSPITAL + ":PATIENT:P-other"))
                                .setSealedBirthDate(producer.sealed("last spring", "birth:" + HOSPITAL + ":" + patient))
                                .setSealedName(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                                .build())
                        .build())
                .build());
        taken(visit);
        assertThat(known(patient)).containsExactly("guardian");
        JsonNode warnings =
                Eventually.value(() -> page("producer").path("warnings"), all -> all.has("visit.person.sealedMobile"));
        assertThat(warnings.propertyNames())
                .contains("visit.person.sealedMobile", "visit.person.sealedBirthDate", "visit.person.sealedName");
    }

    @Test
    void the_page_says_how_many_records_of_a_sender_were_taken() {
        String visit = HospitalProducer.fresh("V");
        producer.send(
                producer.visit(VisitEvent.REGISTERED, HospitalProducer.MORNING, HospitalProducer.fresh("P"), visit));
        taken(visit);
        JsonNode sender = Eventually.value(
                () -> page("producer").path("senders").path("KAFKA|HIS"),
                one -> one.path("answers").path("AA").asInt(0) > 0);
        assertThat(sender.path("messages").asInt()).isPositive();
        assertThat(page("producer").path("door").asString()).isEqualTo("kafka");
    }
}
