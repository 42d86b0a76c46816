package org.carecontact.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.carecontact.events.Assessment;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.ScheduleKind;
import org.carecontact.events.ScheduleSlot;
import org.carecontact.policy.cases.Rechecks;
import org.carecontact.policy.cases.domain.CurrentCase;
import org.carecontact.policy.cases.domain.Given;
import org.carecontact.policy.cases.domain.PairCommand;
import org.carecontact.policy.cases.domain.PairCommand.NoteConsent;
import org.carecontact.policy.cases.domain.PairCommand.NoteEncounter;
import org.carecontact.policy.doctors.domain.DoctorCommand.NoteSchedule;
import org.carecontact.policy.doctors.domain.DoctorFacts;
import org.carecontact.policy.facts.domain.Encounter;
import org.carecontact.policy.facts.domain.Signed;
import org.carecontact.policy.vocabulary.domain.Paper;
import org.carecontact.policy.vocabulary.domain.Signer;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.SampleEvents;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.DispatcherServlet;
import tools.jackson.databind.JsonNode;

/** P1: a deferred case is decided again at once. */
class DeferredCasesTest extends RunningPolicy {

    // The rig keeps its context to itself; the dispatcher has it too.
    private static final Rechecks WAITING = new Rechecks(
            Objects.requireNonNull(SERVICE.bean(DispatcherServlet.class).getWebApplicationContext()));

    private static final int RACES = 60;

    @Test
    void an_operation_that_is_called_off_decides_the_case_that_waits_for_it_at_once() {
        SampleEvents people = givenDeferredForSurgery();
        SampleEvents other = givenDeferredForSurgery();

        schedule(people, 2, List.of());

        assertThat(decidedAgain(people).getOutcome()).isEqualTo(PolicyOutcome.PERMIT);

        // Twice, and one that is older: nothing more is said, and nothing is written.
        long version = stored(people).version();
        schedule(people, 2, List.of());
        schedule(people, 1, operating());
        doctorListed(people, 2, true);
        allOfDoctorsIsHeard(people);
        assertThat(records(people)).isEqualTo(3);
        assertThat(stored(people).version()).isEqualTo(version);

        // Of another doctor it says nothing.
        assertThat(current(other)).isInstanceOf(CurrentCase.Deferred.class);
        assertThat(records(other)).isEqualTo(2);
        assertThat(stored(other).version()).isEqualTo(3);
    }

    @Test
    void a_late_schedule_does_not_decide_a_case_that_waits() {
        SampleEvents people = givenDeferredForSurgery();
        schedule(people, 3, operating());
        allOfDoctorsIsHeard(people);
        long version = stored(people).version();

        schedule(people, 2, List.of());
        doctorListed(people, 2, true);

        allOfDoctorsIsHeard(people);
        assertThat(current(people)).isInstanceOf(CurrentCase.Deferred.class);
        assertThat(records(people)).isEqualTo(2);
        assertThat(stored(people).version()).isEqualTo(version);
    }

    @Test
    void a_doctor_who_leaves_or_changes_their_rules_is_asked_for_nothing_that_still_waits() {
        SampleEvents left = givenDeferredForSurgery();
        doctorListed(left, 3, false);
        Assessment denied = decidedAgain(left);
        assertThat(denied.getOutcome()).isEqualTo(PolicyOutcome.DENY);
        assertThat(denied.getVerdicts().get(2).getReasons()).contains("doctor-not-listed");

        SampleEvents changed = givenDeferredForSurgery();
        Instant now = CLOCK.instant();
        rules(
                        changed,
                        Map.of(
                                "optIn",
                                true,
                                "absence",
                                Map.of(
                                        "from",
                                        now.minusSeconds(60).toString(),
                                        "to",
                                        now.plusSeconds(86_400).toString(),
                                        "substitute",
                                        "D-deputy")))
                .is(200);
        assertThat(current(changed)).isInstanceOf(CurrentCase.Closed.class); // before the answer came
        JsonNode told = SERVICE.get(SERVICE.supervisor(SURGEONS, "V1"), path(changed) + "/explanation")
                .json();
        assertThat(told.path("substitute").stringValue()).isEqualTo("D-deputy");
        assertThat(decidedAgain(changed).getVerdicts().get(2).getReasons()).contains("doctor-absent");
    }

