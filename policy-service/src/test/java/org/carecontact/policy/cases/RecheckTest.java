package org.carecontact.policy.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.testsupport.SampleEvents.unchanged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.carecontact.events.AgeBand;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.EncounterStatus;
import org.carecontact.events.PatientAgeChanged;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.store.Documents;
import org.carecontact.policy.PolicyServiceApplication;
import org.carecontact.policy.cases.domain.CurrentCase;
import org.carecontact.policy.cases.domain.Given;
import org.carecontact.policy.cases.domain.Pair;
import org.carecontact.policy.cases.domain.PairCommand;
import org.carecontact.policy.cases.domain.PairEvent;
import org.carecontact.policy.cases.domain.PairRejection;
import org.carecontact.policy.doctors.domain.DoctorCommand;
import org.carecontact.policy.doctors.domain.DoctorEvent;
import org.carecontact.policy.doctors.domain.DoctorRejection;
import org.carecontact.policy.doctors.domain.KnownDoctor;
import org.carecontact.policy.doctors.domain.Slot;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.SampleEvents;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The inbox of pairs against news of their doctors, without Kafka between: records go to it as a test says. */
class RecheckTest {

    private static final String HOSPITAL = "huaxi";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static final RunningService SERVICE = RunningService.of(PolicyServiceApplication.class, "policy-service")
            .topics(1, Topics.DECISIONS)
            .with("spring.kafka.listener.auto-startup", false)
            .with("carecontact.policies.directory", hospitals())
            .start();

    private final Inbox<PairCommand> inbox = SERVICE.bean(Inbox.class, PairCommand.class);
    private final Documents<PairCommand, Pair, PairEvent, PairRejection> pairs =
            SERVICE.bean(Documents.class, PairCommand.class, Pair.class, PairEvent.class, PairRejection.class);
    private final Documents<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> doctors = SERVICE.bean(
            Documents.class, DoctorCommand.class, KnownDoctor.class, DoctorEvent.class, DoctorRejection.class);
    private final Clock clock = SERVICE.bean(Clock.class);

