package org.carecontact.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.events.Assessment;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.EncounterStatus;
import org.carecontact.events.PolicyDecided;
import org.carecontact.events.PolicyPrechecked;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.policy.cases.domain.CurrentCase;
import org.carecontact.policy.cases.domain.Pair;
import org.carecontact.policy.cases.domain.PairCommand;
import org.carecontact.policy.cases.domain.PairEvent;
import org.carecontact.policy.cases.domain.PairRejection;
import org.carecontact.policy.doctors.domain.DoctorCommand;
import org.carecontact.policy.doctors.domain.DoctorEvent;
import org.carecontact.policy.doctors.domain.DoctorFacts;
import org.carecontact.policy.doctors.domain.DoctorRejection;
import org.carecontact.policy.doctors.domain.KnownDoctor;
import org.carecontact.policy.documents.ShippedPoliciesTest;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.SampleEvents;
import org.carecontact.testsupport.Topic;
import org.springframework.util.FileSystemUtils;

/** One service for all tests, with the words of policy: people, their visits, their requests and what was decided. */
abstract class RunningPolicy {

    static final String HOSPITAL = "tongren";

    /** A hospital whose plastic surgeons may be asked, though not on a surgery day. */
    static final String SURGEONS = "huaxi";

    /** The one that each patient has, unless a test says otherwise. */
    static final String VISIT = "V1";

    static final RunningService SERVICE = start();
    static final Clock CLOCK = SERVICE.bean(Clock.class);
    static final Documents<PairCommand, Pair, PairEvent, PairRejection> PAIRS =
            SERVICE.bean(Documents.class, PairCommand.class, Pair.class, PairEvent.class, PairRejection.class);
    static final Documents<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> DOCTORS = SERVICE.bean(
            Documents.class, DoctorCommand.class, KnownDoctor.class, DoctorEvent.class, DoctorRejection.class);

    private static final Pairs PAIR_IDS = SERVICE.bean(Pairs.class);
    private static final Topic DECISIONS = Topic.of(Topics.DECISIONS);
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private static RunningService start() {
        RunningService.Builder service = RunningService.of(PolicyServiceApplication.class, "policy-service")
                .topics(2, Topics.REQUESTS, Topics.CONSENTS, Topics.DECISIONS)
                .topics(2, Topics.deadLetters("policy-service"))
                .with("carecontact.policies.directory", hospitals())
                .with("carecontact.clock.offset", untilTenInShanghai())
                .with("carecontact.rates.factor", 10_000);
        for (String hospital : List.of(HOSPITAL, SURGEONS, "meiyan")) {
            service.topics(2, Topics.encounters(hospital), Topics.doctors(hospital), Topics.schedules(hospital));
        }
        return service.start();
    }

    /** Those of the sandbox, and the one of the surgeons. */
    private static Path hospitals() {
        Path together = Path.of("target", "policies-of-the-running-service");
        try {
            FileSystemUtils.copyRecursively(ShippedPoliciesTest.HOSPITALS, together);
            FileSystemUtils.copyRecursively(Path.of("src", "test", "resources", "hospitals"), together);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return together;
    }

    /** It is 10:00 there whenever the tests run. */
    private static Duration untilTenInShanghai() {
        Instant now = Instant.now();
        Instant then = now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(2));
        return Duration.between(now, then).truncatedTo(ChronoUnit.MILLIS);
    }

    // ---- people

    /** A patient whom no other test knows, and this doctor. */
    static SampleEvents people(String hospital, String doctor) {
        return people(hospital, "P%06d".formatted(PEOPLE.incrementAndGet()), doctor);
    }

    private static SampleEvents people(String hospital, String patient, String doctor) {
        return new SampleEvents(hospital, patient, doctor, PAIR_IDS.of(hospital, patient, doctor));
    }

    /** The same patient with another doctor. */
    static SampleEvents with(SampleEvents people, String doctor) {
        return people(people.hospital(), people.patient().value(), doctor);
    }

    static String newDoctor() {
        return "D%06d".formatted(PEOPLE.incrementAndGet());
    }

    static String patient(SampleEvents people) {
        return SERVICE.patient(people.hospital(), people.patient().value());
    }

    static String doctor(SampleEvents people) {
        return SERVICE.doctor(people.hospital(), people.doctor().value());
    }

    // ---- what stands before a test

    /** A patient and a doctor who may be asked; they never met. */
    static SampleEvents givenPeople() {
        return givenPeople(HOSPITAL);
    }

    static SampleEvents givenPeople(String hospital) {
        SampleEvents people = people(hospital, newDoctor());
        doctorListed(people, 1, true);
        Eventually.holds(() -> DOCTORS.find(hospital, people.doctorKey()).isPresent());
        rules(people, "{\"optIn\":true}").is(200);
        return people;
    }

    /** A patient whom the doctor saw. */
    static SampleEvents givenVisit() {
        return givenVisit(givenPeople());
    }

    static SampleEvents givenVisit(SampleEvents people) {
        return givenEncounter(people, 2, EncounterStatus.FINISHED);
    }

    /** Who is with the doctor now. */
    static SampleEvents givenConsultation() {
        return givenEncounter(givenPeople(), 1, EncounterStatus.IN_PROGRESS);
    }

