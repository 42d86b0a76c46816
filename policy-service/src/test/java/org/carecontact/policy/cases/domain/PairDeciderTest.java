package org.carecontact.policy.cases.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.policy.cases.domain.Given.MONDAY_10;
import static org.carecontact.policy.cases.domain.Given.asked;
import static org.carecontact.policy.cases.domain.Given.visit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.policy.cases.domain.CurrentCase.Closed;
import org.carecontact.policy.cases.domain.CurrentCase.Deferred;
import org.carecontact.policy.cases.domain.CurrentCase.NoCase;
import org.carecontact.policy.cases.domain.CurrentCase.Permitted;
import org.carecontact.policy.cases.domain.CurrentCase.Prechecked;
import org.carecontact.policy.cases.domain.PairCommand.CloseCase;
import org.carecontact.policy.cases.domain.PairCommand.NoteConsent;
import org.carecontact.policy.cases.domain.PairCommand.NoteDoctor;
import org.carecontact.policy.cases.domain.PairCommand.NoteEncounter;
import org.carecontact.policy.cases.domain.PairCommand.Precheck;
import org.carecontact.policy.cases.domain.PairEvent.CaseClosed;
import org.carecontact.policy.cases.domain.PairEvent.CaseDecided;
import org.carecontact.policy.cases.domain.PairEvent.CasePrechecked;
import org.carecontact.policy.cases.domain.PairEvent.CaseStillDeferred;
import org.carecontact.policy.cases.domain.PairEvent.EncounterNoted;
import org.carecontact.policy.cases.domain.PairRejection.AlreadyClosed;
import org.carecontact.policy.cases.domain.PairRejection.AlreadyDecided;
import org.carecontact.policy.cases.domain.PairRejection.AlreadyPrechecked;
import org.carecontact.policy.cases.domain.PairRejection.NotTheCurrentCase;
import org.carecontact.policy.cases.domain.PairRejection.NotWaitingForTheDoctor;
import org.carecontact.policy.doctors.domain.DoctorFacts;
import org.carecontact.policy.doctors.domain.Slot;
import org.carecontact.policy.facts.domain.Asked;
import org.carecontact.policy.facts.domain.Encounter;
import org.carecontact.policy.facts.domain.Encounter.Status;
import org.carecontact.policy.facts.domain.Facts;
import org.carecontact.policy.facts.domain.History;
import org.carecontact.policy.facts.domain.Signed;
import org.carecontact.policy.rules.domain.Assessment;
import org.carecontact.policy.rules.domain.Assessment.Alternative;
import org.carecontact.policy.rules.domain.Assessment.Verdict;
import org.carecontact.policy.rules.domain.Effect;
import org.carecontact.policy.vocabulary.domain.Channel;
import org.carecontact.policy.vocabulary.domain.Outcome;
import org.carecontact.policy.vocabulary.domain.Paper;
import org.carecontact.policy.vocabulary.domain.Principle;
import org.carecontact.policy.vocabulary.domain.Remedy;
import org.carecontact.policy.vocabulary.domain.Scene;
import org.carecontact.policy.vocabulary.domain.Signer;
import org.carecontact.policy.vocabulary.domain.Stage;
import org.carecontact.policy.vocabulary.domain.Wish;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One scenario a row of the transition table. */
class PairDeciderTest {

    private static final Instant NOW = MONDAY_10;
    private static final Signed SIGNED = new Signed(3, Signer.PATIENT, List.of(Paper.CONSENT));
    private static final Encounter GOING_ON = visit("V1", 1, Status.IN_PROGRESS, NOW.minusSeconds(600));
    private static final Encounter OVER = visit("V1", 2, Status.FINISHED, NOW);

    private final PairDecider decider = new PairDecider(PairDeciderTest::simple);

    @Test
    void a_request_without_any_encounter_is_denied_and_over() {
        when(Pair.UNKNOWN, precheck(1)).then(new CasePrechecked(decided(Outcome.DENY)));
        assertThat(after(Pair.UNKNOWN, precheck(1)).current()).isInstanceOf(Closed.class);
    }

    @Test
    void a_request_after_an_encounter_goes_on_to_the_signature() {
        Pair known = after(Pair.UNKNOWN, note(OVER));
        when(known, precheck(1)).then(new CasePrechecked(decided(Outcome.PERMIT)));
        assertThat(after(known, precheck(1)).current()).isInstanceOf(Prechecked.class);
    }

