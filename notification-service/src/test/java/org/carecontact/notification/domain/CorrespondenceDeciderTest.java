package org.carecontact.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.notification.domain.Attempt.Called;
import org.carecontact.notification.domain.Attempt.NotCalled;
import org.carecontact.notification.domain.Correspondence.Ongoing;
import org.carecontact.notification.domain.CorrespondenceCommand.Hear;
import org.carecontact.notification.domain.CorrespondenceCommand.RecordAttempts;
import org.carecontact.notification.domain.CorrespondenceCommand.TryAgain;
import org.carecontact.notification.domain.CorrespondenceEvent.AttemptsPostponed;
import org.carecontact.notification.domain.CorrespondenceEvent.AttemptsStarted;
import org.carecontact.notification.domain.CorrespondenceEvent.NewsHeard;
import org.carecontact.notification.domain.CorrespondenceEvent.NoticesSettled;
import org.carecontact.notification.domain.CorrespondenceRejection.NotAwaited;
import org.carecontact.notification.domain.CorrespondenceRejection.NothingHeard;
import org.carecontact.notification.domain.Delivery.Failed;
import org.carecontact.notification.domain.Delivery.Sending;
import org.carecontact.notification.domain.Delivery.Sent;
import org.carecontact.notification.domain.Delivery.Suppressed;
import org.carecontact.notification.domain.Delivery.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class CorrespondenceDeciderTest {

    private static final Instant T0 = Instant.parse("2026-11-23T08:00:00Z");
    private static final Parties PARTIES = new Parties("tongren", "pair", "pair-1", "P000123", "D0007");
    private static final SealedCode CODE = new SealedCode("c2VhbGVk", at(600));
    private static final NoticeKey ASKED = new NoticeKey(Kind.CONSENT_ASKED, Addressee.PATIENT, 0);
    private static final NoticeKey FIRST_CODE = new NoticeKey(Kind.SIGNING_CODE, Addressee.PATIENT, 1);
    private static final NoticeKey DOCTOR = new NoticeKey(Kind.DOCTOR_ASKED, Addressee.DOCTOR, 0);
    private static final NoticeKey GRANTED = new NoticeKey(Kind.CONTACT_GRANTED, Addressee.PATIENT, 0);
    private static final Outcome ACCEPTED = new Outcome.Accepted("m1");
    private static final Outcome DOWN = new Outcome.Failed("provider-unreachable", true);

    private final CorrespondenceDecider decider = new CorrespondenceDecider(
            new Limits(3, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(30)));

    // ---- what news call for ----

    @Test
    void a_wanted_signature_intends_a_notice_to_the_signer() {
        given().when(hear(new News.SignatureWanted(Addressee.GUARDIAN)))
                .then(NewsHeard.class)
                .leaves(new NoticeKey(Kind.CONSENT_ASKED, Addressee.GUARDIAN, 0), new Sending(1, T0));
    }

    @Test
    void an_issued_code_is_kept_sealed_until_its_notice_is_settled() {
        var issued = given().when(hear(new News.CodeIssued(Addressee.PATIENT, 1, CODE)));
        assertThat(issued.notice(FIRST_CODE).code()).isEqualTo(CODE);
        assertThat(issued.and(called(FIRST_CODE, 1, DOWN)).notice(FIRST_CODE).code())
                .isEqualTo(CODE);
        assertThat(issued.and(called(FIRST_CODE, 1, ACCEPTED))
                        .notice(FIRST_CODE)
                        .code())
                .isNull();
    }

    @Test
    void a_wanted_answer_intends_a_notice_to_the_doctor() {
        given().when(hear(new News.DoctorWanted())).then(NewsHeard.class).leaves(DOCTOR, new Sending(1, T0));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"CONTACT_GRANTED", "REQUEST_REDIRECTED", "REQUEST_DECLINED", "REQUEST_EXPIRED", "CONTACT_ENDED"})
    void an_answer_goes_to_the_one_who_asked_while_no_signer_is_known(Kind kind) {
        given().when(hear(answer(kind, Addressee.GUARDIAN)))
                .then(NewsHeard.class)
                .leaves(new NoticeKey(kind, Addressee.GUARDIAN, 0), new Sending(1, T0));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"CONTACT_GRANTED", "REQUEST_REDIRECTED", "REQUEST_DECLINED", "REQUEST_EXPIRED", "CONTACT_ENDED"})
    void an_answer_goes_to_the_signer_once_known(Kind kind) {
        given(
                        hear(new News.SignatureWanted(Addressee.GUARDIAN)),
                        called(new NoticeKey(Kind.CONSENT_ASKED, Addressee.GUARDIAN, 0), 1, ACCEPTED))
                .when(hear(answer(kind, Addressee.PATIENT)))
                .then(NewsHeard.class)
                .leaves(new NoticeKey(kind, Addressee.GUARDIAN, 0), new Sending(1, T0));
    }

    @Test
    void an_ended_contact_is_told_to_both_sides() {
        given().when(hear(new News.ContactEnded(Addressee.PATIENT)))
                .leaves(new NoticeKey(Kind.CONTACT_ENDED, Addressee.PATIENT, 0), new Sending(1, T0))
                .leaves(new NoticeKey(Kind.CONTACT_ENDED, Addressee.DOCTOR, 0), new Sending(1, T0));
    }

    @Test
    void the_end_of_a_consent_and_a_withdrawal_are_told_to_nobody() {
        assertThat(given().when(hear(new News.ConsentEnded())).state().notices())
                .isEmpty();
        assertThat(given().when(hear(new News.Withdrawn())).state().notices()).isEmpty();
    }

    @Test
    void the_same_news_twice_intend_one_notice() {
        given(hear(new News.DoctorWanted()), called(DOCTOR, 1, ACCEPTED))
                .when(hear(new News.DoctorWanted()))
                .thenNothing()
                .leaves(DOCTOR, new Sent("m1"));
    }

    @Test
    void every_issue_of_a_code_is_a_notice_of_its_own() {
        given(hear(new News.CodeIssued(Addressee.PATIENT, 1, CODE)), called(FIRST_CODE, 1, ACCEPTED))
                .when(hear(new News.CodeIssued(Addressee.PATIENT, 2, CODE)))
                .leaves(new NoticeKey(Kind.SIGNING_CODE, Addressee.PATIENT, 2), new Sending(1, T0));
    }

    // ---- what makes a notice pointless ----

    @ParameterizedTest
    @CsvSource({
        "CONSENT_ASKED, SIGNED",
        "CONSENT_ASKED, CONSENT_OVER",
        "CONSENT_ASKED, GRANTED",
        "CONSENT_ASKED, SETTLED",
        "CONSENT_ASKED, WITHDRAWN",
        "CONSENT_ASKED, CONTACT_OVER",
        "SIGNING_CODE, SIGNED",
        "SIGNING_CODE, CONSENT_OVER",
        "SIGNING_CODE, GRANTED",
        "SIGNING_CODE, SETTLED",
        "SIGNING_CODE, WITHDRAWN",
        "SIGNING_CODE, CONTACT_OVER",
        "DOCTOR_ASKED, CONSENT_OVER",
        "DOCTOR_ASKED, GRANTED",
        "DOCTOR_ASKED, SETTLED",
        "DOCTOR_ASKED, WITHDRAWN",
        "DOCTOR_ASKED, CONTACT_OVER",
        "CONTACT_GRANTED, CONSENT_OVER",
        "CONTACT_GRANTED, WITHDRAWN",
        "CONTACT_GRANTED, CONTACT_OVER",
        "REQUEST_REDIRECTED, WITHDRAWN",
        "REQUEST_DECLINED, WITHDRAWN",
        "REQUEST_EXPIRED, WITHDRAWN"
    })
    void a_notice_that_waits_is_suppressed_by_what_makes_it_pointless(Kind kind, Fact fact) {
        assertThat(kind.pointlessAfter(Set.of(fact))).contains(fact);
    }

    @Test
    void nothing_else_makes_a_notice_pointless() {
        long rows = 0;
        for (Kind kind : Kind.values()) {
            for (Fact fact : Fact.values()) {
                rows += kind.pointlessAfter(Set.of(fact)).isPresent() ? 1 : 0;
            }
        }
        assertThat(rows).isEqualTo(23);
    }

    @Test
    void news_that_come_after_the_end_of_what_they_tell_are_never_sent() {
        given(hear(new News.ContactEnded(Addressee.PATIENT)))
                .when(hear(new News.Granted(Addressee.PATIENT, false)))
                .then(NoticesSettled.class)
                .leaves(GRANTED, new Suppressed("contact-over"));
    }

    @Test
    void a_doctor_whose_rules_granted_it_is_told_like_the_patient_and_one_who_answered_is_not() {
        NoticeKey doctor = new NoticeKey(Kind.CONTACT_GRANTED, Addressee.DOCTOR, 0);
        given().when(hear(new News.Granted(Addressee.PATIENT, true)))
                .leaves(GRANTED, new Sending(1, T0))
                .leaves(doctor, new Sending(1, T0));
        assertThat(given().when(hear(new News.Granted(Addressee.PATIENT, false)))
                        .state()
                        .notices())
                .hasSize(1);
    }

    @Test
    void a_signature_wanted_after_the_withdrawal_is_not_asked_for() {
        given(hear(new News.Withdrawn()))
                .when(hear(new News.SignatureWanted(Addressee.PATIENT)))
                .leaves(ASKED, new Suppressed("withdrawn"));
    }

    @Test
    void a_doctor_who_was_skipped_because_the_grant_came_first_is_not_asked_any_more() {
        given(hear(new News.Granted(Addressee.PATIENT, false)))
                .when(hear(new News.DoctorWanted()))
                .leaves(DOCTOR, new Suppressed("granted"));
    }

    @Test
    void a_withdrawal_suppresses_what_waits() {
        given(hear(new News.DoctorWanted()), called(DOCTOR, 1, DOWN))
                .when(hear(new News.Withdrawn()))
                .then(NewsHeard.class, NoticesSettled.class)
                .leaves(DOCTOR, new Suppressed("withdrawn"));
    }

    @Test
    void a_withdrawal_leaves_a_call_under_way_to_its_outcome() {
        given(hear(new News.DoctorWanted()))
                .when(hear(new News.Withdrawn()))
                .then(NewsHeard.class)
                .leaves(DOCTOR, new Sending(1, T0))
                .and(called(DOCTOR, 1, ACCEPTED))
                .leaves(DOCTOR, new Sent("m1"));
    }

    @Test
    void a_call_that_failed_is_not_repeated_after_a_withdrawal() {
        given(hear(new News.DoctorWanted()), hear(new News.Withdrawn()))
                .when(called(DOCTOR, 1, DOWN))
                .then(NoticesSettled.class)
                .leaves(DOCTOR, new Suppressed("withdrawn"));
    }

    @Test
    void a_call_without_outcome_is_not_repeated_after_a_withdrawal_but_counted() {
        var after = given(hear(new News.DoctorWanted()), hear(new News.Withdrawn()))
                .when(new TryAgain(at(30)))
                .leaves(DOCTOR, new Suppressed("withdrawn"));
        assertThat(after.notice(DOCTOR).providerCalls()).isEqualTo(1);
        assertThat(after.notice(DOCTOR).unknownOutcomes()).isEqualTo(1);
    }

    @Test
    void a_code_is_not_sent_when_it_has_expired() {
        given(hear(new News.CodeIssued(Addressee.PATIENT, 1, CODE)))
                .when(calledAt(at(600), FIRST_CODE, 1, DOWN))
                .leaves(FIRST_CODE, new Suppressed("code-expired"));
        given(hear(new News.CodeIssued(Addressee.PATIENT, 1, CODE)), called(FIRST_CODE, 1, DOWN))
                .when(new TryAgain(at(600)))
                .leaves(FIRST_CODE, new Suppressed("code-expired"));
        given().when(new Hear(PARTIES, new News.CodeIssued(Addressee.PATIENT, 1, CODE), at(600)))
                .leaves(FIRST_CODE, new Suppressed("code-expired"));
    }

    @Test
    void an_older_code_that_waits_is_suppressed_by_a_newer_one() {
        given(hear(new News.CodeIssued(Addressee.PATIENT, 1, CODE)), called(FIRST_CODE, 1, DOWN))
                .when(hear(new News.CodeIssued(Addressee.PATIENT, 2, CODE)))
                .leaves(FIRST_CODE, new Suppressed("newer-code"))
                .leaves(new NoticeKey(Kind.SIGNING_CODE, Addressee.PATIENT, 2), new Sending(1, T0));
    }

    // ---- what a call leads to ----

    @Test
    void an_accepted_message_is_sent_and_counted() {
        var sent = given(hear(new News.DoctorWanted()))
                .when(called(DOCTOR, 1, ACCEPTED))
                .then(NoticesSettled.class)
                .leaves(DOCTOR, new Sent("m1"));
        assertThat(sent.notice(DOCTOR).providerCalls()).isEqualTo(1);
        assertThat(sent.notice(DOCTOR).unknownOutcomes()).isZero();
    }

    @Test
    void a_refused_person_fails_with_the_providers_reason() {
        given(hear(new News.DoctorWanted()))
                .when(called(DOCTOR, 1, new Outcome.Refused("unsubscribed")))
                .leaves(DOCTOR, new Failed("unsubscribed"));
    }

    @Test
    void a_refused_person_with_another_way_is_tried_there_at_once() {
        given(hear(new News.DoctorWanted()))
                .when(new RecordAttempts(
                        List.of(new Called(DOCTOR, 1, "wecom", new Outcome.Refused("unsubscribed"), true)), T0))
                .leaves(DOCTOR, new Waiting(1, T0, "unsubscribed"));
    }

    @Test
    void a_failure_without_hope_fails_at_once() {
        given(hear(new News.DoctorWanted()))
                .when(called(DOCTOR, 1, new Outcome.Failed("provider-answered-400", false)))
                .leaves(DOCTOR, new Failed("provider-answered-400"));
    }

    @Test
    void a_failure_is_tried_again_after_a_doubled_back_off_and_given_up_after_the_last_attempt() {
        given(hear(new News.DoctorWanted()))
                .when(called(DOCTOR, 1, DOWN))
                .then(AttemptsPostponed.class)
                .leaves(DOCTOR, new Waiting(1, at(1), "provider-unreachable"))
                .and(new TryAgain(at(1)))
                .then(AttemptsStarted.class)
                .leaves(DOCTOR, new Sending(2, at(1)))
                .and(called(DOCTOR, 2, DOWN))
                .leaves(DOCTOR, new Waiting(2, at(2), "provider-unreachable"))
                .and(new TryAgain(at(2)))
                .and(called(DOCTOR, 3, DOWN))
                .then(NoticesSettled.class)
                .leaves(DOCTOR, new Failed("provider-unreachable"));
    }

    @Test
    void the_back_off_has_a_longest() {
        Limits limits = new Limits(99, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(30));
        assertThat(limits.backOff(6)).isEqualTo(Duration.ofSeconds(32));
        assertThat(limits.backOff(7)).isEqualTo(Duration.ofSeconds(60));
        assertThat(limits.backOff(99)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void a_recipient_who_is_not_known_yet_is_no_provider_call() {
        var waiting = given(hear(new News.DoctorWanted()))
                .when(new RecordAttempts(List.of(new NotCalled(DOCTOR, 1, "unknown-recipient", true)), T0))
                .leaves(DOCTOR, new Waiting(1, at(1), "unknown-recipient"));
        assertThat(waiting.notice(DOCTOR).providerCalls()).isZero();
    }

    @Test
    void an_unknown_outcome_is_counted_and_called_again() {
        var again = given(hear(new News.DoctorWanted()))
                .when(called(DOCTOR, 1, new Outcome.Unknown()))
                .leaves(DOCTOR, new Waiting(1, at(1), "unknown-outcome"))
                .and(new TryAgain(at(1)))
                .and(called(DOCTOR, 2, ACCEPTED))
                .leaves(DOCTOR, new Sent("m1"));
        assertThat(again.notice(DOCTOR).providerCalls()).isEqualTo(2);
        assertThat(again.notice(DOCTOR).unknownOutcomes()).isEqualTo(1);
    }

    @Test
    void an_intent_that_never_told_is_an_unknown_outcome() {
        var again = given(hear(new News.DoctorWanted()))
                .when(new TryAgain(at(30)))
                .then(AttemptsStarted.class)
                .leaves(DOCTOR, new Sending(2, at(30)));
        assertThat(again.notice(DOCTOR).providerCalls()).isEqualTo(1);
        assertThat(again.notice(DOCTOR).unknownOutcomes()).isEqualTo(1);
    }

    @Test
    void an_intent_is_left_alone_until_its_time_is_over() {
        given(hear(new News.DoctorWanted()))
                .when(new TryAgain(at(29)))
                .thenNothing()
                .leaves(DOCTOR, new Sending(1, T0));
    }

    @Test
    void intents_that_never_tell_are_given_up_after_the_last_attempt() {
        given(hear(new News.DoctorWanted()), new TryAgain(at(30)), new TryAgain(at(60)))
                .when(new TryAgain(at(90)))
                .leaves(DOCTOR, new Failed("unknown-outcome"));
    }

    @Test
    void a_result_that_comes_after_its_intent_was_replaced_does_not_count() {
        given(hear(new News.DoctorWanted()), new TryAgain(at(30)))
                .when(called(DOCTOR, 1, ACCEPTED))
                .thenRefused(new NotAwaited())
                .leaves(DOCTOR, new Sending(2, at(30)));
    }

    @Test
    void the_same_result_twice_counts_once() {
        var twice = given(hear(new News.DoctorWanted()), called(DOCTOR, 1, ACCEPTED))
                .when(called(DOCTOR, 1, ACCEPTED))
                .thenRefused(new NotAwaited());
        assertThat(twice.notice(DOCTOR).providerCalls()).isEqualTo(1);
    }

    @Test
    void results_of_one_write_are_settled_together() {
        NoticeKey patient = new NoticeKey(Kind.CONTACT_ENDED, Addressee.PATIENT, 0);
        NoticeKey doctor = new NoticeKey(Kind.CONTACT_ENDED, Addressee.DOCTOR, 0);
        given(hear(new News.ContactEnded(Addressee.PATIENT)))
                .when(new RecordAttempts(
                        List.of(
                                new Called(patient, 1, "sms", ACCEPTED, false),
                                new Called(doctor, 1, "wecom", new Outcome.Refused("left"), false)),
                        T0))
                .then(NoticesSettled.class)
                .leaves(patient, new Sent("m1"))
                .leaves(doctor, new Failed("left"));
    }

    @Test
    void nothing_follows_a_settled_notice() {
        given(hear(new News.DoctorWanted()), called(DOCTOR, 1, ACCEPTED))
                .when(new TryAgain(at(3600)))
                .thenNothing();
    }

    @Test
    void where_nothing_was_heard_nothing_is_tried_or_recorded() {
        given().when(new TryAgain(T0)).thenRefused(new NothingHeard());
        given().when(called(DOCTOR, 1, ACCEPTED)).thenRefused(new NothingHeard());
    }

    // ---- given, when, then ----

    private static News answer(Kind kind, Addressee side) {
        return switch (kind) {
            case CONTACT_GRANTED -> new News.Granted(side, false);
            case REQUEST_REDIRECTED -> new News.Redirected(side);
            case REQUEST_DECLINED -> new News.Declined(side);
            case REQUEST_EXPIRED -> new News.Expired(side);
            case CONTACT_ENDED -> new News.ContactEnded(side);
            case CONSENT_ASKED, SIGNING_CODE, DOCTOR_ASKED -> throw new IllegalArgumentException();
        };
    }

    private static Instant at(long seconds) {
        return T0.plusSeconds(seconds);
    }

    private static CorrespondenceCommand hear(News news) {
        return new Hear(PARTIES, news, T0);
    }

    private static CorrespondenceCommand called(NoticeKey key, int number, Outcome outcome) {
        return calledAt(T0, key, number, outcome);
    }

    private static CorrespondenceCommand calledAt(Instant now, NoticeKey key, int number, Outcome outcome) {
        return new RecordAttempts(List.of(new Called(key, number, key.to().usualSystem(), outcome, false)), now);
    }

    private Story given(CorrespondenceCommand... commands) {
        Story story = new Story(decider.initial(), List.of(), null);
        for (CorrespondenceCommand command : commands) {
            story = story.and(command);
        }
        return story;
    }

    private final class Story {

        private final Correspondence correspondence;
        private final List<CorrespondenceEvent> events;
        private final @org.jspecify.annotations.Nullable CorrespondenceRejection refused;

        Story(
                Correspondence correspondence,
                List<CorrespondenceEvent> events,
                @org.jspecify.annotations.Nullable CorrespondenceRejection refused) {
            this.correspondence = correspondence;
            this.events = events;
            this.refused = refused;
        }

        Story when(CorrespondenceCommand command) {
            return and(command);
        }

        Story and(CorrespondenceCommand command) {
            return switch (decider.decide(correspondence, command)) {
                case Decision.Accepted<CorrespondenceEvent, CorrespondenceRejection>(var followed) -> {
                    Correspondence after = correspondence;
                    for (CorrespondenceEvent event : followed) {
                        after = decider.evolve(after, event);
                    }
                    yield new Story(after, followed, null);
                }
                case Decision.Rejected<CorrespondenceEvent, CorrespondenceRejection>(var reason) ->
                    new Story(correspondence, List.of(), reason);
            };
        }

        @SafeVarargs
        final Story then(Class<? extends CorrespondenceEvent>... types) {
            assertThat(refused).isNull();
            assertThat(events).extracting(Object::getClass).containsExactly((Class<?>[]) types);
            return this;
        }

        Story thenNothing() {
            assertThat(refused).isNull();
            assertThat(events).isEmpty();
            return this;
        }

        Story thenRefused(CorrespondenceRejection reason) {
            assertThat(refused).isEqualTo(reason);
            return this;
        }

        Story leaves(NoticeKey key, Delivery delivery) {
            assertThat(notice(key).delivery()).isEqualTo(delivery);
            return this;
        }

        Notice notice(NoticeKey key) {
            return state().notice(key).orElseThrow();
        }

        Ongoing state() {
            return (Ongoing) correspondence;
        }
    }
}