    /** Its plastic surgeons may be asked, though not on a surgery day. */
    private static Path hospitals() {
        try {
            Path directory = Files.createDirectories(Path.of("target", "policies-of-waiting-cases"));
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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void news_of_the_doctor_and_the_signature_at_once_never_leave_a_case_waiting() throws Exception {
        for (int i = 0; i < 60; i++) {
            SampleEvents couple = operating();
            race(() -> inbox.accept(List.of(signed(couple))), () -> {
                freed(couple);
                SERVICE.bean(WaitingCases.class).changed(HOSPITAL, Set.of(couple.doctor()));
                return null;
            });
            assertThat(current(couple)).as("case %d", i).isInstanceOf(CurrentCase.Permitted.class);
        }
    }

    @Test
    void a_birthday_finds_the_pair_that_the_same_batch_makes_and_no_other_patients() {
        SampleEvents couple = strangers();
        SampleEvents other = strangers();
        SERVICE.bean(PairEventsListener.class)
                .on(List.of(
                        met(couple),
                        met(other),
                        grownUp(couple),
                        record(
                                Topics.encounters(HOSPITAL),
                                "hospital-gateway",
                                couple.patientKey(),
                                3,
                                couple.encounter("V" + couple.patient(), EncounterStatus.FINISHED, young()))));
        assertThat(ageIn(couple)).isEqualTo("ADULT");
        assertThat(ageIn(other)).isEqualTo("FROM_14_TO_17");
    }

    private String ageIn(SampleEvents couple) {
        return pairs.load(HOSPITAL, couple.pair().value())
                .state()
                .encounters()
                .getFirst()
                .ageBand()
                .name();
    }

    private static SampleEvents strangers() {
        int number = NUMBERS.incrementAndGet();
        String patient = "P" + number;
        String doctor = "D" + number;
        return new SampleEvents(
                HOSPITAL, patient, doctor, SERVICE.bean(Pairs.class).of(HOSPITAL, patient, doctor));
    }

    private static Consumer<EncounterChanged.Builder> young() {
        return said -> said.setAgeBand(AgeBand.FROM_14_TO_17);
    }

    private static ConsumerRecord<byte[], byte[]> met(SampleEvents couple) {
        return record(
                Topics.encounters(HOSPITAL),
                "hospital-gateway",
                couple.patientKey(),
                2,
                couple.encounter("V" + couple.patient(), EncounterStatus.IN_PROGRESS, young()));
    }

    private static ConsumerRecord<byte[], byte[]> grownUp(SampleEvents couple) {
        return record(
                Topics.encounters(HOSPITAL),
                "hospital-gateway",
                couple.patientKey(),
                1,
                PatientAgeChanged.newBuilder()
                        .setHospital(HOSPITAL)
                        .setPatient(couple.patient().value())
                        .setAgeBand(AgeBand.ADULT)
                        .setChangedAt(Instant.now())
                        .build());
    }

    /** The process died, or Mongo went away, after the case was written and before its doctor was read again. */
    @Test
    void a_batch_that_comes_again_finds_the_news_that_its_first_delivery_missed() {
        SampleEvents couple = operating();
        ConsumerRecord<byte[], byte[]> signed = signed(couple);
        inbox.accept(List.of(signed));
        assertThat(current(couple)).isInstanceOf(CurrentCase.Deferred.class);

        freed(couple);
        inbox.accept(List.of(signed));
        assertThat(current(couple)).isInstanceOf(CurrentCase.Permitted.class);
    }

    @Test
    void a_case_that_nobody_has_news_for_waits_on_and_is_not_published_again() {
        SampleEvents couple = operating();
        inbox.accept(List.of(signed(couple)));
        long published = pairs.load(HOSPITAL, couple.pair().value()).events();

        inbox.accept(List.of(signed(couple)));
        assertThat(current(couple)).isInstanceOf(CurrentCase.Deferred.class);
        assertThat(pairs.load(HOSPITAL, couple.pair().value()).events()).isEqualTo(published);
    }

    /** A willing surgeon on a surgery day, and a patient's request that was prechecked after a visit. */
    private SampleEvents operating() {
        SampleEvents couple = strangers();
        Instant now = clock.instant();
        tell(couple, new DoctorCommand.ListDoctor(true, "cardiology", "王五", null));
        tell(couple, new DoctorCommand.SetRules(Given.willing("cardiology").rules(), now));
        tell(
                couple,
                new DoctorCommand.NoteSchedule(
                        List.of(new Slot(Slot.Kind.SURGERY, now.minusSeconds(60), now.plusSeconds(3_600)))));
        inbox.accept(List.of(
                record(
                        Topics.encounters(HOSPITAL),
                        "hospital-gateway",
                        couple.patientKey(),
                        2,
                        couple.encounter("V" + couple.patient(), EncounterStatus.FINISHED, unchanged())),
                record(
                        Topics.REQUESTS,
                        "request-service",
                        couple.pair().value(),
                        1,
                        couple.submitted(
                                request -> request.setPurpose("FOLLOW_UP_VISIT").setWish("ANY")))));
        assertThat(current(couple)).isInstanceOf(CurrentCase.Prechecked.class);
        return couple;
    }

    private void freed(SampleEvents couple) {
        tell(couple, new DoctorCommand.NoteSchedule(List.of()));
    }

    private void tell(SampleEvents couple, DoctorCommand command) {
        var _ = doctors.handle(HOSPITAL, couple.doctorKey(), command);
    }

    private CurrentCase current(SampleEvents couple) {
        return pairs.load(HOSPITAL, couple.pair().value()).state().current();
    }

    private static ConsumerRecord<byte[], byte[]> signed(SampleEvents couple) {
        return record(Topics.CONSENTS, "consent-service", couple.pair().value(), 3, couple.consentSigned(unchanged()));
    }

    private static ConsumerRecord<byte[], byte[]> record(
            String topic, String service, String key, long sequence, SpecificRecord event) {
        byte[] bytes = SERVICE.bean(EventCodec.class).encode(topic, event);
        ProducerRecord<byte[], byte[]> sent = EventCodec.record(
                topic,
                key,
                event.getSchema().getFullName(),
                "/carecontact/" + service + "/" + HOSPITAL,
                key,
                sequence,
                Instant.now(),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                bytes);
        return new ConsumerRecord<>(
                topic,
                0,
                NUMBERS.incrementAndGet(),
                0L,
                TimestampType.CREATE_TIME,
                sent.key().length,
                sent.value().length,
                sent.key(),
                sent.value(),
                new RecordHeaders(sent.headers().toArray()),
                Optional.empty());
    }

    private static void race(Callable<?>... all) throws Exception {
        CyclicBarrier start = new CyclicBarrier(all.length);
        try (ExecutorService executor = Executors.newFixedThreadPool(all.length)) {
            List<Future<?>> running = new ArrayList<>();
            for (Callable<?> one : all) {
                running.add(executor.submit(() -> {
                    start.await();
                    return one.call();
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
    }
}