    @Test
    void a_request_that_was_judged_is_not_judged_again() {
        when(prechecked(), precheck(1)).then(new AlreadyPrechecked(1));
        when(after(prechecked(), close(1)), precheck(1)).then(new AlreadyPrechecked(1));
    }

    @Test
    void an_older_request_does_not_come_back_after_a_newer_one() {
        Pair second = after(after(prechecked(), close(1)), precheck(2));
        when(second, precheck(1)).then(new AlreadyPrechecked(2));
    }

    @Test
    void the_next_request_makes_the_one_before_a_past_case() {
        Pair second = after(prechecked(), precheck(2));
        assertThat(second.current().number()).isEqualTo(2);
        assertThat(second.past())
                .singleElement()
                .satisfies(one -> assertThat(one.decided().asked().number()).isOne());
        assertThat(second.caseOf(Given.request(1))).isPresent();
        assertThat(second.caseOf(Given.request(2))).isPresent();
        assertThat(second.caseOf(Given.request(3))).isEmpty();
    }

    @Test
    void no_more_than_twelve_past_cases_are_kept_and_they_are_the_latest() {
        Pair pair = after(Pair.UNKNOWN, note(OVER));
        for (int number = 1; number <= 20; number++) {
            pair = after(pair, precheck(number));
        }
        assertThat(pair.past())
                .extracting(one -> one.decided().asked().number())
                .containsExactly(8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
    }

    @Test
    void a_signed_case_is_permitted() {
        when(prechecked(), sign(1)).then(said(Outcome.PERMIT));
        assertThat(after(prechecked(), sign(1)).current()).isInstanceOf(Permitted.class);
    }

    @Test
    void a_case_signed_in_mid_consultation_is_deferred() {
        Pair inConsultation = after(after(Pair.UNKNOWN, note(GOING_ON)), precheck(1));
        when(inConsultation, sign(1)).then(said(Outcome.DEFER));
        assertThat(after(inConsultation, sign(1)).current()).isInstanceOf(Deferred.class);
    }

    @Test
    void a_case_whose_facts_have_turned_against_it_is_denied_with_the_signature() {
        Pair cancelled = after(prechecked(), note(visit("V1", 3, Status.CANCELLED, NOW)));
        when(cancelled, sign(1)).then(said(Outcome.DENY));
        assertThat(after(cancelled, sign(1)).current()).isInstanceOf(Closed.class);
    }

    @Test
    void the_end_of_the_consultation_decides_the_deferred_case_in_the_same_step() {
        when(deferred(), note(OVER)).then(new EncounterNoted(OVER), said(Outcome.PERMIT));
        assertThat(after(deferred(), note(OVER)).current()).isInstanceOf(Permitted.class);
    }

    @Test
    void a_cancelled_consultation_denies_the_deferred_case() {
        Encounter cancelled = visit("V1", 2, Status.CANCELLED, NOW);
        when(deferred(), note(cancelled)).then(new EncounterNoted(cancelled), said(Outcome.DENY));
    }

    @Test
    void a_deferred_case_goes_on_waiting_while_another_consultation_is_open() {
        Encounter second = visit("V2", 1, Status.IN_PROGRESS, NOW);
        Pair both = after(deferred(), note(second));
        when(both, note(OVER)).then(new EncounterNoted(OVER));
        Encounter secondOver = visit("V2", 2, Status.FINISHED, NOW);
        when(after(both, note(OVER)), note(secondOver)).then(new EncounterNoted(secondOver), said(Outcome.PERMIT));
    }

    @Test
    void an_encounter_changes_nothing_of_a_case_that_does_not_wait_for_it() {
        when(Pair.UNKNOWN, note(OVER)).then(new EncounterNoted(OVER));
        when(prechecked(), note(visit("V2", 1, Status.IN_PROGRESS, NOW)))
                .then(new EncounterNoted(visit("V2", 1, Status.IN_PROGRESS, NOW)));
        when(permitted(), note(visit("V2", 1, Status.IN_PROGRESS, NOW)))
                .then(new EncounterNoted(visit("V2", 1, Status.IN_PROGRESS, NOW)));
        when(after(deferred(), close(1)), note(OVER)).then(new EncounterNoted(OVER));
    }

    @Test
    void a_case_that_was_put_off_to_another_day_is_decided_again_when_the_day_has_come() {
        PairDecider patient = new PairDecider(facts -> facts.now().isBefore(NOW.plusSeconds(60))
                ? untilLater(NOW.plusSeconds(60))
                : assessment(Outcome.PERMIT));
        Pair pair = Pair.UNKNOWN;
        for (PairCommand command : List.of(note(OVER), precheck(1), sign(1))) {
            pair = step(patient, pair, command);
        }
        assertThat(pair.current()).isInstanceOf(Deferred.class);
        assertThat(patient.decide(pair, new PairCommand.TimeCame(NOW.plusSeconds(59))))
                .isEqualTo(new Decision.Rejected<PairEvent, PairRejection>(new PairRejection.NothingDue()));
        assertThat(step(patient, pair, new PairCommand.TimeCame(NOW.plusSeconds(60)))
                        .current())
                .isInstanceOf(Permitted.class);
    }

    // ---- news of the doctor ----

    @Test
    void news_that_the_operation_is_off_decide_the_case_that_waits_for_it() {
        Pair waiting = onASurgeryDay();
        assertThat(waiting.awaitedDoctor()).isEqualTo(new DoctorId("D1"));
        Pair decided = step(surgical(), waiting, new NoteDoctor(operating(), NOW.plusSeconds(9)));
        assertThat(decided).isEqualTo(waiting);
        Pair after = step(surgical(), waiting, new NoteDoctor(Given.willing("cardiology"), NOW.plusSeconds(9)));
        assertThat(after.current()).isInstanceOf(Permitted.class);
        assertThat(after.awaitedDoctor()).isNull();
    }

    @Test
    void news_that_do_not_end_the_wait_are_what_the_time_limit_decides_by() {
        DoctorFacts longer = operating(
                new Slot(Slot.Kind.SURGERY, NOW, NOW.plusSeconds(60)),
                new Slot(Slot.Kind.SURGERY, NOW.plusSeconds(60), NOW.plusSeconds(120)));
        Pair waiting = onASurgeryDay();
        assertThat(surgical().decide(waiting, new NoteDoctor(longer, NOW)))
                .isInstanceOfSatisfying(
                        Decision.Accepted.class,
                        accepted ->
                                assertThat(accepted.events()).singleElement().isInstanceOf(CaseStillDeferred.class));
        Pair informed = step(surgical(), waiting, new NoteDoctor(longer, NOW));
        assertThat(step(surgical(), informed, new PairCommand.TimeCame(NOW.plusSeconds(60)))
                        .current())
                .isInstanceOf(Deferred.class);
        assertThat(step(surgical(), waiting, new PairCommand.TimeCame(NOW.plusSeconds(60)))
                        .current())
                .isInstanceOf(Permitted.class);
    }

    @Test
    void news_of_the_doctor_are_nothing_to_a_case_that_does_not_wait_for_them() {
        for (Pair pair : List.of(Pair.UNKNOWN, prechecked(), deferred(), permitted(), after(permitted(), close(1)))) {
            assertThat(pair.awaitedDoctor()).isNull();
            when(pair, new NoteDoctor(DoctorFacts.UNKNOWN, NOW)).then(new NotWaitingForTheDoctor());
        }
        Pair closed = step(surgical(), onASurgeryDay(), close(1));
        assertThat(closed.awaitedDoctor()).isNull();
    }

    /** Waits while an operation goes on, for as long as it takes. */
    private static PairDecider surgical() {
        return new PairDecider(facts -> facts.doctor().busy().stream()
                .filter(slot -> slot.covers(facts.now()))
                .findFirst()
                .filter(_ -> facts.stage() == Stage.DECISION)
                .map(slot -> untilLater(slot.to()))
                .orElseGet(() -> assessment(Outcome.PERMIT)));
    }

    private static Pair onASurgeryDay() {
        Pair pair = Pair.UNKNOWN;
        for (PairCommand command : List.of(note(OVER), precheck(1), new NoteConsent(1, SIGNED, operating(), NOW))) {
            pair = step(surgical(), pair, command);
        }
        return pair;
    }

    private static DoctorFacts operating() {
        return operating(new Slot(Slot.Kind.SURGERY, NOW, NOW.plusSeconds(60)));
    }

    private static DoctorFacts operating(Slot... slots) {
        return Given.doctor(true, "cardiology", true, List.of(Channel.values()), null, List.of(slots), 1);
    }

    @Test
    void no_time_comes_for_a_case_that_does_not_wait_for_it() {
        for (Pair pair : List.of(Pair.UNKNOWN, prechecked(), deferred(), permitted(), after(permitted(), close(1)))) {
            when(pair, new PairCommand.TimeCame(NOW)).then(new PairRejection.NothingDue());
        }
    }

    @Test
    void the_survivor_of_a_merged_patient_is_noted_once_and_changes_no_case() {
        PatientId survivor = new PatientId("P9");
        for (Pair pair : List.of(Pair.UNKNOWN, permitted(), after(permitted(), close(1)))) {
            Pair noted = after(pair, new PairCommand.NoteSurvivor(survivor));
            assertThat(noted).isEqualTo(pair.carriedTo(survivor));
            assertThat(noted.current()).isEqualTo(pair.current());
            assertThat(after(noted, new PairCommand.NoteSurvivor(survivor))).isEqualTo(noted);
            assertThat(after(noted, note(OVER)).survivor()).isEqualTo(survivor);
        }
    }

    @Test
    void misuse_is_remembered_and_a_contested_signal_counts_neither_way() {
        Pair misused = after(permitted(), new CloseCase(1, true, NOW));
        assertThat(conduct(after(misused, precheck(2)))).isEqualTo(History.Signal.POOR);
        assertThat(conduct(after(after(permitted(), close(1)), precheck(2)))).isEqualTo(History.Signal.GOOD);
        Pair contesting = after(misused, new PairCommand.ContestSignal(Pair.TrustSignal.CONDUCT));
        assertThat(conduct(after(contesting, precheck(2)))).isEqualTo(History.Signal.CONTESTED);
    }

    @Test
    void more_than_three_requests_within_ninety_days_show_little_restraint() {
        Pair pair = after(Pair.UNKNOWN, note(OVER));
        for (int number = 1; number <= 4; number++) {
            pair = after(pair, precheck(number));
            assertThat(history(pair).requestsIn90Days()).isEqualTo(number);
            assertThat(history(pair).restraint()).isEqualTo(number > 3 ? History.Signal.POOR : History.Signal.GOOD);
        }
    }

    @Test
    void asking_again_what_the_rules_turned_back_counts_against_nobody() {
        Pair pair = Pair.UNKNOWN;
        for (int number = 1; number <= 6; number++) {
            pair = after(pair, precheck(number));
            assertThat(history(pair).requestsIn90Days()).isEqualTo(number);
            assertThat(history(pair).restraint()).isEqualTo(History.Signal.GOOD);
        }
    }

    private static History history(Pair pair) {
        return pair.current().asPast().orElseThrow().decided().facts().history();
    }

    private static History.Signal conduct(Pair pair) {
        return history(pair).conduct();
    }

    private static Assessment untilLater(Instant again) {
        return assessment(Outcome.DEFER, Effect.Awaited.SURGERY_DAY_OVER, again);
    }

    @Test
    void older_news_of_a_visit_never_reopens_it() {
        Pair finished = after(Pair.UNKNOWN, note(OVER));
        when(finished, note(GOING_ON)).thenNothing();
        when(finished, note(OVER)).thenNothing();
        when(after(after(deferred(), note(OVER)), close(1)), note(GOING_ON)).thenNothing();
    }

    @Test
    void only_the_last_twelve_encounters_are_kept_and_news_of_a_forgotten_one_come_too_late() {
        Pair pair = Pair.UNKNOWN;
        for (int visit = 1; visit <= 14; visit++) {
            pair = after(pair, note(visit("V" + visit, 2, Status.FINISHED, NOW.minus(Duration.ofDays(20 - visit)))));
        }
        assertThat(pair.encounters())
                .hasSize(12)
                .extracting(one -> one.visit().value())
                .doesNotContain("V1", "V2");
        when(pair, note(visit("V1", 1, Status.IN_PROGRESS, NOW.minus(Duration.ofDays(19)))))
                .thenNothing();
    }

    @Test
    void an_encounter_that_goes_on_is_not_forgotten_for_newer_ones() {
        Pair pair = after(Pair.UNKNOWN, note(visit("STAY", 1, Status.IN_PROGRESS, NOW.minus(Duration.ofDays(40)))));
        for (int visit = 1; visit <= 20; visit++) {
            pair = after(pair, note(visit("V" + visit, 2, Status.FINISHED, NOW.minus(Duration.ofDays(30 - visit)))));
        }
        assertThat(pair.encounters())
                .hasSize(12)
                .extracting(one -> one.visit().value())
                .contains("STAY", "V20");
    }

    @Test
    void a_consent_to_another_request_than_the_current_is_passed_by() {
        when(Pair.UNKNOWN, sign(1)).then(new NotTheCurrentCase(0));
        when(prechecked(), sign(2)).then(new NotTheCurrentCase(1));
        when(after(prechecked(), precheck(2)), sign(1)).then(new NotTheCurrentCase(2));
    }

    @Test
    void a_consent_is_acted_upon_once() {
        when(permitted(), sign(1)).then(new AlreadyDecided(3));
        when(deferred(), sign(1)).then(new AlreadyDecided(3));
    }

    @Test
    void a_closed_case_is_not_opened_by_a_late_signature() {
        when(after(prechecked(), close(1)), sign(1)).then(new AlreadyClosed());
        when(after(permitted(), close(1)), sign(1)).then(new AlreadyClosed());
    }

    @Test
    void what_ends_elsewhere_ends_the_case_in_every_state() {
        for (Pair open : List.of(prechecked(), deferred(), permitted())) {
            when(open, close(1)).then(new CaseClosed(NOW, false));
            assertThat(after(open, close(1)).current()).isInstanceOf(Closed.class);
        }
    }

    @Test
    void the_assessment_stays_readable_after_the_case_is_closed() {
        assertThat(after(permitted(), close(1)).caseOf(Given.request(1)))
                .hasValueSatisfying(
                        one -> assertThat(one.decided().assessment().outcome()).isEqualTo(Outcome.PERMIT));
    }

    @Test
    void an_end_of_another_case_or_of_a_closed_one_is_passed_by() {
        when(Pair.UNKNOWN, close(1)).then(new NotTheCurrentCase(0));
        when(prechecked(), close(2)).then(new NotTheCurrentCase(1));
        when(after(prechecked(), close(1)), close(1)).then(new AlreadyClosed());
        assertThat(Pair.UNKNOWN.current()).isEqualTo(new NoCase());
    }

    @Test
    void only_a_denied_case_is_watched() {
        Pair denied = after(Pair.UNKNOWN, precheck(1));
        Pair watched = after(denied, watch(1));
        assertThat(watched.current()).isInstanceOf(CurrentCase.Watched.class);
        assertThat(watched.awaitedDoctor())
                .isEqualTo(denied.current()
                        .asPast()
                        .orElseThrow()
                        .decided()
                        .asked()
                        .doctor());
        when(watched, watch(1)).thenNothing();
        when(denied, watch(2)).then(new NotTheCurrentCase(1));
        when(Pair.UNKNOWN, watch(1)).then(new NotTheCurrentCase(0));
        for (Pair other : List.of(prechecked(), deferred(), permitted(), after(permitted(), close(1)))) {
            when(other, watch(1)).then(new PairRejection.NotDenied());
        }
        when(watched, sign(1)).then(new AlreadyClosed());
        when(watched, close(1)).then(new AlreadyClosed());
        assertThat(after(watched, precheck(2)).current().number()).isEqualTo(2);
    }

    @Test
    void a_watched_case_is_told_once_when_it_would_not_be_denied_and_ends_after_ninety_days() {
        Pair watched = after(after(Pair.UNKNOWN, precheck(1)), watch(1));
        NoteDoctor news = new NoteDoctor(DoctorFacts.UNKNOWN, NOW);
        when(watched, news).thenNothing();
        Pair seen = after(watched, note(GOING_ON));
        assertThat(after(seen, news).current()).isInstanceOf(Closed.class);
        when(after(seen, news), news).then(new NotWaitingForTheDoctor());
        Instant end = NOW.plus(Duration.ofDays(90));
        when(watched, new PairCommand.TimeCame(end.minusMillis(1))).then(new PairRejection.NothingDue());
        assertThat(after(watched, new PairCommand.TimeCame(end)).current()).isInstanceOf(Closed.class);
    }

    private static PairCommand watch(int number) {
        return new PairCommand.Watch(number, NOW);
    }

    // ---- what the scenarios are made of ----

    /** Denies without an encounter, waits for open ones, permits the rest. */
    private static Assessment simple(Facts facts) {
        if (facts.lastEncounter() == Facts.LastEncounter.NONE) {
            return assessment(Outcome.DENY);
        }
        boolean open = facts.inProgress() != Facts.InProgress.NONE;
        return assessment(open && facts.stage() == Stage.DECISION ? Outcome.DEFER : Outcome.PERMIT);
    }

    private static Assessment assessment(Outcome outcome) {
        return assessment(outcome, outcome == Outcome.DEFER ? Effect.Awaited.ENCOUNTER_FINISHED : null, null);
    }

    private static Assessment assessment(Outcome outcome, Effect.@Nullable Awaited awaited, @Nullable Instant again) {
        return new Assessment(
                outcome,
                List.of(new Verdict(Principle.NECESSITY, outcome == Outcome.PERMIT, List.of("simple"))),
                "PUBLIC_TERTIARY",
                "cardiology",
                Scene.OUTPATIENT,
                Signer.PATIENT,
                List.of(Paper.CONSENT),
                List.of(),
                null,
                0,
                null,
                null,
                List.of(),
                null,
                awaited,
                again,
                List.of(new Alternative(Remedy.FRONT_DESK, "tel:1")),
                List.of("simple@1"),
                List.of());
    }

    private static CaseDecided said(Outcome outcome) {
        return new CaseDecided(decided(outcome), SIGNED);
    }

    /** The facts themselves are FactsTest's business. */
    private static Decided decided(Outcome outcome) {
        return new Decided(factsOf(asked("tongren", 1, Wish.ANY), NOW), assessment(outcome));
    }

    private static Facts factsOf(Asked asked, Instant now) {
        return new Given(Stage.DECISION, asked, List.of(), DoctorFacts.UNKNOWN, null, now).facts();
    }

    private static PairEvent bare(PairEvent event) {
        return switch (event) {
            case CaseDecided(var decided, var signed) -> new CaseDecided(bare(decided), signed);
            case CasePrechecked(var decided) -> new CasePrechecked(bare(decided));
            case CaseStillDeferred(var decided, var signed) -> new CaseStillDeferred(bare(decided), signed);
            case EncounterNoted _,
                    CaseClosed _,
                    PairEvent.WatchBegun _,
                    PairEvent.GroundFoundGone _,
                    PairEvent.WatchEnded _,
                    PairEvent.PartiesNamed _,
                    PairEvent.AgeNoted _,
                    PairEvent.SurvivorNoted _,
                    PairEvent.SignalContested _ -> event;
        };
    }

    private static Decided bare(Decided decided) {
        return new Decided(factsOf(decided.asked(), decided.at()), decided.assessment());
    }

    private Pair prechecked() {
        return after(after(Pair.UNKNOWN, note(OVER)), precheck(1));
    }

    private Pair deferred() {
        return after(after(after(Pair.UNKNOWN, note(GOING_ON)), precheck(1)), sign(1));
    }

    private Pair permitted() {
        return after(prechecked(), sign(1));
    }

    private static Precheck precheck(int number) {
        return new Precheck(asked("tongren", number, Wish.ANY), Given.willing("cardiology"), NOW);
    }

    private static NoteEncounter note(Encounter encounter) {
        return new NoteEncounter(encounter, Given.willing("cardiology"), NOW);
    }

    private static NoteConsent sign(int number) {
        return new NoteConsent(number, SIGNED, Given.willing("cardiology"), NOW);
    }

    private static CloseCase close(int number) {
        return new CloseCase(number, false, NOW);
    }

    private Pair after(Pair pair, PairCommand command) {
        return step(decider, pair, command);
    }

    private static Pair step(PairDecider decider, Pair pair, PairCommand command) {
        return switch (decider.decide(pair, command)) {
            case Decision.Accepted<PairEvent, PairRejection>(var events) -> {
                Pair next = pair;
                for (PairEvent event : events) {
                    next = decider.evolve(next, event);
                }
                yield next;
            }
            case Decision.Rejected<PairEvent, PairRejection>(var reason) ->
                throw new AssertionError("refused: " + reason);
        };
    }

    private Then when(Pair pair, PairCommand command) {
        return new Then(decider.decide(pair, command));
    }

    private record Then(Decision<PairEvent, PairRejection> decision) {

        void then(PairEvent... events) {
            assertThat(decision)
                    .isInstanceOfSatisfying(
                            Decision.Accepted.class,
                            accepted -> assertThat(((Decision.Accepted<PairEvent, PairRejection>) accepted)
                                            .events().stream()
                                                    .map(PairDeciderTest::bare)
                                                    .toList())
                                    .isEqualTo(List.of(events)));
        }

        void then(PairRejection rejection) {
            assertThat(decision).isEqualTo(new Decision.Rejected<PairEvent, PairRejection>(rejection));
        }

        void thenNothing() {
            then(new PairEvent[0]);
        }
    }
}