    // Topics overtake each other, so what is said next on another one waits for this.
    private static SampleEvents givenEncounter(SampleEvents people, long sequence, EncounterStatus status) {
        encounter(people, sequence, status);
        areKnown(people);
        return people;
    }

    /** Returns once the service has a document of them. */
    static void areKnown(SampleEvents people) {
        Eventually.holds(
                () -> PAIRS.find(people.hospital(), people.pair().value()).isPresent());
    }

    static SampleEvents givenPrechecked(SampleEvents people) {
        submit(people);
        prechecked(people);
        return people;
    }

    /** Asked for, signed and decided. */
    static SampleEvents givenDecided(SampleEvents people) {
        sign(givenPrechecked(people), 3);
        decided(people);
        return people;
    }

    static SampleEvents givenDecided() {
        return givenDecided(givenVisit());
    }

    /** Signed while the patient is with the doctor. */
    static SampleEvents givenDeferred() {
        return givenDecided(givenConsultation());
    }

    // ---- what the others say

    static void encounter(SampleEvents people, long sequence, EncounterStatus status) {
        encounter(people, sequence, status, SampleEvents.unchanged());
    }

    static void encounter(
            SampleEvents people, long sequence, EncounterStatus status, Consumer<EncounterChanged.Builder> change) {
        Instant now = CLOCK.instant();
        hospital(people.hospital(), Topics.encounters(people.hospital()))
                .send(
                        people.patientKey(),
                        people.hospital() + ":" + VISIT,
                        sequence,
                        people.encounter(VISIT, status, said -> {
                            said.setChangedAt(now).setFinishedAt(status == EncounterStatus.FINISHED ? now : null);
                            change.accept(said);
                        }));
    }

    static void doctorListed(SampleEvents people, long sequence, boolean active) {
        hospital(people.hospital(), Topics.doctors(people.hospital()))
                .send(
                        people.doctorKey(),
                        people.doctorKey(),
                        sequence,
                        people.doctorListed(said -> said.setActive(active)));
    }

    static Topic.Sender hospital(String hospital, String topic) {
        return Topic.of(topic).as("hospital", hospital);
    }

    static void submit(SampleEvents people) {
        request(
                people,
                people.request().number(),
                people.submitted(asked ->
                        asked.setPurpose("FOLLOW_UP_VISIT").setWish("ANY").setSubmittedAt(CLOCK.instant())));
    }

    /** What request-service says of the request. */
    static void request(SampleEvents people, long sequence, SpecificRecord event) {
        Topic.of(Topics.REQUESTS)
                .as("request-service", people.hospital())
                .send(people.pair(), people.pair(), sequence, event);
    }

    static void sign(SampleEvents people, long sequence) {
        consent(people, sequence, people.consentSigned(SampleEvents.unchanged()));
    }

    /** What consent-service says of the request. */
    static void consent(SampleEvents people, long sequence, SpecificRecord event) {
        Topic.of(Topics.CONSENTS)
                .as("consent-service", people.hospital())
                .send(people.pair(), people.request(), sequence, event);
    }

    /** The doctor's own rules. */
    static Answer rules(SampleEvents people, Object body) {
        return SERVICE.put(doctor(people), "/doctors/me/rules", body);
    }

    // ---- what policy says and keeps

    static String path(SampleEvents people) {
        return "/decisions/" + people.request();
    }

    /** What was said of the request, once it is there. */
    static Assessment prechecked(SampleEvents people) {
        String key = people.pair().value();
        return DECISIONS.expect(key, PolicyPrechecked.class, 1).get(0).getAssessment();
    }

    /** What was said of the signed request, once it is there. */
    static Assessment decided(SampleEvents people) {
        String key = people.pair().value();
        return DECISIONS.expect(key, PolicyDecided.class, 1).get(0).getAssessment();
    }

    /** What was said the second time, once it is there. */
    static Assessment decidedAgain(SampleEvents people) {
        String key = people.pair().value();
        return DECISIONS.expect(key, PolicyDecided.class, 2).get(1).getAssessment();
    }

    /** How many records of these people were published so far, repetitions too. */
    static long records(SampleEvents people) {
        String key = people.pair().value();
        return DECISIONS.records().stream()
                .filter(record -> key.equals(new String(record.key(), StandardCharsets.UTF_8)))
                .count();
    }

    static DoctorFacts doctorFacts(SampleEvents people) {
        return DOCTORS.find(people.hospital(), people.doctorKey())
                .orElseThrow()
                .state()
                .facts(CLOCK.instant());
    }

    static Stored<Pair> stored(SampleEvents people) {
        return PAIRS.find(people.hospital(), people.pair().value()).orElseThrow();
    }

    static CurrentCase current(SampleEvents people) {
        return stored(people).state().current();
    }

    /** A policy of the sandbox as this version of it. */
    static String policy(String hospital, int version) throws IOException {
        return Files.readString(ShippedPoliciesTest.HOSPITALS.resolve(hospital + "/policies/" + hospital + ".yaml"))
                .replaceFirst("version: \\d+\n", "version: " + version + "\n");
    }
}
