package org.carecontact.request.pairs.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.request.pairs.domain.Contact.EndedBy;
import org.carecontact.request.pairs.domain.Hold.Cause;
import org.carecontact.request.pairs.domain.Pair.InContact;
import org.carecontact.request.pairs.domain.Pair.Settled;
import org.carecontact.request.pairs.domain.Pair.Suspended;
import org.carecontact.request.pairs.domain.PairCommand.CeaseConsent;
import org.carecontact.request.pairs.domain.PairCommand.Elapse;
import org.carecontact.request.pairs.domain.PairCommand.EndContact;
import org.carecontact.request.pairs.domain.PairCommand.EndForMisuse;
import org.carecontact.request.pairs.domain.PairCommand.GoOn;
import org.carecontact.request.pairs.domain.PairCommand.Lift;
import org.carecontact.request.pairs.domain.PairCommand.PauseContact;
import org.carecontact.request.pairs.domain.PairCommand.ShowWeChat;
import org.carecontact.request.pairs.domain.PairCommand.Submit;
import org.carecontact.request.pairs.domain.PairCommand.Suspend;
import org.carecontact.request.pairs.domain.TimeLimit.Kind;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A suspended contact: each cause, and all of them together. */
class SuspensionTest {

    private static final Instant T = Instant.parse("2026-03-02T08:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final PairDecider DECIDER =
            new PairDecider(new Limits(DAY, DAY, DAY, DAY, DAY, DAY.multipliedBy(20)));
    private static final Party PATIENT = new Party.PatientSide(new PatientId("P1"));
    private static final Party DOCTOR = new Party.TheDoctor(new DoctorId("D1"));
    private static final Instant BACK = T.plus(DAY.multipliedBy(7));
    private static final InContact CONTACT = contact();

    @ParameterizedTest
    @EnumSource
    void each_cause_suspends_and_its_end_resumes(Cause cause) {
        Hold hold = new Hold(cause, "r1", T, null);
        Pair suspended = after(CONTACT, new Suspend(1, hold, T));

        assertThat(suspended).isEqualTo(new Suspended(CONTACT, List.of(hold)));
        assertThat(events(suspended, new Suspend(1, hold, T))).as("told again").hasSize(cause == Cause.ABSENCE ? 1 : 0);
        assertThat(after(suspended, new Lift(1, cause, "r1", T))).isEqualTo(CONTACT);
    }

    @Test
    void it_goes_on_only_when_the_last_hold_is_lifted() {
        Pair held = after(CONTACT, new Suspend(1, hold(Cause.REPORT, "r1"), T));
        held = after(held, new Suspend(1, hold(Cause.REPORT, "r2"), T));
        held = after(held, new Suspend(1, hold(Cause.CONSENT, "RENEWAL"), T));
        held = after(held, new PauseContact(1, DOCTOR, BACK, null, T));

        held = after(held, new Lift(1, Cause.REPORT, "r2", T));
        assertThat(events(held, new Lift(1, Cause.REPORT, "r2", T)))
                .as("lifted twice")
                .isEmpty();
        held = after(held, new GoOn(1, DOCTOR, T));
        held = after(held, new Lift(1, Cause.CONSENT, "another reason", T));
        assertThat(held).isEqualTo(new Suspended(CONTACT, List.of(hold(Cause.REPORT, "r1"))));

        assertThat(after(held, new Lift(1, Cause.REPORT, "r1", T))).isEqualTo(CONTACT);
        assertThat(events(CONTACT, new Lift(1, Cause.REPORT, "r1", T))).isEmpty();
    }

    @Test
    void only_the_doctor_pauses_and_only_within_the_contact() {
        refused(CONTACT, new PauseContact(1, PATIENT, BACK, null, T), new PairRejection.NotAParty());
        refused(CONTACT, new GoOn(1, PATIENT, T), new PairRejection.NotAParty());
        refused(CONTACT, new GoOn(1, DOCTOR, T), new PairRejection.NotPaused());
        Instant end = CONTACT.contact().endsAt();
        PairRejection notWithin = new PairRejection.PauseNotWithin(T, end);
        refused(CONTACT, new PauseContact(1, DOCTOR, T, null, T), notWithin);
        refused(CONTACT, new PauseContact(1, DOCTOR, end, null, T), notWithin);

        Pair paused = after(CONTACT, new PauseContact(1, DOCTOR, BACK, new DoctorId("D2"), T));
        assertThat(paused).isEqualTo(new Suspended(CONTACT, List.of(new Hold(Cause.ABSENCE, "D2", T, BACK))));
        Instant later = BACK.plus(DAY);
        assertThat(after(paused, new PauseContact(1, DOCTOR, later, null, T)))
                .as("a longer absence replaces the first")
                .isEqualTo(new Suspended(CONTACT, List.of(new Hold(Cause.ABSENCE, null, T, later))));
        Pair reported = after(CONTACT, new Suspend(1, hold(Cause.REPORT, "r1"), T));
        refused(reported, new GoOn(1, DOCTOR, T), new PairRejection.NotPaused());
    }

    @Test
    void after_the_absence_it_goes_on_by_itself() {
        Pair paused = after(CONTACT, new PauseContact(1, DOCTOR, BACK, null, T));
        assertThat(paused.timeLimit()).contains(new TimeLimit(Kind.SUSPENSION, BACK));
        refused(paused, new Elapse(Kind.SUSPENSION, BACK.minusMillis(1)), new PairRejection.NotDue());

        assertThat(after(paused, new Elapse(Kind.SUSPENSION, BACK))).isEqualTo(CONTACT);

        Pair both = after(paused, new Suspend(1, hold(Cause.CONSENT, "RENEWAL"), T));
        assertThat(after(both, new Elapse(Kind.SUSPENSION, BACK)))
                .isEqualTo(new Suspended(CONTACT, List.of(hold(Cause.CONSENT, "RENEWAL"))));
    }

    @Test
    void a_report_that_nobody_decides_ends_it_and_bars_nobody() {
        Pair reported = after(CONTACT, new Suspend(1, new Hold(Cause.REPORT, "r1", T, BACK), T));

        Settled over = (Settled) after(reported, new Elapse(Kind.SUSPENSION, BACK));

        assertThat(over.reason()).isEqualTo("report-undecided");
        assertThat(over.contact()).isEqualTo(CONTACT.contact().ended(EndedBy.MISUSE, BACK));
        assertThat(PairDecider.blocked(over, BACK)).isEmpty();
    }

    @Test
    void an_upheld_report_ends_it_and_may_bar_the_patients_side_also_after_the_end() {
        Instant barred = T.plus(DAY.multipliedBy(90));
        Pair reported = after(CONTACT, new Suspend(1, hold(Cause.REPORT, "r1"), T));

        Settled over = (Settled) after(reported, new EndForMisuse(1, barred, T));
        assertThat(over.contact()).isEqualTo(CONTACT.contact().ended(EndedBy.MISUSE, T));
        assertThat(PairDecider.blocked(over, barred.minusMillis(1))).isPresent();
        assertThat(PairDecider.blocked(over, barred)).isEmpty();
        assertThat(((Settled) after(CONTACT, new EndForMisuse(1, null, T))).coolDownUntil())
                .isNull();

        Settled ended = (Settled) after(reported, new EndContact(1, PATIENT, T));
        assertThat(((Settled) after(ended, new EndForMisuse(1, barred, T))).coolDownUntil())
                .as("who ends it first escapes nothing")
                .isEqualTo(barred);
        assertThat(events(ended, new EndForMisuse(1, null, T))).isEmpty();
        assertThat(events(ended, new Suspend(1, hold(Cause.REPORT, "r1"), T))).isEmpty();
        assertThat(events(ended, new Lift(1, Cause.REPORT, "r1", T))).isEmpty();
        refused(
                ended,
                new PauseContact(1, DOCTOR, BACK, null, T),
                new PairRejection.AlreadySettled(Pair.Outcome.ENDED, T));
    }

    @Test
    void what_ends_a_contact_ends_a_suspended_one() {
        Pair paused = after(CONTACT, new PauseContact(1, DOCTOR, BACK, null, T));
        assertThat(endedBy(after(paused, new EndContact(1, PATIENT, T)))).isEqualTo(EndedBy.PATIENT);
        assertThat(endedBy(after(paused, new EndContact(1, DOCTOR, T)))).isEqualTo(EndedBy.DOCTOR);
        assertThat(endedBy(after(paused, new CeaseConsent(1, PairCommand.Cessation.WITHDRAWN, T))))
                .isEqualTo(EndedBy.CONSENT);
        assertThat(endedBy(after(paused, new PairCommand.Redirect(1, "barred", List.of(), T, T))))
                .isEqualTo(EndedBy.POLICY);
        assertThat(endedBy(after(paused, new PairCommand.GiveWay(1, true, T)))).isEqualTo(EndedBy.MERGE);
        Instant end = CONTACT.contact().endsAt();
        Pair held = after(CONTACT, new Suspend(1, hold(Cause.CONSENT, "RENEWAL"), T));
        assertThat(held.timeLimit()).contains(new TimeLimit(Kind.CONTACT, end));
        assertThat(endedBy(after(held, new Elapse(Kind.CONTACT, end)))).isEqualTo(EndedBy.EXPIRY);
    }

    @Test
    void nobody_says_yes_while_the_consent_has_to_be_signed_anew() {
        Permit permit = new Permit(List.of("WECOM"), null, 30, List.of(), null, null, List.of(), null, 2, T);
        Pair asked = new Pair.AwaitingDoctor(request(1).asked(T), permit, BACK);
        PairCommand.Accept yes = new PairCommand.Accept(1, DOCTOR, null, PairCommand.Terms.SIGNED, T);
        Hold consent = hold(Cause.CONSENT, null);

        Pair held = after(asked, new Suspend(1, consent, T));

        assertThat(events(held, new Suspend(1, consent, BACK))).isEmpty();
        refused(held, yes, new PairRejection.ConsentToSign());
        assertThat(after(held, new PairCommand.Refuse(1, DOCTOR, T))).isInstanceOf(Settled.class);
        Pair signed = after(held, new Lift(1, Cause.CONSENT, null, T));
        assertThat(signed).isEqualTo(asked);
        assertThat(after(signed, yes)).isInstanceOf(InContact.class);
        refused(asked, new Suspend(1, hold(Cause.REPORT, "r1"), T), new PairRejection.NoContact());
        assertThat(events(asked, new Lift(1, Cause.CONSENT, null, T))).isEmpty();
    }

    @Test
    void a_doctor_who_leaves_the_hospital_ends_it_with_alternatives() {
        List<Alternative> desk = List.of(new Alternative("FRONT_DESK", "https://tongren.example/desk"));
        Pair paused = after(CONTACT, new PauseContact(1, DOCTOR, BACK, null, T));
        for (Pair contact : List.of(CONTACT, paused)) {
            Settled over = (Settled) after(contact, new PairCommand.LoseDoctor(desk, T));
            assertThat(endedBy(over)).isEqualTo(EndedBy.DEPARTURE);
            assertThat(over.alternatives()).isEqualTo(desk);
            assertThat(events(over, new PairCommand.LoseDoctor(desk, T))).isEmpty();
        }
        Settled redirected = (Settled) after(new Pair.Submitted(request(1), BACK), new PairCommand.LoseDoctor(desk, T));
        assertThat(redirected.outcome()).isEqualTo(Pair.Outcome.REDIRECTED);
        assertThat(redirected.reason()).isEqualTo("doctor-left");
        assertThat(PairDecider.blocked(redirected, T)).isEmpty();
    }

    @Test
    void nothing_of_a_suspended_contact_is_shown_and_no_other_is_asked_for() {
        Pair paused = after(CONTACT, new PauseContact(1, DOCTOR, BACK, null, T));
        refused(paused, new ShowWeChat(1, PATIENT, T), new PairRejection.ContactSuspended(List.of(Cause.ABSENCE)));
        refused(paused, new Submit(request(2), T), new PairRejection.AlreadyInContact(request(1)));
        assertThat(paused.live()).isTrue();
    }

    private static Hold hold(Cause cause, @Nullable String reference) {
        return new Hold(cause, reference, T, null);
    }

    private static @Nullable EndedBy endedBy(Pair pair) {
        Contact contact = ((Settled) pair).contact();
        return contact == null ? null : contact.endedBy();
    }

    private static InContact contact() {
        Contact contact = new Contact(
                "WECOM", Purpose.MEDICATION_ADJUSTMENT, null, List.of(), T, T.plus(DAY.multipliedBy(30)), null, null);
        return new InContact(request(1), contact, new Pair.Reminder(1, T.plus(DAY)), "sealed");
    }

    private static Request request(int number) {
        return Request.submitted(
                new RequestId(new PairId("abcdefghijklmnopqrstuvwxyz"), number),
                "tongren",
                new PatientId("P1"),
                new DoctorId("D1"),
                Purpose.MEDICATION_ADJUSTMENT,
                "sealed",
                Request.Wish.WECOM,
                null,
                Request.Route.PATIENT_PAGE,
                T);
    }

    private static void refused(Pair pair, PairCommand command, PairRejection reason) {
        assertThat(DECIDER.decide(pair, command)).isEqualTo(Decision.reject(reason));
    }

    private static List<PairEvent> events(Pair pair, PairCommand command) {
        return switch (DECIDER.decide(pair, command)) {
            case Decision.Accepted<PairEvent, PairRejection>(var events) -> events;
            case Decision.Rejected<PairEvent, PairRejection>(var reason) -> throw new AssertionError(reason);
        };
    }

    private static Pair after(Pair before, PairCommand command) {
        Pair pair = before;
        for (PairEvent event : events(before, command)) {
            pair = DECIDER.evolve(pair, event);
        }
        return pair;
    }
}
