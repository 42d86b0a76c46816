package org.carecontact.request.pairs.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.request.pairs.domain.Pair.InContact;
import org.carecontact.request.pairs.domain.PairCommand.AnswerRenewal;
import org.carecontact.request.pairs.domain.PairCommand.AskForRenewal;
import org.carecontact.request.pairs.domain.PairCommand.Elapse;
import org.carecontact.request.pairs.domain.PairCommand.Suspend;
import org.carecontact.request.pairs.domain.TimeLimit.Kind;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.junit.jupiter.api.Test;

/** K3: a contact is renewed by both sides, on the same terms, for as long again. */
class RenewalTest {

    private static final Instant T = Instant.parse("2026-03-02T08:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final PairDecider DECIDER =
            new PairDecider(new Limits(DAY, DAY, DAY, DAY, DAY, DAY.multipliedBy(1000)));
    private static final Party PATIENT = new Party.PatientSide(new PatientId("P1"));
    private static final Party DOCTOR = new Party.TheDoctor(new DoctorId("D1"));
    private static final Instant END = T.plus(DAY.multipliedBy(365));
    private static final Instant FROM = END.minus(DAY.multipliedBy(30));
    private static final InContact CONTACT = contact(END);

    @Test
    void k3_a_month_before_its_end_the_patients_side_is_told_once() {
        assertThat(CONTACT.timeLimit()).contains(new TimeLimit(Kind.RENEWAL, FROM));
        Pair told = after(CONTACT, new Elapse(Kind.RENEWAL, FROM));

        assertThat(told).isEqualTo(CONTACT.with(new Renewal(0, FROM, null, false)));
        assertThat(told.timeLimit()).contains(new TimeLimit(Kind.CONTACT, END));
        refused(told, new Elapse(Kind.RENEWAL, FROM), new PairRejection.NotDue());
    }

    @Test
    void k3_a_short_contact_is_renewed_in_its_second_half() {
        InContact brief = contact(T.plus(DAY.multipliedBy(10)));
        assertThat(brief.timeLimit()).contains(new TimeLimit(Kind.RENEWAL, T.plus(DAY.multipliedBy(5))));
    }

    @Test
    void k3_the_patients_side_asks_and_the_doctor_renews_for_as_long_again_every_time() {
        Instant before = FROM.minusMillis(1);
        refused(CONTACT, new AskForRenewal(1, PATIENT, before), new PairRejection.RenewalTooEarly(FROM));
        refused(CONTACT, new AskForRenewal(1, DOCTOR, FROM), new PairRejection.NotAParty());
        refused(CONTACT, new AnswerRenewal(1, DOCTOR, true, FROM), new PairRejection.NoRenewalAsked());

        Pair asked = after(CONTACT, new AskForRenewal(1, PATIENT, FROM));
        assertThat(asked.timeLimit())
                .as("who asked is not told that they can")
                .contains(new TimeLimit(Kind.CONTACT, END));
        assertThat(events(asked, new AskForRenewal(1, PATIENT, FROM))).isEmpty();
        refused(asked, new AnswerRenewal(1, PATIENT, true, FROM), new PairRejection.NotAParty());

        InContact renewed = (InContact) after(asked, new AnswerRenewal(1, DOCTOR, true, FROM));
        assertThat(renewed.contact().endsAt()).isEqualTo(END.plus(DAY.multipliedBy(365)));
        assertThat(renewed.contact().startsAt()).isEqualTo(T);
        refused(renewed, new AnswerRenewal(1, DOCTOR, true, FROM), new PairRejection.NoRenewalAsked());

        Instant again = END.plus(DAY.multipliedBy(335));
        assertThat(renewed.timeLimit()).contains(new TimeLimit(Kind.RENEWAL, again));
        InContact twice = (InContact)
                after(after(renewed, new AskForRenewal(1, PATIENT, again)), new AnswerRenewal(1, DOCTOR, true, again));
        assertThat(twice.contact().endsAt()).isEqualTo(END.plus(DAY.multipliedBy(730)));
    }

    @Test
    void k3_after_the_doctors_no_it_ends_in_its_time_and_nobody_asks_again() {
        Pair no = after(after(CONTACT, new AskForRenewal(1, PATIENT, FROM)), new AnswerRenewal(1, DOCTOR, false, FROM));

        refused(no, new AskForRenewal(1, PATIENT, FROM), new PairRejection.RenewalRefused(END));
        assertThat(no.timeLimit()).contains(new TimeLimit(Kind.CONTACT, END));
        assertThat(after(no, new Elapse(Kind.CONTACT, END))).isInstanceOf(Pair.Settled.class);
    }

    @Test
    void a_suspended_contact_is_not_renewed_and_keeps_how_far_it_was() {
        Pair asked = after(CONTACT, new AskForRenewal(1, PATIENT, FROM));
        Hold hold = new Hold(Hold.Cause.REPORT, "r1", FROM, null);
        Pair held = after(asked, new Suspend(1, hold, FROM));
        PairRejection suspended = new PairRejection.ContactSuspended(List.of(Hold.Cause.REPORT));

        refused(held, new AnswerRenewal(1, DOCTOR, true, FROM), suspended);
        refused(held, new AskForRenewal(1, PATIENT, FROM), suspended);
        assertThat(after(held, new PairCommand.Lift(1, Hold.Cause.REPORT, "r1", FROM)))
                .isEqualTo(asked);
    }

    private static InContact contact(Instant end) {
        Contact contact = new Contact("WECOM", Purpose.MEDICATION_ADJUSTMENT, null, List.of(), T, end, null, null);
        Request request = Request.submitted(
                new RequestId(new PairId("abcdefghijklmnopqrstuvwxyz"), 1),
                "tongren",
                new PatientId("P1"),
                new DoctorId("D1"),
                Purpose.MEDICATION_ADJUSTMENT,
                "sealed",
                Request.Wish.WECOM,
                null,
                Request.Route.PATIENT_PAGE,
                T);
        return new InContact(request, contact, new Pair.Reminder(1, T.plus(DAY.multipliedBy(1000))), null);
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