    /** From two writers: whoever is second must decide. */
    @Test
    void the_end_of_an_encounter_and_the_signature_at_once_never_leave_a_case_waiting() throws Exception {
        for (SampleEvents people : givenMany(() -> givenPrechecked(givenConsultation()))) {
            Instant now = CLOCK.instant();
            Encounter over = Given.visit(VISIT, 2, Encounter.Status.FINISHED, now);
            DoctorFacts doctor = doctorFacts(people);
            NoteConsent signed = signed(people);
            race(() -> note(people, signed), () -> note(people, new NoteEncounter(over, doctor, now)));
            assertThat(current(people)).as(people.toString()).isInstanceOf(CurrentCase.Permitted.class);
        }
    }

    @Test
    void what_a_crash_left_waiting_is_decided_at_the_next_start() {
        SampleEvents people = givenDeferredForSurgery();
        // As if the process had ended before it looked for those that wait.
        callOff(people);
        assertThat(current(people)).isInstanceOf(CurrentCase.Deferred.class);

        WAITING.recheckAll();

        assertThat(current(people)).isInstanceOf(CurrentCase.Permitted.class);
    }

    // ---- what stands before a test

    /** A patient whose doctor operates now. */
    private static SampleEvents givenOperating() {
        SampleEvents people = givenPeople(SURGEONS);
        schedule(people, 1, operating());
        Eventually.holds(() -> doctorFacts(people).busy().size() == 1);
        return people;
    }

    private static SampleEvents givenDeferredForSurgery() {
        SampleEvents people = givenDecided(givenVisit(givenOperating()));
        assertThat(decided(people).getOutcome()).isEqualTo(PolicyOutcome.DEFER);
        assertThat(decided(people).getWaitsFor()).isEqualTo("SCHEDULE");
        return people;
    }

    /** As many as there are races, all at once. */
    private static List<SampleEvents> givenMany(Callable<SampleEvents> given) throws InterruptedException {
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            return all.invokeAll(Collections.nCopies(RACES, given)).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }

    // ---- what is said over Kafka

    private static void schedule(SampleEvents people, long sequence, List<ScheduleSlot> slots) {
        hospital(SURGEONS, Topics.schedules(SURGEONS))
                .send(people.doctorKey(), people.doctorKey(), sequence, people.schedule(said -> said.setSlots(slots)));
    }

    private static List<ScheduleSlot> operating() {
        Instant now = CLOCK.instant();
        return List.of(new ScheduleSlot(ScheduleKind.SURGERY, now.minusSeconds(60), now.plusSeconds(3_600)));
    }

    /** Returns once the service is done with all that it was told of this doctor. */
    private static void allOfDoctorsIsHeard(SampleEvents people) {
        // Twice: what follows from a batch is done before the next one comes.
        for (int time = 0; time < 2; time++) {
            SampleEvents listed = people(SURGEONS, newDoctor());
            SampleEvents scheduled = people(SURGEONS, newDoctor());
            hospital(SURGEONS, Topics.doctors(SURGEONS))
                    .send(people.doctorKey(), listed.doctorKey(), 1, listed.doctorListed(SampleEvents.unchanged()));
            hospital(SURGEONS, Topics.schedules(SURGEONS))
                    .send(people.doctorKey(), scheduled.doctorKey(), 1, scheduled.schedule(SampleEvents.unchanged()));
            Stream.of(listed, scheduled)
                    .forEach(one -> Eventually.holds(
                            () -> DOCTORS.find(SURGEONS, one.doctorKey()).isPresent()));
        }
    }

    // ---- what is written directly, so that it can be raced or left undone

    private static void note(SampleEvents people, PairCommand command) {
        var _ = PAIRS.handle(people.hospital(), people.pair().value(), command);
    }

    private static void callOff(SampleEvents people) {
        var _ = DOCTORS.handle(people.hospital(), people.doctorKey(), new NoteSchedule(List.of()));
    }

    private static NoteConsent signed(SampleEvents people) {
        return new NoteConsent(
                people.request().number(),
                new Signed(3, Signer.PATIENT, List.of(Paper.CONSENT)),
                doctorFacts(people),
                CLOCK.instant());
    }

    private static void race(Runnable one, Runnable other) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = Stream.of(one, other)
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
}
