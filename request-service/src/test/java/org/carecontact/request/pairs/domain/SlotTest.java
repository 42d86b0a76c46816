package org.carecontact.request.pairs.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.request.pairs.domain.PairCommand.Accept;
import org.carecontact.request.pairs.domain.PairCommand.Allow;
import org.carecontact.request.pairs.domain.PairCommand.EndContact;
import org.carecontact.request.pairs.domain.PairCommand.Taking;
import org.carecontact.request.pairs.domain.PairCommand.Withdraw;
import org.carecontact.request.pairs.domain.Slot.Kind;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which places of quotas a pair takes, keeps and gives back. */
class SlotTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final PairDecider DECIDER = new PairDecider(new Limits(DAY, DAY, DAY, DAY, DAY, DAY));
    private static final Instant T = Instant.parse("2026-03-02T08:00:00Z");
    private static final Party PATIENT = new Party.PatientSide(new PatientId("P1"));
    private static final Party DOCTOR = new Party.TheDoctor(new DoctorId("D1"));
    private static final Slot OPEN = slot(Kind.PATIENT_OPEN, "", 1);
    private static final Slot TO_DOCTOR = slot(Kind.DOCTOR_OPEN, "", 1);
    private static final Slot MONTH = slot(Kind.PATIENT_MONTH, "2026-03", 1);
    private static final Slot TODAY = slot(Kind.DOCTOR_DAY, "2026-03-02", 1);
    private static final Slot TOMORROW = slot(Kind.DOCTOR_DAY, "2026-03-03", 1);
    private static final Slot CONTACT = slot(Kind.DOCTOR_CONTACT, "", 1);
    private static final Pair SUBMITTED =
            new Pair.Submitted(request(1).holding(List.of(OPEN, TO_DOCTOR, MONTH)), T.plus(DAY));

    @Test
    void an_open_request_holds_its_places_and_one_that_is_over_the_months_alone() {
        assertThat(SUBMITTED.slots()).containsExactly(OPEN, TO_DOCTOR, MONTH);
        assertThat(after(SUBMITTED, new Withdraw(1, PATIENT, T)).slots()).containsExactly(MONTH);
        assertThat(new Pair.NoRequest(List.of()).slots()).isEmpty();
    }

    @Test
    void a_days_place_is_kept_once_the_doctor_was_asked() {
        Pair asked = after(SUBMITTED, new Taking(List.of(TODAY), new Allow(1, permit(null, null), T)));
        Pair held = after(
                SUBMITTED,
                new Taking(List.of(TOMORROW), new Allow(1, permit(null, null).notBefore(T.plus(DAY)), T)));

        assertThat(asked.slots()).containsExactly(OPEN, TO_DOCTOR, MONTH, TODAY);
        assertThat(held.slots()).containsExactly(OPEN, TO_DOCTOR, MONTH, TOMORROW);
        assertThat(after(asked, new Withdraw(1, PATIENT, T)).slots()).containsExactly(MONTH, TODAY);
        assertThat(after(held, new Withdraw(1, PATIENT, T)).slots()).containsExactly(MONTH);
        Pair later = after(held, new PairCommand.Elapse(TimeLimit.Kind.DELIVERY, T.plus(DAY)));
        assertThat(later).isInstanceOf(Pair.AwaitingDoctor.class);
        assertThat(after(later, new Withdraw(1, PATIENT, T)).slots()).containsExactly(MONTH, TOMORROW);
    }

    @Test
    void another_permit_takes_another_day_before_the_doctor_is_asked_and_none_after() {
        Pair held = after(
                SUBMITTED,
                new Taking(List.of(TOMORROW), new Allow(1, permit(null, null).notBefore(T.plus(DAY)), T)));
        Pair asked = after(held, new Taking(List.of(TODAY), new Allow(1, permit(null, null), T)));
        Pair revised = after(asked, new Taking(List.of(TOMORROW), new Allow(1, permit(null, null), T)));

        assertThat(asked.slots()).containsExactly(OPEN, TO_DOCTOR, MONTH, TODAY);
        assertThat(revised.slots()).isEqualTo(asked.slots());
    }

    @Test
    void without_a_day_left_a_request_is_turned_back_and_what_the_doctor_was_asked_or_granted_stays() {
        PairCommand none = new PairCommand.NoTurn(1, List.of(new Alternative("FRONT_DESK", "tel:1")), T, T);
        Pair asked = after(SUBMITTED, new Allow(1, permit(null, null), T));
        Pair granted = after(asked, new Accept(1, DOCTOR, null, PairCommand.Terms.SIGNED, T));

        Pair.Settled over = (Pair.Settled) after(SUBMITTED, none);

        assertThat(over.outcome()).isEqualTo(Pair.Outcome.REDIRECTED);
        assertThat(over.reason()).isEqualTo("doctor-quota");
        assertThat(over.alternatives()).hasSize(1);
        assertThat(over.coolDownUntil()).isNull();
        assertThat(after(asked, none)).isEqualTo(asked);
        assertThat(after(granted, none)).isEqualTo(granted);
        assertThat(refusal(over, none)).isInstanceOf(PairRejection.AlreadySettled.class);
    }

    @Test
    void a_contact_takes_one_of_the_doctors_places_until_it_ends() {
        Pair asked = after(SUBMITTED, new Allow(1, permit(2, null), T));

        assertThat(refusal(asked, new Accept(1, DOCTOR, null, PairCommand.Terms.SIGNED, T)))
                .isEqualTo(new PairRejection.PlaceTaken());
        Pair granted =
                after(asked, new Taking(List.of(CONTACT), new Accept(1, DOCTOR, null, PairCommand.Terms.SIGNED, T)));
        assertThat(granted).isInstanceOf(Pair.InContact.class);
        assertThat(granted.slots()).containsExactly(MONTH, CONTACT);
        assertThat(after(granted, new EndContact(1, PATIENT, T)).slots()).containsExactly(MONTH);
        assertThat(after(
                        after(SUBMITTED, new Allow(1, permit(null, null), T)),
                        new Accept(1, DOCTOR, null, PairCommand.Terms.SIGNED, T)))
                .isInstanceOf(Pair.InContact.class);
    }

    @Test
    void a_place_of_an_earlier_contact_is_not_one_for_this() {
        Slot earlier = new Slot(Kind.DOCTOR_CONTACT, "", 1, 1);
        Pair second = new Pair.AwaitingDoctor(request(2).holding(List.of(earlier)), permit(2, null), T.plus(DAY));

        assertThat(refusal(second, new Accept(2, DOCTOR, null, PairCommand.Terms.SIGNED, T)))
                .isEqualTo(new PairRejection.PlaceTaken());
    }

    @ParameterizedTest
    @EnumSource(AutoAnswer.Kind.class)
    void rules_that_accept_without_a_place_leave_the_answer_to_the_doctor(AutoAnswer.Kind kind) {
        Allow allow = new Allow(1, permit(2, new AutoAnswer(kind, null)), T);

        Pair without = after(SUBMITTED, allow);
        Pair with = after(SUBMITTED, new Taking(List.of(CONTACT), allow));

        if (kind == AutoAnswer.Kind.ACCEPT) {
            assertThat(without).isInstanceOf(Pair.AwaitingDoctor.class);
            assertThat(with).isInstanceOf(Pair.InContact.class);
        } else {
            assertThat(without).isInstanceOf(Pair.Settled.class);
        }
    }

    @Test
    void who_takes_a_place_without_an_effect_takes_none() {
        assertThat(refusal(
                        new Pair.NoRequest(List.of()),
                        new Taking(List.of(TODAY), new Accept(1, DOCTOR, null, PairCommand.Terms.SIGNED, T))))
                .isEqualTo(new PairRejection.NoSuchRequest());
        Pair over = after(SUBMITTED, new Withdraw(1, PATIENT, T));
        assertThat(refusal(over, new Taking(List.of(TODAY), new Allow(1, permit(null, null), T))))
                .isInstanceOf(PairRejection.AlreadySettled.class);
    }

    @Test
    void what_is_archived_holds_nothing() {
        Pair.Settled over = (Pair.Settled) after(SUBMITTED, new Withdraw(1, PATIENT, T));

        assertThat(over.slots()).isNotEmpty();
        assertThat(over.forTheArchive().request().slots()).isEmpty();
    }

    @Test
    void the_first_free_place_is_taken() {
        assertThat(Slot.free(Set.of())).isEqualTo(1);
        assertThat(Slot.free(Set.of(1, 2, 4))).isEqualTo(3);
        assertThat(Slot.free(Set.of(2, 9))).isEqualTo(1);
    }

    @Test
    void places_of_two_people_or_hospitals_are_never_the_same() {
        assertThat(Slot.places(Kind.PATIENT_OPEN, "a", new PatientId("P1"), new DoctorId("D1"), ""))
                .isEqualTo(Slot.places(Kind.PATIENT_OPEN, "a", new PatientId("P1"), new DoctorId("D2"), ""))
                .isNotEqualTo(Slot.places(Kind.PATIENT_OPEN, "b", new PatientId("P1"), new DoctorId("D1"), ""))
                .isNotEqualTo(Slot.places(Kind.PATIENT_OPEN, "a", new PatientId("P1:"), new DoctorId("D1"), ""))
                .isNotEqualTo(Slot.places(Kind.PATIENT_MONTH, "a", new PatientId("P1"), new DoctorId("D1"), ""))
                .isNotEqualTo(Slot.places(Kind.DOCTOR_OPEN, "a", new PatientId("P1"), new DoctorId("P1"), ""));
    }

    private static Slot slot(Kind kind, String span, int which) {
        return new Slot(kind, span, which, 1);
    }

    private static Request request(int number) {
        return Request.submitted(
                new RequestId(PairId.parse("a".repeat(26)).orElseThrow(), number),
                "tongren",
                new PatientId("P1"),
                new DoctorId("D1"),
                Purpose.CHRONIC_CARE,
                "",
                Request.Wish.ANY,
                null,
                Request.Route.API,
                T);
    }

    private static Permit permit(@Nullable Integer capacity, @Nullable AutoAnswer answer) {
        return new Permit(List.of("WECOM"), null, 30, List.of(), answer, null, List.of(), capacity, 2, T);
    }

    private static Pair after(Pair before, PairCommand command) {
        return switch (DECIDER.decide(before, command)) {
            case Decision.Accepted<PairEvent, PairRejection>(var events) -> {
                Pair pair = before;
                for (PairEvent event : events) {
                    pair = DECIDER.evolve(pair, event);
                }
                yield pair;
            }
            case Decision.Rejected<PairEvent, PairRejection>(var reason) ->
                throw new AssertionError("refused: " + reason);
        };
    }

    private static PairRejection refusal(Pair before, PairCommand command) {
        return switch (DECIDER.decide(before, command)) {
            case Decision.Accepted<PairEvent, PairRejection>(var events) -> throw new AssertionError(events.toString());
            case Decision.Rejected<PairEvent, PairRejection>(var reason) -> reason;
        };
    }
}
