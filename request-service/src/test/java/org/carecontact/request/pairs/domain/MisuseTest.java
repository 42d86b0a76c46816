package org.carecontact.request.pairs.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.request.pairs.domain.PairCommand.EndForMisuse;
import org.carecontact.request.pairs.domain.PairCommand.Submit;
import org.carecontact.request.pairs.domain.PairCommand.Unbar;
import org.carecontact.request.pairs.domain.PairEvent.ContactEnded;
import org.carecontact.request.pairs.domain.PairEvent.PatientBarred;
import org.carecontact.request.pairs.domain.PairEvent.PatientUnbarred;
import org.carecontact.request.pairs.domain.PairEvent.RequestDeclined;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.junit.jupiter.api.Test;

/** What a supervisor's decision of misuse does to a pair, and what its replacement takes back. */
class MisuseTest {

    private static final Instant T = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant LATER = T.plus(Duration.ofHours(1));
    private static final Instant YEAR = T.plus(Duration.ofDays(365));
    private static final Instant MONTH = T.plus(Duration.ofDays(30));
    private static final PairDecider DECIDER = new PairDecider(new Limits(
            Duration.ofDays(2),
            Duration.ofDays(7),
            Duration.ofDays(30),
            Duration.ofDays(3),
            Duration.ofDays(30),
            Duration.ofDays(20)));
    private static final Contact CONTACT = new Contact(
            "WECOM", Purpose.MEDICATION_ADJUSTMENT, null, List.of(), T, T.plus(Duration.ofDays(90)), null, null);

    @Test
    void k6_a_bar_counts_for_a_contact_that_ended_before() {
        Pair.Settled ended = ended(1);

        assertThat(decided(ended, new EndForMisuse(1, YEAR, LATER)))
                .containsExactly(new PatientBarred(ended.barred(YEAR)));
        assertThat(decided(ended.barred(YEAR), new EndForMisuse(1, MONTH, LATER)))
                .isEmpty();
    }

    @Test
    void k6_whoever_asks_again_before_the_decision_does_not_escape_the_bar() {
        Pair.Submitted asked = new Pair.Submitted(request(2), T.plus(Duration.ofDays(2)));
        Pair.InContact again = new Pair.InContact(request(2), CONTACT, null, null);
        Pair.Settled over = new Pair.Settled(request(2), Pair.Outcome.WITHDRAWN, "withdrawn", T, List.of(), null, null);

        assertThat(decided(asked, new EndForMisuse(1, YEAR, LATER)))
                .containsExactly(new RequestDeclined(
                        new Pair.Settled(request(2), Pair.Outcome.DECLINED, "misuse", LATER, List.of(), null, YEAR)));
        assertThat(decided(again, new EndForMisuse(1, YEAR, LATER)))
                .singleElement()
                .isInstanceOfSatisfying(ContactEnded.class, event -> {
                    assertThat(event.settled().contact()).isEqualTo(CONTACT.ended(Contact.EndedBy.MISUSE, LATER));
                    assertThat(event.settled().coolDownUntil()).isEqualTo(YEAR);
                });
        assertThat(decided(over, new EndForMisuse(1, YEAR, LATER)))
                .containsExactly(new PatientBarred(over.barred(YEAR)));
        for (Pair pair : List.of(asked, again, over)) {
            assertThat(PairDecider.blocked(after(pair, new EndForMisuse(1, YEAR, LATER)), LATER))
                    .contains(new PairRejection.CoolingDown(YEAR, List.of()));
        }
    }

    @Test
    void k6_without_a_bar_an_old_decision_changes_nothing_of_a_new_request() {
        for (Pair pair : List.of(
                new Pair.Submitted(request(2), T.plus(Duration.ofDays(2))),
                new Pair.InContact(request(2), CONTACT, null, null))) {
            assertThat(DECIDER.decide(pair, new EndForMisuse(1, null, LATER)))
                    .isEqualTo(Decision.reject(new PairRejection.Superseded(2)));
        }
    }

    @Test
    void k6_a_bar_is_taken_back_as_far_as_nothing_else_bars() {
        Pair.Settled barred = ended(1).barred(YEAR);

        assertThat(decided(barred, new Unbar(1, YEAR, null, LATER))).containsExactly(new PatientUnbarred(ended(1)));
        assertThat(decided(barred, new Unbar(1, YEAR, MONTH, LATER)))
                .containsExactly(new PatientUnbarred(ended(1).barred(MONTH)));
        assertThat(decided(barred, new Unbar(1, MONTH, null, LATER))).isEmpty();
        assertThat(PairDecider.blocked(after(barred, new Unbar(1, YEAR, null, LATER)), LATER))
                .isEqualTo(Optional.empty());
        assertThat(DECIDER.decide(after(barred, new Unbar(1, YEAR, null, LATER)), new Submit(request(2), LATER)))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void k6_what_goes_on_again_is_not_touched_when_a_bar_is_taken_back() {
        Pair.Settled declined =
                new Pair.Settled(request(2), Pair.Outcome.DECLINED, "doctor-declined", T, List.of(), null, MONTH);
        for (Pair pair : List.of(
                new Pair.Submitted(request(2), T.plus(Duration.ofDays(2))),
                new Pair.InContact(request(2), CONTACT, null, null),
                declined)) {
            assertThat(decided(pair, new Unbar(1, YEAR, null, LATER))).isEmpty();
        }
        assertThat(DECIDER.decide(new Pair.NoRequest(List.of()), new Unbar(1, YEAR, null, LATER)))
                .isEqualTo(Decision.reject(new PairRejection.NoSuchRequest()));
    }

    private static Pair.Settled ended(int number) {
        return new Pair.Settled(
                request(number),
                Pair.Outcome.ENDED,
                "ended-by-patient",
                T,
                List.of(),
                CONTACT.ended(Contact.EndedBy.PATIENT, T),
                null);
    }

    private static Request request(int number) {
        return Request.submitted(
                new RequestId(PairId.parse("a".repeat(26)).orElseThrow(), number),
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

    private static List<PairEvent> decided(Pair pair, PairCommand command) {
        if (DECIDER.decide(pair, command)
                instanceof Decision.Accepted<PairEvent, PairRejection>(List<PairEvent> events)) {
            return events;
        }
        throw new AssertionError("refused");
    }

    private static Pair after(Pair pair, PairCommand command) {
        Pair after = pair;
        for (PairEvent event : decided(pair, command)) {
            after = DECIDER.evolve(after, event);
        }
        return after;
    }
}
