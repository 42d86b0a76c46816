package org.carecontact.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.carecontact.events.Assessment;
import org.carecontact.events.ConsentAsked;
import org.carecontact.events.ConsentSigned;
import org.carecontact.events.ConsentState;
import org.carecontact.events.ConsentWithdrawn;
import org.carecontact.events.Contact;
import org.carecontact.events.ContactRequest;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.DoctorAsked;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.EncounterStatus;
import org.carecontact.events.PolicyDecided;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.PolicyPrechecked;
import org.carecontact.events.RequestState;
import org.carecontact.events.RequestWithdrawn;
import org.carecontact.events.SigningCodeIssued;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.inbox.ParkedRecords;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.policy.cases.Rechecks;
import org.carecontact.policy.cases.domain.CurrentCase;
import org.carecontact.policy.cases.domain.Given;
import org.carecontact.policy.cases.domain.Pair;
import org.carecontact.policy.cases.domain.PairCommand;
import org.carecontact.policy.cases.domain.PairCommand.NoteConsent;
import org.carecontact.policy.cases.domain.PairCommand.NoteEncounter;
import org.carecontact.policy.cases.domain.PairEvent;
import org.carecontact.policy.cases.domain.PairRejection;
import org.carecontact.policy.doctors.Doctors;
import org.carecontact.policy.doctors.domain.DoctorCommand;
import org.carecontact.policy.doctors.domain.DoctorEvent;
import org.carecontact.policy.doctors.domain.DoctorFacts;
import org.carecontact.policy.doctors.domain.DoctorRejection;
import org.carecontact.policy.doctors.domain.DoctorRules;
import org.carecontact.policy.doctors.domain.KnownDoctor;
import org.carecontact.policy.doctors.domain.Slot;
import org.carecontact.policy.documents.ShippedPoliciesTest;
import org.carecontact.policy.editions.Library;
import org.carecontact.policy.facts.domain.Encounter;
import org.carecontact.policy.facts.domain.Signed;
import org.carecontact.policy.vocabulary.domain.Paper;
import org.carecontact.policy.vocabulary.domain.Signer;
import org.carecontact.schemas.EventTypes;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.TestTokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service on a real broker, a real registry and the Mongo server. */
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext // ends the service before its broker and its Mongo server go
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PolicyServiceTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicLong SEQUENCE = new AtomicLong();

    static {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
    }

    @DynamicPropertySource
    static void installation(DynamicPropertyRegistry properties) throws IOException {
        Installation parts = Installation.shared();
        parts.createTopics(
                2,
                "carecontact.requests",
                "carecontact.consents",
                "carecontact.decisions",
                "hospital.tongren.encounters",
                "hospital.tongren.doctors",
                "hospital.tongren.schedules",
                "hospital.huaxi.encounters",
                "hospital.huaxi.doctors",
                "hospital.huaxi.schedules",
                "hospital.meiyan.encounters",
                "hospital.meiyan.doctors",
                "hospital.meiyan.schedules",
                "policy-service.dead-letters");
        EventTypes.register(parts.confluentUrl());
        parts.registerInto(properties, "policy-service");
        properties.add("carecontact.policies.directory", hospitals()::toString);
        // 10:00 in Shanghai, whenever the test runs.
        properties.add("carecontact.clock.offset", () -> offset().toString());
    }

    /** Those of the sandbox, and one whose plastic surgeons may be asked, though not on a surgery day. */
    private static Path hospitals() throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "policies-of-the-service-test"));
        for (String own : List.of("tongren.yaml", "meiyan.yaml", "yunyi.yaml")) {
            Files.copy(
                    ShippedPoliciesTest.HOSPITALS.resolve(own),
                    directory.resolve(own),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(directory.resolve("huaxi.yaml"), """
            layer: hospital
            name: hospital-huaxi
            version: 1
            from: 2026-01-01
            title: {zh: 华西, en: Huaxi}
            source: 院内制度(示例)
            hospital:
              id: huaxi
              name: {zh: 华西, en: Huaxi}
              type: PUBLIC_TERTIARY
              ownership: PUBLIC
              zone: Asia/Shanghai
              alternatives: {HOSPITAL_APP: "https://huaxi.example/app", FRONT_DESK: "tel:1"}
              departments:
                - code: cardiology
                  name: {zh: 整形外科, en: Plastic surgery}
                  profile: plastic-surgery
                  offersContact: true
            rules: []
            """);
        return directory;
    }

    private static Duration offset() {
        Instant now = Instant.now();
        Instant today = now.truncatedTo(java.time.temporal.ChronoUnit.DAYS).plus(Duration.ofHours(2));
        return Duration.between(now, today).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    }

    @Autowired
    EventCodec codec;

    @Autowired
    Pairs pairs;

    @Autowired
    ParkedRecords parked;

    @Autowired
    MeterRegistry meters;

    @Autowired
    MongoDatabaseFactory mongo;

    @Autowired
    java.time.Clock clock;

    @Autowired
    Documents<PairCommand, Pair, PairEvent, PairRejection> documents;

    @Autowired
    Documents<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> doctors;

    @Autowired
    BeanFactory beans;

    @Autowired
    Doctors current;

    @Autowired
    Library library;

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();
    private String doctor = "";

    @BeforeEach
    void a_willing_doctor_whom_no_other_test_knows() throws Exception {
        doctor = "D" + SEQUENCE.incrementAndGet();
        listDoctor(doctor);
        assertThat(put(doctorToken(doctor), "{\"optIn\":true}").statusCode()).isEqualTo(200);
    }

    // ---- the main flow ----

    @Test
    void a_request_after_a_visit_is_prechecked_and_decided_with_the_signature() throws Exception {
        Couple couple = visited();
        submit(couple, 1);
        Assessment prechecked = precheck(couple, 1);
        assertThat(prechecked.getOutcome()).isEqualTo(PolicyOutcome.PERMIT);
        assertThat(prechecked.getSigner()).isEqualTo("PATIENT");
        assertThat(prechecked.getDocuments()).containsExactly("CONSENT");
        assertThat(prechecked.getConsentSequence()).isNull();

        sign(couple, 1, 3);
        Assessment decided = decision(couple, 1);
        assertThat(decided.getOutcome()).isEqualTo(PolicyOutcome.PERMIT);
        assertThat(decided.getChannels()).containsExactly("WECOM", "HOSPITAL_APP");
        assertThat(decided.getContactDays()).isEqualTo(60);
        assertThat(decided.getObligations())
                .containsExactly("REAL_NAME_FIRST", "NO_GIFTS", "NO_IMAGES", "CLEAN_UP_CHAT");
        assertThat(decided.getConsentSequence()).isEqualTo(3);
        assertThat(decided.getEarliestDelivery()).isNull();
        assertThat(decided.getAlternatives()).isNotEmpty();

        HttpResponse<String> answer = get(patientToken(couple.patient()), "/decisions/" + couple.request(1));
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode seen = JSON.readTree(answer.body());
        assertThat(seen.path("outcome").stringValue()).isEqualTo("PERMIT");
        assertThat(seen.path("verdicts")).hasSize(3);
        assertThat(seen.path("verdicts")
                        .get(0)
                        .path("reasons")
                        .get(0)
                        .path("zh")
                        .stringValue())
                .contains("就诊");
    }

    @Test
    void who_was_never_seen_is_denied_at_once_with_a_way_out() throws Exception {
        Couple couple = Couple.fresh(pairs, doctor);
        submit(couple, 1);
        Assessment said = precheck(couple, 1);
        assertThat(said.getOutcome()).isEqualTo(PolicyOutcome.DENY);
        assertThat(said.getVerdicts().getFirst().getReasons()).contains("no-encounter");
        assertThat(said.getAlternatives()).isNotEmpty();
    }

    @Test
    void a_signature_in_mid_consultation_is_decided_when_the_encounter_ends() throws Exception {
        Couple couple = Couple.fresh(pairs, doctor);
        encounter(couple, 1, EncounterStatus.IN_PROGRESS);
        submit(couple, 1);
        precheck(couple, 1);
        sign(couple, 1, 3);
        assertThat(decision(couple, 1).getOutcome()).isEqualTo(PolicyOutcome.DEFER);

        encounter(couple, 2, EncounterStatus.FINISHED);
        List<SpecificRecord> said = awaitEvents(couple, 3);
        assertThat(((PolicyDecided) said.get(2)).getAssessment().getOutcome()).isEqualTo(PolicyOutcome.PERMIT);
    }

    @Test
    void a_case_that_passed_to_another_doctor_is_over_for_the_former_one() throws Exception {
        String successor = "D" + SEQUENCE.incrementAndGet();
        Couple couple = Couple.fresh(pairs, doctor);
        encounter(couple, 1, EncounterStatus.IN_PROGRESS);
        submit(couple, 1);
        precheck(couple, 1);
        sign(couple, 1, 3);
        assertThat(decision(couple, 1).getOutcome()).isEqualTo(PolicyOutcome.DEFER);

        send(
                "hospital.tongren.encounters",
                couple.patient(),
                couple.patient() + "-visit",
                2,
                Events.encounter(
                        couple.with(successor),
                        couple.patient() + "-visit",
                        EncounterStatus.IN_PROGRESS,
                        clock.instant(),
                        doctor));
        assertThat(((PolicyDecided) awaitEvents(couple, 3).get(2))
                        .getAssessment()
                        .getOutcome())
                .isEqualTo(PolicyOutcome.PERMIT);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(state(couple.with(successor)).encounters())
                        .singleElement()
                        .satisfies(one -> assertThat(one.status()).isEqualTo(Encounter.Status.IN_PROGRESS)));
    }

    @Test
    void an_operation_holds_the_delivery_back() throws Exception {
        Couple couple = visited();
        Instant now = clock.instant();
        Instant end = now.plus(Duration.ofHours(1)).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        send(
                "hospital.tongren.schedules",
                doctor,
                "tongren:" + doctor,
                1,
                Events.operating("tongren", doctor, now.minusSeconds(60), end));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(doctors.find("tongren", "tongren:" + doctor)
                                .orElseThrow()
                                .state()
                                .busy())
                        .hasSize(2));
        submit(couple, 1);
        precheck(couple, 1);
        sign(couple, 1, 3);
        assertThat(decision(couple, 1).getEarliestDelivery()).isEqualTo(end);
    }

    // ---- P1: a deferred case is decided again at once ----

    @Test
    void an_operation_that_is_called_off_decides_the_case_that_waits_for_it_at_once() throws Exception {
        Couple couple = deferredForSurgery(doctor);
        Couple other = deferredForSurgery("D" + SEQUENCE.incrementAndGet());
        schedule(doctor, 2, List.of());
        assertThat(((PolicyDecided) awaitEvents(couple, 3).get(2))
                        .getAssessment()
                        .getOutcome())
                .isEqualTo(PolicyOutcome.PERMIT);

        // Twice, and one that is older: nothing more is said, and nothing is written.
        long version = raw(couple).getLong("v");
        schedule(doctor, 2, List.of());
        schedule(doctor, 1, operating());
        listAtHuaxi(doctor, 2);
        assertThat(events(couple)).hasSize(3);
        assertThat(raw(couple).getLong("v")).isEqualTo(version);

        // Of another doctor it says nothing.
        assertThat(state(other).current()).isInstanceOf(CurrentCase.Deferred.class);
        assertThat(events(other)).hasSize(2);
        assertThat(raw(other).getLong("v")).isEqualTo(3);
    }

    @Test
    void a_late_schedule_does_not_decide_a_case_that_waits() throws Exception {
        Couple couple = deferredForSurgery(doctor);
        schedule(doctor, 3, operating());
        fenceDoctors(doctor);
        long version = raw(couple).getLong("v");
        schedule(doctor, 2, List.of());
        listAtHuaxi(doctor, 2);
        assertThat(state(couple).current()).isInstanceOf(CurrentCase.Deferred.class);
        assertThat(events(couple)).hasSize(2);
        assertThat(raw(couple).getLong("v")).isEqualTo(version);
    }

    @Test
    void a_doctor_who_leaves_or_changes_their_rules_is_asked_for_nothing_that_still_waits() throws Exception {
        Couple left = deferredForSurgery(doctor);
        listAtHuaxi(doctor, 3, false);
        Assessment denied = ((PolicyDecided) awaitEvents(left, 3).get(2)).getAssessment();
        assertThat(denied.getOutcome()).isEqualTo(PolicyOutcome.DENY);
        assertThat(denied.getVerdicts().get(2).getReasons()).contains("doctor-not-listed");

        String willing = "D" + SEQUENCE.incrementAndGet();
        Couple changed = deferredForSurgery(willing);
        String away =
                "{\"optIn\":true,\"absence\":{\"from\":\"" + clock.instant().minusSeconds(60) + "\",\"to\":\""
                        + clock.instant().plusSeconds(86_400) + "\",\"substitute\":\"D-deputy\"}}";
        assertThat(put(token("huaxi", "doctor", willing), away).statusCode()).isEqualTo(200);
        assertThat(state(changed).current()).isInstanceOf(CurrentCase.Closed.class); // before the answer came
        JsonNode told = JSON.readTree(
                get(token("huaxi", "supervisor", "V1"), "/decisions/" + changed.request(1) + "/explanation")
                        .body());
        assertThat(told.path("substitute").stringValue()).isEqualTo("D-deputy");
        assertThat(((PolicyDecided) awaitEvents(changed, 3).get(2))
                        .getAssessment()
                        .getVerdicts()
                        .get(2)
                        .getReasons())
                .contains("doctor-absent");
    }

    /** The case is written by one, the doctor by the other, each reading the other's document afterwards. */
    @Test
    void news_of_the_doctor_and_the_signature_at_once_never_leave_a_case_waiting() throws Exception {
        int cases = 60;
        for (int i = 0; i < cases; i++) {
            String surgeon = "D" + SEQUENCE.incrementAndGet();
            Couple couple = at("huaxi", Couple.fresh(pairs, surgeon));
            String id = "huaxi:" + surgeon;
            Instant now = clock.instant();
            DoctorRules willing = Given.willing("cardiology").rules();
            var _ = doctors.handle("huaxi", id, new DoctorCommand.ListDoctor(true, "cardiology"));
            var _ = doctors.handle("huaxi", id, new DoctorCommand.SetRules(willing, now));
            var _ = doctors.handle("huaxi", id, new DoctorCommand.NoteSchedule(List.of(operation(now))));
            Encounter over = Given.visit("V", 2, Encounter.Status.FINISHED, now);
            DoctorFacts known = current.current("huaxi", new DoctorId(surgeon));
            var _ = documents.handle("huaxi", couple.pair(), new NoteEncounter(over, known, now));
            var _ = documents.handle("huaxi", couple.pair(), new PairCommand.Precheck(asked(couple), known, now));
            race(
                    () -> {
                        DoctorFacts read = current.current("huaxi", new DoctorId(surgeon));
                        Signed signed = new Signed(3, Signer.PATIENT, List.of(Paper.CONSENT));
                        var _ = documents.handle("huaxi", couple.pair(), new NoteConsent(1, signed, read, now));
                        new Rechecks(beans).recheckNew();
                    },
                    () -> {
                        var _ = doctors.handle("huaxi", id, new DoctorCommand.NoteSchedule(List.of()));
                        new Rechecks(beans).changed("huaxi", java.util.Set.of(surgeon));
                    });
            assertThat(state(couple).current()).as("case %d", i).isInstanceOf(CurrentCase.Permitted.class);
        }
    }

    @Test
    void what_a_crash_left_waiting_is_decided_at_the_next_start() throws Exception {
        Couple couple = deferredForSurgery(doctor);
        // As if the process had ended before it looked for those that wait.
        var _ = doctors.handle("huaxi", "huaxi:" + doctor, new DoctorCommand.NoteSchedule(List.of()));
        assertThat(state(couple).current()).isInstanceOf(CurrentCase.Deferred.class);
        new Rechecks(beans).recheckAll();
        assertThat(state(couple).current()).isInstanceOf(CurrentCase.Permitted.class);
    }

    private Couple deferredForSurgery(String surgeon) throws Exception {
        listAtHuaxi(surgeon, 1);
        assertThat(put(token("huaxi", "doctor", surgeon), "{\"optIn\":true}").statusCode())
                .isEqualTo(200);
        schedule(surgeon, 1, operating());
        await().atMost(LIMIT).until(() -> scheduled(surgeon), slots -> slots == 1);
        Couple couple = at("huaxi", Couple.fresh(pairs, surgeon));
        encounter(couple, 2, EncounterStatus.FINISHED);
        await().atMost(LIMIT).until(() -> documents.find("huaxi", couple.pair()).isPresent());
        sendSubmission(couple, 1);
        precheck(couple, 1);
        sign(couple, 1, 3);
        Assessment said = decision(couple, 1);
        assertThat(said.getOutcome()).isEqualTo(PolicyOutcome.DEFER);
        assertThat(said.getWaitsFor()).isEqualTo("SCHEDULE");
        return couple;
    }

    private static Couple at(String hospital, Couple couple) {
        return new Couple(couple.pairs(), hospital, couple.patient(), couple.doctor());
    }

    private int scheduled(String surgeon) {
        return current.current("huaxi", new DoctorId(surgeon)).busy().size();
    }

    private List<org.carecontact.events.ScheduleSlot> operating() {
        Instant now = clock.instant();
        return List.of(new org.carecontact.events.ScheduleSlot(
                org.carecontact.events.ScheduleKind.SURGERY, now.minusSeconds(60), now.plusSeconds(3_600)));
    }

    private static Slot operation(Instant now) {
        return new Slot(Slot.Kind.SURGERY, now.minusSeconds(60), now.plusSeconds(3_600));
    }

    private void schedule(String surgeon, long sequence, List<org.carecontact.events.ScheduleSlot> slots) {
        send(
                "hospital.huaxi.schedules",
                surgeon,
                "huaxi:" + surgeon,
                sequence,
                org.carecontact.events.ScheduleChanged.newBuilder()
                        .setHospital("huaxi")
                        .setDoctor(surgeon)
                        .setSlots(slots)
                        .setChangedAt(clock.instant())
                        .build());
    }

    private void listAtHuaxi(String surgeon, long sequence) {
        listAtHuaxi(surgeon, sequence, true);
        fenceDoctors(surgeon);
    }

    private void listAtHuaxi(String surgeon, long sequence, boolean active) {
        send(
                "hospital.huaxi.doctors",
                surgeon,
                "huaxi:" + surgeon,
                sequence,
                Events.doctor("huaxi", surgeon, active, clock.instant()));
    }

    /** Waits until everything that was sent of this doctor was consumed, and what followed from it done. */
    private void fenceDoctors(String surgeon) {
        for (String topic : List.of("hospital.huaxi.doctors", "hospital.huaxi.schedules")) {
            String marker = "D-fence" + SEQUENCE.incrementAndGet();
            for (int twice = 0; twice < 2; twice++) {
                String one = marker + twice;
                send(
                        topic,
                        surgeon,
                        "huaxi:" + one,
                        1,
                        topic.endsWith("doctors")
                                ? Events.doctor("huaxi", one, true, clock.instant())
                                : Events.operating(
                                        "huaxi",
                                        one,
                                        clock.instant(),
                                        clock.instant().plusSeconds(9)));
                await().atMost(LIMIT)
                        .until(() -> doctors.find("huaxi", "huaxi:" + one).isPresent());
            }
        }
    }

    // ---- late, twice, out of order ----

    @Test
    void an_older_event_of_a_finished_encounter_does_not_reopen_it() throws Exception {
        Couple couple = Couple.fresh(pairs, doctor);
        encounter(couple, 2, EncounterStatus.FINISHED);
        encounter(couple, 1, EncounterStatus.IN_PROGRESS);
        encounter(couple, 2, EncounterStatus.FINISHED);
        submit(couple, 1);
        precheck(couple, 1);
        sign(couple, 1, 3);
        assertThat(decision(couple, 1).getOutcome()).isEqualTo(PolicyOutcome.PERMIT);
    }

    @Test
    void what_comes_twice_is_decided_once() throws Exception {
        Couple couple = visited();
        submit(couple, 1);
        submit(couple, 1);
        precheck(couple, 1);
        sign(couple, 1, 3);
        sign(couple, 1, 3);
        submit(couple, 1);
        decision(couple, 1);
        fence(couple);
        assertThat(events(couple)).hasSize(2);
    }

    @Test
    void a_signature_that_comes_after_its_withdrawal_decides_nothing() throws Exception {
        Couple couple = visited();
        submit(couple, 1);
        precheck(couple, 1);
        send(
                "carecontact.consents",
                couple.pair(),
                couple.request(1),
                4,
                new ConsentWithdrawn(Events.consent(couple, 1, ConsentState.WITHDRAWN)));
        sign(couple, 1, 3);
        fence(couple);
        assertThat(events(couple)).hasSize(1);
        assertThat(state(couple).current()).isInstanceOf(CurrentCase.Closed.class);
    }

    @Test
    void a_deferred_case_that_was_withdrawn_is_not_decided_by_the_encounters_end() throws Exception {
        Couple couple = Couple.fresh(pairs, doctor);
        encounter(couple, 1, EncounterStatus.IN_PROGRESS);
        submit(couple, 1);
        precheck(couple, 1);
        sign(couple, 1, 3);
        decision(couple, 1);
        send(
                "carecontact.requests",
                couple.pair(),
                couple.pair(),
                2,
                new RequestWithdrawn(Events.request(couple, 1, RequestState.WITHDRAWN)));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(state(couple).current()).isInstanceOf(CurrentCase.Closed.class));
        encounter(couple, 2, EncounterStatus.FINISHED);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(state(couple).encounters())
                        .singleElement()
                        .satisfies(one -> assertThat(one.status()).isEqualTo(Encounter.Status.FINISHED)));
        assertThat(events(couple)).hasSize(2);
    }

    /** Signature and end of the encounter at the same moment, from two writers: whoever is second must decide. */
    @Test
    void the_end_of_an_encounter_and_the_signature_at_once_never_leave_a_case_waiting() throws Exception {
        int cases = 60;
        for (int i = 0; i < cases; i++) {
            Couple couple = Couple.fresh(pairs, doctor);
            DoctorFacts willing = Given.willing("cardiology");
            Instant now = clock.instant();
            Encounter open = Given.visit("V", 1, Encounter.Status.IN_PROGRESS, now.minusSeconds(60));
            Encounter over = Given.visit("V", 2, Encounter.Status.FINISHED, now);
            var _ = documents.handle("tongren", couple.pair(), new NoteEncounter(open, willing, now));
            var _ = documents.handle("tongren", couple.pair(), new PairCommand.Precheck(asked(couple), willing, now));
            race(
                    () -> documents.handle(
                            "tongren",
                            couple.pair(),
                            new NoteConsent(1, new Signed(3, Signer.PATIENT, List.of(Paper.CONSENT)), willing, now)),
                    () -> documents.handle("tongren", couple.pair(), new NoteEncounter(over, willing, now)));
            assertThat(state(couple).current()).as("case %d", i).isInstanceOf(CurrentCase.Permitted.class);
        }
    }

    // ---- what it costs ----

    @Test
    void a_granted_flow_costs_two_records_and_at_most_four_writes() throws Exception {
        Couple couple = visited();
        fenceEncounters(couple);
        settled();
        double before = writes();
        sendSubmission(couple, 1);
        precheck(couple, 1);
        send(
                "carecontact.consents",
                couple.pair(),
                couple.request(1),
                1,
                new ConsentAsked(Events.consent(couple, 1, ConsentState.ASKED)));
        send(
                "carecontact.consents",
                couple.pair(),
                couple.request(1),
                2,
                new SigningCodeIssued(
                        Events.consent(couple, 1, ConsentState.ASKED),
                        java.nio.ByteBuffer.wrap(new byte[8]),
                        clock.instant(),
                        1));
        sign(couple, 1, 3);
        decision(couple, 1);
        send(
                "carecontact.requests",
                couple.pair(),
                couple.pair(),
                2,
                new DoctorAsked(Events.request(couple, 1, RequestState.AWAITING_DOCTOR)));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(raw(couple)).doesNotContainKey("owedSince"));
        // Precheck, decision, and the clearing of each unless one write could do it for both.
        assertThat(writes() - before).isBetween(2.0, 4.0);
        assertThat(raw(couple).getLong("v")).isEqualTo(3); // the visit, the precheck, the decision
        assertThat(events(couple)).hasSize(2);
    }

    // ---- tenants ----

    @Test
    void a_hospital_that_speaks_for_another_is_parked_and_changes_nothing() throws Exception {
        Couple couple = Couple.fresh(pairs, doctor);
        String key = "wrong-hospital-" + couple.patient();
        send(
                "hospital.meiyan.encounters",
                key,
                couple.patient() + "-visit",
                1,
                Events.encounter(couple, couple.patient() + "-visit", EncounterStatus.FINISHED, clock.instant(), null));
        send(
                "hospital.meiyan.doctors",
                key,
                "tongren:" + doctor,
                99,
                Events.doctor("tongren", doctor, false, clock.instant()));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(parked.list())
                        .extracting(ParkedRecords.ParkedKey::key, ParkedRecords.ParkedKey::store)
                        .contains(
                                org.assertj.core.api.Assertions.tuple("hospital.meiyan.encounters:" + key, "pairs"),
                                org.assertj.core.api.Assertions.tuple("hospital.meiyan.doctors:" + key, "doctors")));
        assertThat(documents.find("tongren", couple.pair())).isEmpty();
        assertThat(doctors.findAll("meiyan", List.of("tongren:" + doctor))).isEmpty();
        assertThat(doctors.find("tongren", "tongren:" + doctor)
                        .orElseThrow()
                        .state()
                        .active())
                .isTrue();
    }

    @Test
    void a_request_whose_id_is_not_of_its_pair_is_parked() throws Exception {
        Couple couple = visited();
        Couple other = Couple.fresh(pairs, doctor);
        ContactRequest forged = org.carecontact.events.ContactRequest.newBuilder(
                        Events.request(couple, 1, RequestState.SUBMITTED))
                .setPatient(other.patient())
                .build();
        send("carecontact.requests", other.pair(), other.pair(), 1, new ContactRequestSubmitted(forged));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(parked.list())
                        .extracting(ParkedRecords.ParkedKey::key)
                        .contains("carecontact.requests:" + other.pair()));
        assertThat(events(couple)).isEmpty();
    }

    @Test
    void no_patient_gets_into_the_log_or_the_metrics(CapturedOutput output) throws Exception {
        Couple couple = decidedCouple();
        Couple other = Couple.fresh(pairs, doctor);
        ContactRequest forged = org.carecontact.events.ContactRequest.newBuilder(
                        Events.request(couple, 1, RequestState.SUBMITTED))
                .setPatient(other.patient())
                .build();
        send("carecontact.requests", other.pair(), other.pair(), 1, new ContactRequestSubmitted(forged));
        assertThat(get(patientToken(other.patient()), "/decisions/" + couple.request(1))
                        .statusCode())
                .isEqualTo(404);
        assertThat(put(doctorToken(doctor), "{\"optIn\":\"" + couple.patient() + "\"}")
                        .statusCode())
                .isEqualTo(400);
        await().atMost(LIMIT).until(() -> output.getAll().contains("record parked"));

        List<String> places = new ArrayList<>(List.of(output.getAll()));
        meters.getMeters().forEach(meter -> places.add(meter.getId().toString()));
        assertThat(places).noneMatch(place -> place.contains(couple.patient()) || place.contains(other.patient()));
    }

    @Test
    void a_decision_is_shown_to_those_whom_it_concerns_and_to_nobody_else() throws Exception {
        Couple couple = visited();
        submit(couple, 1);
        precheck(couple, 1);
        String path = "/decisions/" + couple.request(1);
        assertThat(get(patientToken(couple.patient()), path).statusCode()).isEqualTo(200);
        assertThat(get(doctorToken(doctor), path).statusCode()).isEqualTo(404);
        assertThat(get(token("tongren", "staff", "S1"), path).statusCode()).isEqualTo(200);
        assertThat(get(token("tongren", "supervisor", "V1"), path).statusCode()).isEqualTo(200);

        assertThat(get(patientToken("P999999"), path).statusCode()).isEqualTo(404);
        assertThat(get(doctorToken("D-other"), path).statusCode()).isEqualTo(404);
        assertThat(get(token("meiyan", "staff", "S1"), path).statusCode()).isEqualTo(404);
        assertThat(get(token("tongren", "service", "x"), path).statusCode()).isEqualTo(403);
        assertThat(get(token("tongren", "staff", "S1"), "/decisions/" + couple.request(2))
                        .statusCode())
                .isEqualTo(404);
        assertThat(get(token("tongren", "staff", "S1"), "/decisions/nonsense").statusCode())
                .isEqualTo(404);
        assertThat(get(null, path).statusCode()).isEqualTo(401);
    }

    // ---- P4: the doctor's own rules over HTTP ----

    @Test
    void a_doctor_who_never_said_anything_is_not_opted_in() throws Exception {
        JsonNode rules =
                JSON.readTree(get(doctorToken("D-new"), "/doctors/me/rules").body());
        assertThat(rules.path("optIn").booleanValue()).isFalse();
        assertThat(rules.path("version").intValue()).isZero();
    }

    @Test
    void a_doctors_rules_hold_from_the_next_decision_on() throws Exception {
        Couple couple = visited();
        String body = """
            {"optIn":true,"channels":["HOSPITAL_APP"],"hours":{"from":"09:00","to":"12:00","days":[1,2,3,4,5,6,7]}}\
            """;
        HttpResponse<String> answer = put(doctorToken(doctor), body);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("version").intValue()).isEqualTo(2);
        assertThat(get(doctorToken(doctor), "/doctors/me/rules").body()).isEqualTo(answer.body());

        submit(couple, 1);
        precheck(couple, 1);
        sign(couple, 1, 3);
        Assessment said = decision(couple, 1);
        assertThat(said.getChannels()).containsExactly("HOSPITAL_APP");
        assertThat(said.getHours().getFrom()).isEqualTo("09:00");
        assertThat(said.getPolicies()).contains("doctor@2");

        assertThat(put(doctorToken(doctor), "{\"optIn\":false}").statusCode()).isEqualTo(200);
        Couple next = visited();
        submit(next, 1);
        Assessment refused = precheck(next, 1);
        assertThat(refused.getOutcome()).isEqualTo(PolicyOutcome.DENY);
        assertThat(refused.getVerdicts().get(2).getReasons()).contains("doctor-not-opted-in");
    }

    @Test
    void what_the_doctor_accepts_in_advance_is_said_with_the_permit_and_told_in_the_explanation() throws Exception {
        Couple couple = visited();
        assertThat(put(doctorToken(doctor), """
                        {"optIn":true,"autoAnswers":[{"purposes":["%s"],"answer":"ACCEPT"}]}\
                        """.formatted(Events.request(couple, 1, RequestState.SUBMITTED)
                                .getPurpose()))
                        .statusCode())
                .isEqualTo(200);
        submit(couple, 1);
        assertThat(precheck(couple, 1).getAutoAnswer()).isNull();
        sign(couple, 1, 3);
        assertThat(decision(couple, 1).getAutoAnswer().getAnswer()).isEqualTo("ACCEPT");
        assertThat(JSON.readTree(get(patientToken(couple.patient()), "/decisions/" + couple.request(1) + "/explanation")
                                .body())
                        .path("doctorAnswered")
                        .stringValue())
                .contains("自动同意");
    }

    @Test
    void rules_are_set_by_doctors_only_and_each_sets_their_own() throws Exception {
        String body = "{\"optIn\":false}";
        for (String role : List.of("patient", "family", "staff", "supervisor", "service")) {
            assertThat(put(token("tongren", role, "X1"), body).statusCode())
                    .as(role)
                    .isEqualTo(403);
            assertThat(get(token("tongren", role, "X1"), "/doctors/me/rules").statusCode())
                    .as(role)
                    .isEqualTo(403);
        }
        assertThat(put(doctorToken("D-another"), body).statusCode()).isEqualTo(200);
        assertThat(put(token("meiyan", "doctor", doctor), body).statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(get(doctorToken(doctor), "/doctors/me/rules").body())
                        .path("optIn")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void rules_that_can_not_be_are_refused_with_the_field_and_the_remedy() throws Exception {
        Map<String, String> wrong = new HashMap<>();
        wrong.put("{}", "optIn");
        wrong.put("{\"optIn\":\"perhaps\"}", "optIn");
        wrong.put("{\"optIn\":true,\"channels\":[\"PIGEON\"]}", "channels");
        wrong.put("{\"optIn\":true,\"channels\":[]}", "channels");
        wrong.put("{\"optIn\":true,\"hours\":{\"from\":\"18:00\",\"to\":\"08:00\",\"days\":[1]}}", "hours");
        wrong.put("{\"optIn\":true,\"hours\":{\"from\":\"08:00\"}}", "hours");
        wrong.put("{\"optIn\":true,\"mood\":\"good\"}", "mood");
        wrong.put("{\"optIn\":true,\"autoAnswers\":[{\"answer\":\"ACCEPT\"}]}", "autoAnswers.purposes");
        wrong.put("{\"optIn\":true,\"autoAnswers\":[{\"answer\":\"MAYBE\"}]}", "autoAnswers.answer");
        wrong.put("{\"optIn\":true,\"autoAnswers\":[null]}", "autoAnswers.answer");
        wrong.put("{\"optIn\":true,\"autoAnswers\":[{\"answer\":\"OFFER_ALTERNATIVE\"}]}", "autoAnswers.alternative");
        wrong.put(
                "{\"optIn\":true,\"autoAnswers\":[{\"answer\":\"REFUSE\",\"scenes\":[\"MOON\"]}]}",
                "autoAnswers.scenes");
        wrong.put("{\"optIn\":true,\"capacity\":1001}", "capacity");
        wrong.put("{\"optIn\":true,\"capacity\":-1}", "capacity");
        wrong.put("{\"optIn\":true,\"answer\":{\"zh\":null,\"en\":null}}", "answer");
        wrong.put("{\"optIn\":true,\"answer\":{\"zh\":\"\u505c\"}}", "answer");
        wrong.put("{\"optIn\":true,\"answer\":{\"zh\":\" \",\"en\":\"No\"}}", "answer.zh");
        wrong.put("{\"optIn\":true,\"answer\":{\"zh\":\"%s\",\"en\":\"No\"}}".formatted("x".repeat(301)), "answer.zh");
        wrong.put("{\"optIn\":true,\"answer\":{\"zh\":\"\u505c\",\"en\":\"N\u202eo\"}}", "answer.en");
        wrong.put(
                "{\"optIn\":true,\"autoAnswers\":[%s]}"
                        .formatted(String.join(",", java.util.Collections.nCopies(21, "{\"answer\":\"REFUSE\"}"))),
                "autoAnswers");
        String away = "{\"optIn\":true,\"absence\":{\"from\":\"%s\",\"to\":\"%s\",\"substitute\":\"%s\"}}";
        String today = "2026-11-27T00:00:00Z";
        wrong.put(away.formatted(today, "+1000000000-12-31T23:59:59.999999999Z", "D2"), "absence");
        wrong.put(away.formatted("-1000000000-01-01T00:00:00Z", today, "D2"), "absence");
        wrong.put(away.formatted(today, "+292278995-01-01T00:00:00Z", "D2"), "absence");
        wrong.put(away.formatted("1999-12-31T00:00:00Z", today, "D2"), "absence");
        wrong.put(away.formatted(today, "2026-12-27T00:00:00Z", "x".repeat(60_000)), "absence.substitute");
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            HttpResponse<String> answer = put(doctorToken(doctor), one.getKey());
            assertThat(answer.statusCode()).as(one.getKey()).isBetween(400, 422);
            JsonNode problem = JSON.readTree(answer.body());
            assertThat(problem.path("field").stringValue()).as(one.getKey()).isEqualTo(one.getValue());
            assertThat(problem.path("remedy").stringValue()).as(one.getKey()).isNotBlank();
        }
    }

    @Test
    void a_document_that_is_none_is_refused_with_its_line_and_never_with_a_500() throws Exception {
        String supervisor = token("tongren", "supervisor", "V1");
        List<String> texts = List.of(
                "a: &x [1]\nb: *x\n",
                "a: &x {b: 1}\n<<: *x\n",
                "a: &x [*x]\n",
                "[".repeat(60),
                "a: b\nc: \u0007",
                "\u0000",
                "\ufffe",
                "layer: hospital\nname: [");
        for (String text : texts) {
            HttpResponse<String> checked = post(supervisor, "/policies/check", document(text));
            // A character that JSON should not carry may be refused by the door already.
            assertThat(checked.statusCode()).as(text).isIn(200, 400);
            if (checked.statusCode() == 200) {
                assertThat(JSON.readTree(checked.body()).path("good").booleanValue())
                        .isFalse();
                assertThat(JSON.readTree(checked.body())
                                .path("problems")
                                .path(0)
                                .stringValue())
                        .as(text)
                        .startsWith("document, line ");
            }
            assertThat(post(supervisor, "/policies", document(text)).statusCode())
                    .as(text)
                    .isIn(422, 400);
            assertThat(post(supervisor, "/policies/what-if", "{\"texts\":[" + JSON.writeValueAsString(text) + "]}")
                            .statusCode())
                    .as(text)
                    .isIn(422, 400);
        }
        assertThat(post(supervisor, "/policies/what-if", "{\"texts\":[null]}").statusCode())
                .isEqualTo(422);
        assertThat(post(supervisor, "/policies/check", "{\"text\":\"a: \\ud800\"}")
                        .statusCode())
                .isIn(200, 400);
        assertThat(post(supervisor, "/policies/what-if", "{\"since\":\"-1000000000-01-01T00:00:00Z\"}")
                        .statusCode())
                .isEqualTo(400);
        String far = java.nio.file.Files.readString(ShippedPoliciesTest.HOSPITALS.resolve("tongren.yaml"))
                .replaceFirst("version: \\d+\n", "version: 99\n")
                .replaceFirst("from: .*\n", "from: +999999999-12-31\n");
        assertThat(post(supervisor, "/policies/check", document(far)).body()).contains("is not a day from 2000-01-01");
        assertThat(post(supervisor, "/policies", document(far)).statusCode()).isEqualTo(422);
    }

    @Test
    void a_hospital_may_use_its_own_codes_of_departments() throws Exception {
        String text = java.nio.file.Files.readString(ShippedPoliciesTest.HOSPITALS.resolve("tongren.yaml"))
                .replaceFirst("version: \\d+\n", "version: 99\n")
                .replace("code: cardiology", "code: CARD.1_心内 A");
        assertThat(post(token("tongren", "supervisor", "V1"), "/policies/check", document(text))
                        .body())
                .isEqualTo("{\"good\":true,\"problems\":[]}");
    }

    @Test
    void nobody_whose_hospital_is_a_star_writes_what_holds_for_all() throws Exception {
        String national = org.carecontact.policy.documents.PolicyDocuments.text("policies/national.yaml")
                .replaceFirst("version: \\d+\n", "version: 77\n");
        for (String path : List.of("/policies", "/policies/check")) {
            assertThat(post(token("*", "supervisor", "V1"), path, document(national))
                            .statusCode())
                    .isIn(401, 403);
        }
    }

    @Test
    void a_scheduled_version_is_withdrawn_by_another_person_and_an_urgent_one_precedes_it() throws Exception {
        String text = java.nio.file.Files.readString(ShippedPoliciesTest.HOSPITALS.resolve("meiyan.yaml"));
        String one = token("meiyan", "supervisor", "V1");
        String other = token("meiyan", "supervisor", "V2");
        String path = "/policies/hospital-meiyan/versions/";
        String later =
                text.replaceFirst("version: \\d+\n", "version: 50\n").replaceFirst("from: .*\n", "from: 2099-03-01\n");
        String urgent = text.replaceFirst("version: \\d+\n", "version: 51\n");
        assertThat(post(one, "/policies", document(later)).statusCode()).isEqualTo(201);
        assertThat(post(one, "/policies", document(urgent)).statusCode()).isEqualTo(201);
        assertThat(post(other, path + "50/activation", "{}").statusCode()).isEqualTo(200);

        assertThat(post(other, path + "51/activation", "{}").statusCode()).isEqualTo(200);
        assertThat(post(other, path + "50/withdrawal", "{}").body()).contains("needs-another-person-to-withdraw");
        HttpResponse<String> withdrawn = post(one, path + "50/withdrawal", "{}");
        assertThat(withdrawn.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(withdrawn.body()).toString())
                .contains("\"version\":50,\"publishedBy\":\"V1\"")
                .contains("\"withdrawnFrom\":[\"2099-02-28T16:00:00Z\"]");
        HttpResponse<String> again = post(one, path + "50/withdrawal", "{}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("nothing-scheduled", "\"zh\"");
        assertThat(post(one, "/policies/hospital-meiyan/rollback", "{}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_doctor_sees_a_decision_only_when_asked() throws Exception {
        Couple couple = visited();
        submit(couple, 1);
        precheck(couple, 1);
        String path = "/decisions/" + couple.request(1);
        String asked = token(couple.hospital(), "doctor", couple.doctor());
        assertThat(get(asked, path).statusCode()).isEqualTo(404);
        assertThat(get(asked, path + "/explanation").statusCode()).isEqualTo(404);
        sign(couple, 1, 2);
        decision(couple, 1);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(get(asked, path).statusCode()).isEqualTo(200));
    }

    @Test
    void a_cancellation_reaches_every_doctor_who_had_the_encounter() throws Exception {
        Couple last = visited();
        Couple middle = new Couple(pairs, last.hospital(), last.patient(), last.doctor() + "-b");
        Couple first = new Couple(pairs, last.hospital(), last.patient(), last.doctor() + "-c");
        Instant now = clock.instant();
        List<String> former = List.of(first.doctor(), middle.doctor());
        EncounterChanged passed = EncounterChanged.newBuilder(Events.encounter(
                        last, "V8", EncounterStatus.IN_PROGRESS, now.minusSeconds(60), middle.doctor()))
                .setFormerDoctors(former)
                .build();
        EncounterChanged cancelled = EncounterChanged.newBuilder(
                        Events.encounter(last, "V8", EncounterStatus.CANCELLED, now, null))
                .setFormerDoctors(former)
                .build();
        String topic = "hospital." + last.hospital() + ".encounters";
        String subject = last.hospital() + ":V8-" + last.patient();
        send(topic, last.hospital() + ":" + last.patient(), subject, 7, passed);
        for (Couple one : List.of(first, middle)) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(statusOf(one, "V8")).isEqualTo("FINISHED"));
        }
        send(topic, last.hospital() + ":" + last.patient(), subject, 8, cancelled);
        send(topic, last.hospital() + ":" + last.patient(), subject, 7, passed);
        send(topic, last.hospital() + ":" + last.patient(), subject, 8, cancelled);
        for (Couple one : List.of(first, middle, last)) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(statusOf(one, "V8")).isEqualTo("CANCELLED"));
        }
    }

    private String statusOf(Couple couple, String visit) {
        return documents.find(couple.hospital(), couple.pair()).stream()
                .flatMap(stored -> stored.state().encounters().stream())
                .filter(encounter -> encounter.visit().value().equals(visit))
                .map(encounter -> encounter.status().name())
                .findFirst()
                .orElse("NONE");
    }

    @Test
    void the_same_key_gives_the_same_answer_and_another_body_is_refused() throws Exception {
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = put(doctorToken(doctor), "{\"optIn\":false}", key);
        HttpResponse<String> again = put(doctorToken(doctor), "{\"optIn\":false}", key);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(put(doctorToken(doctor), "{\"optIn\":true}", key).statusCode())
                .isEqualTo(422);
        assertThat(put(doctorToken(doctor), "{\"optIn\":true}", null).statusCode())
                .isEqualTo(400);
    }

    @Test
    void the_api_description_is_open_and_names_each_call() throws Exception {
        JsonNode paths = JSON.readTree(get(null, "/v3/api-docs").body()).path("paths");
        assertThat(paths.propertyNames()).contains("/decisions/{request}", "/policies", "/doctors/me/rules");
        JsonNode put = paths.path("/doctors/me/rules").path("put");
        assertThat(put.path("parameters"))
                .singleElement()
                .satisfies(parameter ->
                        assertThat(parameter.path("name").stringValue()).isEqualTo("Idempotency-Key"));
        assertThat(put.at("/requestBody/content").toString()).contains("#/components/schemas/RulesBody");
        assertThat(paths.at("/~1policies/get/parameters").isMissingNode()).isTrue();
    }

    @Test
    void staff_read_the_layers_that_hold_at_their_hospital() throws Exception {
        JsonNode policies =
                JSON.readTree(get(token("meiyan", "staff", "S1"), "/policies").body());
        List<String> names = new ArrayList<>();
        policies.path("items").forEach(layer -> names.add(layer.path("name").stringValue()));
        assertThat(names)
                .containsExactly(
                        "national",
                        "institution-private-specialty",
                        "hospital-meiyan",
                        "department-plastic-surgery",
                        "doctor-defaults");
        assertThat(policies.at("/items/0/rules/2/when").stringValue()).isEqualTo("lastEncounter == 'NONE'");
        assertThat(get(patientToken("P1"), "/policies").statusCode()).isEqualTo(403);
    }

    @Test
    void a_hospital_that_publishes_its_first_document_has_rules_from_then_on() throws Exception {
        String text = Files.readString(ShippedPoliciesTest.HOSPITALS.resolve("tongren.yaml"))
                .replace("tongren", "xiehe");
        assertThat(post(token("xiehe", "supervisor", "V1"), "/policies", document(text))
                        .statusCode())
                .isEqualTo(201);
        assertThat(library.now().hospital("xiehe")).isNull();
        assertThat(post(token("xiehe", "supervisor", "V2"), "/policies/hospital-xiehe/versions/2/activation", "{}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(library.now().hospital("xiehe")).isNotNull();
        assertThat(library.hospitals()).contains("xiehe", "tongren");
    }

    // ---- P6, P7: versions, explanation, replay, what-if ----

    @Test
    void a_version_holds_when_a_second_person_activates_it_and_can_be_rolled_back() throws Exception {
        String text = java.nio.file.Files.readString(ShippedPoliciesTest.HOSPITALS.resolve("tongren.yaml"))
                .replace("version: 2\n", "version: 3\n")
                .replace("contactDays: 60", "contactDays: 21");
        String one = token("tongren", "supervisor", "V1");
        String other = token("tongren", "supervisor", "V2");
        Couple before = decidedCouple();
        HttpResponse<String> asDecided = get(one, "/decisions/" + before.request(1));

        assertThat(post(one, "/policies", document(text)).statusCode()).isEqualTo(201);
        assertThat(post(one, "/policies", document(text)).statusCode()).isEqualTo(201);
        HttpResponse<String> changed = post(one, "/policies", document(text.replace("21", "22")));
        assertThat(changed.statusCode()).isEqualTo(409);
        assertThat(changed.body()).contains("version-taken");
        assertThat(decided(decidedCouple()).getContactDays()).isEqualTo(60);

        String activation = "/policies/hospital-tongren/versions/3/activation";
        assertThat(post(one, activation, "{}").statusCode()).isEqualTo(403);
        assertThat(post(token("meiyan", "supervisor", "V3"), activation, "{}").statusCode())
                .isEqualTo(404);
        assertThat(post(other, activation, "{}").statusCode()).isEqualTo(200);
        try {
            Couple after = decidedCouple();
            assertThat(decided(after).getContactDays()).isEqualTo(21);
            assertThat(decided(after).getPolicies()).contains("hospital-tongren@3");

            HttpResponse<String> again = post(one, "/decisions/" + before.request(1) + "/replay", "{}");
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).isEqualTo(asDecided.body());
        } finally {
            assertThat(post(one, "/policies/hospital-tongren/rollback", "{}").statusCode())
                    .isEqualTo(200);
        }
        assertThat(decided(decidedCouple()).getContactDays()).isEqualTo(60);
        assertThat(get(one, "/policies/hospital-tongren/versions").body())
                .contains("\"version\":3")
                .contains("\"publishedBy\":\"V1\"");
    }

    @Test
    void nobody_publishes_for_another_hospital_and_what_fails_its_checks_is_said_with_its_place() throws Exception {
        String text = java.nio.file.Files.readString(ShippedPoliciesTest.HOSPITALS.resolve("tongren.yaml"))
                .replace("version: 2\n", "version: 9\n");
        HttpResponse<String> foreign = post(token("meiyan", "supervisor", "V1"), "/policies", document(text));
        assertThat(foreign.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(foreign.body()).path("detail").stringValue())
                .contains("a supervisor of meiyan writes the document of the layer 'hospital' that describes meiyan");
        assertThat(post(token("tongren", "staff", "S1"), "/policies", document(text))
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> failing = post(
                token("tongren", "supervisor", "V1"),
                "/policies/check",
                document(text.replace("[tongren-terms], contactDays: 60", "[tongren-terms], contactDays: 61")));
        assertThat(failing.body())
                .contains("\"good\":false")
                .contains("contactDays: expected 61, but the rules say 60");
    }

    @Test
    void a_decision_is_explained_to_each_as_far_as_it_concerns_them() throws Exception {
        Couple couple = decidedCouple();
        String path = "/decisions/" + couple.request(1) + "/explanation";
        JsonNode patient =
                JSON.readTree(get(patientToken(couple.patient()), path).body());
        assertThat(patient.path("language").stringValue()).isEqualTo("zh");
        assertThat(patient.path("verdicts").get(0).path("reasons").get(0).stringValue())
                .contains("就诊");
        assertThat(patient.path("rules")).isEmpty();
        assertThat(patient.path("facts")).isEmpty();
        assertThat(patient.path("signals").path("restraint").stringValue()).isEqualTo("GOOD");
        JsonNode asDoctor = JSON.readTree(get(doctorToken(doctor), path).body());
        assertThat(asDoctor.path("rules").toString()).contains("care-after-an-encounter");
        assertThat(asDoctor.path("facts")).isEmpty();
        JsonNode officer =
                JSON.readTree(get(token("tongren", "supervisor", "V1"), path).body());
        assertThat(officer.path("facts").path("scene").stringValue()).isEqualTo("OUTPATIENT");
        assertThat(officer.path("rules").toString()).contains("scene == 'INPATIENT'");
        assertThat(get(patientToken("P999999"), path).statusCode()).isEqualTo(404);
    }

    @Test
    void a_candidate_changes_exactly_the_cases_that_it_must_and_no_live_one() throws Exception {
        Instant since = clock.instant();
        Couple couple = decidedCouple();
        Couple never = Couple.fresh(pairs, doctor);
        submit(never, 1);
        precheck(never, 1);
        String candidate = java.nio.file.Files.readString(ShippedPoliciesTest.HOSPITALS.resolve("tongren.yaml"))
                .replace("rules:\n", """
                    rules:
                      - id: no-cardiology-follow-up
                        title: {zh: 不, en: "No"}
                        principle: NECESSITY
                        when: department == 'cardiology' && scene == 'OUTPATIENT'
                        deny: {alternatives: [CLINIC_PHONE]}
                        wording: {zh: 不, en: "No"}
                    """)
                .replace("examples:\n", "usually: {department: dental, scene: NONE}\nexamples:\n");
        String body = JSON.writeValueAsString(Map.of("texts", List.of(candidate), "since", since.toString()));
        HttpResponse<String> answer = post(token("tongren", "supervisor", "V1"), "/policies/what-if", body);
        assertThat(answer.statusCode()).isEqualTo(200);
        List<JsonNode> changed = answer.body()
                .lines()
                .map(JSON::readTree)
                .filter(line -> line.has("changed"))
                .map(line -> line.path("changed"))
                .toList();
        assertThat(changed).singleElement().satisfies(one -> {
            assertThat(one.path("request").stringValue()).isEqualTo(couple.request(1));
            assertThat(one.path("rules").toString()).isEqualTo("[\"no-cardiology-follow-up\"]");
        });
        JsonNode summary =
                JSON.readTree(answer.body().lines().toList().getLast()).path("summary");
        assertThat(summary.path("cases").intValue()).isEqualTo(2);
        assertThat(summary.at("/counts/scene/OUTPATIENT/PERMIT/before").intValue())
                .isOne();
        assertThat(summary.at("/counts/scene/OUTPATIENT/PERMIT/after").intValue())
                .isZero();
        assertThat(decided(decidedCouple()).getOutcome()).isEqualTo(PolicyOutcome.PERMIT);
    }

    @Test
    void who_hangs_up_ends_the_what_if() throws Exception {
        int cases = 10_000;
        Document one = raw(decidedCouple());
        one.append("hospital", "yunyi").remove("outbox");
        MongoCollection<Document> collection = mongo.getMongoDatabase().getCollection("pairs");
        for (int from = 0; from < cases; from += 1_000) {
            collection.insertMany(IntStream.range(from, from + 1_000)
                    .mapToObj(i -> new Document(one).append("_id", "yunyi-copy-" + i))
                    .toList());
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/policies/what-if"))
                .header("Authorization", "Bearer " + token("yunyi", "supervisor", "V1"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        double before = tried();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).contains("\"progress\"");
        }
        double[] last = {before};
        await().atMost(LIMIT).during(Duration.ofSeconds(3)).until(() -> {
            double then = last[0];
            last[0] = tried();
            return then == last[0];
        });
        assertThat(tried() - before).isPositive().isLessThan(cases);
        collection.deleteMany(new Document("hospital", "yunyi"));
    }

    private double tried() {
        return meters.counter("carecontact.what.if.cases").count();
    }

    @Test
    void the_patient_contests_a_trust_signal_and_sees_it_from_the_next_decision_on() throws Exception {
        Couple couple = decidedCouple();
        String path = "/decisions/" + couple.request(1) + "/contested/restraint";
        assertThat(post(doctorToken(doctor), path, "{}").statusCode()).isEqualTo(403);
        assertThat(post(patientToken("P999999"), path, "{}").statusCode()).isEqualTo(404);
        HttpResponse<String> answer = post(patientToken(couple.patient()), path, "{}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("[\"RESTRAINT\"]");
        submit(couple, 2);
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(state(couple).current().number()).isEqualTo(2));
        assertThat(state(couple)
                        .caseOf(RequestId.of(couple.request(2)))
                        .orElseThrow()
                        .decided()
                        .facts()
                        .history()
                        .restraint()
                        .name())
                .isEqualTo("CONTESTED");
    }

    @Test
    void a_doctor_with_as_many_contacts_as_wanted_is_not_asked_for_more() throws Exception {
        assertThat(put(doctorToken(doctor), "{\"optIn\":true,\"capacity\":1}").statusCode())
                .isEqualTo(200);
        Couple first = decidedCouple();
        contact(first, 2, null);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(contacts()).isEqualTo(1));
        Couple second = visited();
        submit(second, 1);
        assertThat(precheck(second, 1).getVerdicts().get(2).getReasons()).contains("doctor-at-capacity");
        contact(first, 3, clock.instant());
        await().atMost(LIMIT).untilAsserted(() -> assertThat(contacts()).isZero());
        Couple third = visited();
        submit(third, 1);
        assertThat(precheck(third, 1).getOutcome()).isEqualTo(PolicyOutcome.PERMIT);
    }

    private int contacts() {
        return doctors.find("tongren", "tongren:" + doctor)
                .orElseThrow()
                .state()
                .facts(clock.instant())
                .contacts();
    }

    private void contact(Couple couple, long sequence, @Nullable Instant endedAt) {
        Contact contact = org.carecontact.events.Contact.newBuilder()
                .setChannel("WECOM")
                .setPurpose("FOLLOW_UP_VISIT")
                .setStartsAt(clock.instant())
                .setEndsAt(clock.instant().plus(Duration.ofDays(30)))
                .setEndedAt(endedAt)
                .setEndedBy(endedAt == null ? null : "PATIENT")
                .build();
        ContactRequest request = org.carecontact.events.ContactRequest.newBuilder(
                        Events.request(couple, 1, endedAt == null ? RequestState.GRANTED : RequestState.ENDED))
                .setContact(contact)
                .build();
        send(
                "carecontact.requests",
                couple.pair(),
                couple.pair(),
                sequence,
                endedAt == null
                        ? new org.carecontact.events.ContactGranted(request)
                        : new org.carecontact.events.ContactEnded(request));
    }

    @Test
    void every_past_decision_gives_the_same_when_it_is_made_again() throws Exception {
        decidedCouple();
        int replayed = 0;
        String after = null;
        List<org.carecontact.kernel.store.Stored<Pair>> page;
        do {
            page = documents.page("tongren", new Document(), after, 500);
            for (Stored<Pair> stored : page) {
                for (Pair.PastCase one : stored.state().cases().toList()) {
                    assertThat(library.again(
                                    one.decided().facts(),
                                    one.decided().assessment().policies()))
                            .isEqualTo(one.decided().assessment());
                    replayed++;
                }
                after = stored.id();
            }
        } while (page.size() == 500);
        assertThat(replayed).isPositive();
    }

    // ---- what the tests are made of ----

    private Couple decidedCouple() {
        Couple couple = visited();
        submit(couple, 1);
        precheck(couple, 1);
        sign(couple, 1, 3);
        decision(couple, 1);
        return couple;
    }

    private Assessment decided(Couple couple) {
        return decision(couple, 1);
    }

    private static String document(String text) {
        return JSON.writeValueAsString(Map.of("text", text));
    }

    private HttpResponse<String> post(String token, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static org.carecontact.policy.facts.domain.Asked asked(Couple couple) {
        return new org.carecontact.policy.facts.domain.Asked(
                couple.hospital(),
                RequestId.of(couple.request(1)),
                1,
                new PatientId(couple.patient()),
                new DoctorId(couple.doctor()),
                "FOLLOW_UP_VISIT",
                org.carecontact.policy.vocabulary.domain.Wish.ANY,
                org.carecontact.policy.vocabulary.domain.Requester.PATIENT,
                null,
                null,
                Given.MONDAY_10);
    }

    private void listDoctor(String id) {
        send("hospital.tongren.doctors", id, "tongren:" + id, 1, Events.doctor("tongren", id, true, clock.instant()));
        await().atMost(LIMIT)
                .until(() -> doctors.find("tongren", "tongren:" + id)
                        .filter(known -> Boolean.TRUE.equals(known.state().active()))
                        .isPresent());
    }

    /** A couple whose visit the service knows of. */
    private Couple visited() {
        Couple couple = Couple.fresh(pairs, doctor);
        encounter(couple, 2, EncounterStatus.FINISHED);
        return couple;
    }

    private void encounter(Couple couple, long sequence, EncounterStatus status) {
        String visit = couple.patient() + "-visit";
        send(
                "hospital." + couple.hospital() + ".encounters",
                couple.patient(),
                visit,
                sequence,
                Events.encounter(couple, visit, status, clock.instant(), null));
    }

    /** Topics overtake each other; a request is made after the visit is known. */
    private void submit(Couple couple, int number) {
        fenceEncounters(couple);
        sendSubmission(couple, number);
    }

    private void sendSubmission(Couple couple, int number) {
        send(
                "carecontact.requests",
                couple.pair(),
                couple.pair(),
                number,
                new ContactRequestSubmitted(Events.request(couple, number, RequestState.SUBMITTED)));
    }

    private void sign(Couple couple, int number, long sequence) {
        send(
                "carecontact.consents",
                couple.pair(),
                couple.request(number),
                sequence,
                new ConsentSigned(Events.consent(couple, number, ConsentState.SIGNED)));
    }

    /** Waits until everything that was sent for this patient's encounters was consumed. */
    private void fenceEncounters(Couple couple) {
        Couple marker = Couple.fresh(pairs, "D-fence");
        send(
                "hospital.tongren.encounters",
                couple.patient(),
                marker.patient(),
                1,
                Events.encounter(marker, marker.patient(), EncounterStatus.FINISHED, clock.instant(), null));
        await().atMost(LIMIT)
                .until(() -> documents.find("tongren", marker.pair()).isPresent());
    }

    /** Waits until everything that was sent for this pair on the requests and consents topics was consumed. */
    private void fence(Couple couple) {
        for (String topic : List.of("carecontact.requests", "carecontact.consents")) {
            Couple marker = Couple.fresh(pairs, "D-fence");
            SpecificRecord event = topic.endsWith("requests")
                    ? new ContactRequestSubmitted(Events.request(marker, 1, RequestState.SUBMITTED))
                    : new ConsentSigned(Events.consent(marker, 1, ConsentState.SIGNED));
            send(topic, couple.pair(), marker.pair(), 1, event);
            await().atMost(LIMIT)
                    .until(() -> documents.find("tongren", marker.pair()).isPresent());
        }
    }

    private Pair state(Couple couple) {
        return documents.find(couple.hospital(), couple.pair()).orElseThrow().state();
    }

    private Document raw(Couple couple) {
        return java.util.Objects.requireNonNull(mongo.getMongoDatabase()
                .getCollection("pairs")
                .find(new Document("_id", couple.pair()))
                .first());
    }

    /** What other tests began is written and cleared, so that none of it is counted. */
    private void settled() {
        Document owing = new Document("owedSince", new Document("$exists", true));
        double[] last = {writes()};
        await().atMost(LIMIT).during(Duration.ofMillis(500)).until(() -> {
            double before = last[0];
            last[0] = writes();
            return before == last[0]
                    && mongo.getMongoDatabase().getCollection("pairs").countDocuments(owing) == 0;
        });
    }

    private double writes() {
        return meters.counter("carecontact.document.writes").count();
    }

    private static void race(Runnable one, Runnable other) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = List.of(one, other).stream()
                .map(task -> Thread.ofPlatform().start(() -> {
                    try {
                        start.await();
                        task.run();
                    } catch (InterruptedException | RuntimeException e) {
                        failures.add(e);
                    }
                }))
                .toList();
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    private void send(String topic, String key, String subject, long sequence, SpecificRecord event) {
        ProducerRecord<byte[], byte[]> record = EventCodec.record(
                topic,
                key,
                event.getSchema().getFullName(),
                "/test/" + topic,
                subject,
                sequence,
                clock.instant(),
                "00-" + "0".repeat(31) + "1-" + "0".repeat(15) + "1-01",
                codec.encode(topic, event));
        try {
            var _ = Kafka.PRODUCER.send(record).get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Assessment precheck(Couple couple, int number) {
        return awaitEvents(couple, 1).stream()
                .filter(PolicyPrechecked.class::isInstance)
                .map(event -> ((PolicyPrechecked) event).getAssessment())
                .filter(said -> said.getNumber() == number)
                .findFirst()
                .orElseThrow();
    }

    private Assessment decision(Couple couple, int number) {
        return awaitEvents(couple, 2).stream()
                .filter(PolicyDecided.class::isInstance)
                .map(event -> ((PolicyDecided) event).getAssessment())
                .filter(said -> said.getNumber() == number)
                .findFirst()
                .orElseThrow();
    }

    private List<SpecificRecord> awaitEvents(Couple couple, int count) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(events(couple)).hasSizeGreaterThanOrEqualTo(count));
        return events(couple);
    }

    /** What was published of a pair so far, once each. */
    private List<SpecificRecord> events(Couple couple) {
        return Kafka.decisions().stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(couple.pair()))
                .map(record -> codec.decode(record.topic(), record.value()))
                .toList();
    }

    private String doctorToken(String person) {
        return token("tongren", "doctor", person);
    }

    private String patientToken(String patient) {
        return TestTokens.shared()
                .token()
                .hospital("tongren")
                .person(patient)
                .role("patient")
                .patient(patient)
                .audience("policy-service")
                .build();
    }

    private String token(String hospital, String role, String person) {
        return TestTokens.shared()
                .token()
                .hospital(hospital)
                .person(person)
                .role(role)
                .audience("policy-service")
                .build();
    }

    private HttpResponse<String> get(@Nullable String token, String path) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> put(String token, String body) throws Exception {
        return put(token, body, UUID.randomUUID().toString());
    }

    private HttpResponse<String> put(String token, String body, @Nullable String key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/doctors/me/rules"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** One producer and one reader of the decisions for all tests of this class. */
    private static final class Kafka {

        static final KafkaProducer<byte[], byte[]> PRODUCER = new KafkaProducer<>(
                Map.of("bootstrap.servers", Installation.shared().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());

        private static final KafkaConsumer<byte[], byte[]> READER = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Installation.shared().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());

        private static final List<ConsumerRecord<byte[], byte[]>> READ = new ArrayList<>();

        static {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionInfo one : READER.partitionsFor("carecontact.decisions")) {
                partitions.add(new TopicPartition(one.topic(), one.partition()));
            }
            READER.assign(partitions);
            READER.seekToBeginning(partitions);
        }

        static synchronized List<ConsumerRecord<byte[], byte[]>> decisions() {
            READER.poll(Duration.ofMillis(50)).forEach(READ::add);
            return List.copyOf(READ);
        }
    }
}
