package org.carecontact.notification.correspondence.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.notification.correspondence.domain.Attempt.Called;
import org.carecontact.notification.correspondence.domain.Attempt.NotCalled;
import org.carecontact.notification.correspondence.domain.Correspondence.Ongoing;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand.NoteOccasion;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand.NoteReceipt;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand.RecordAttempts;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand.Replay;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand.TryAgain;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent.AttemptsPostponed;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent.AttemptsStarted;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent.NoticesSettled;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent.OccasionNoted;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection.NoCorrespondence;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection.NotAwaited;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection.NotGivenUp;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection.NothingToReport;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection.Pointless;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection.TooEarly;
import org.carecontact.notification.correspondence.domain.Delivery.Asking;
import org.carecontact.notification.correspondence.domain.Delivery.Failed;
import org.carecontact.notification.correspondence.domain.Delivery.Sending;
import org.carecontact.notification.correspondence.domain.Delivery.Sent;
import org.carecontact.notification.correspondence.domain.Delivery.Suppressed;
import org.carecontact.notification.correspondence.domain.Delivery.Unsettled;
import org.carecontact.notification.correspondence.domain.Delivery.Waiting;
import org.carecontact.notification.recipients.domain.Addressee;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

// Longer than 300 lines: one scenario for each row of the table.
final class CorrespondenceDeciderTest {

    private static final Instant T0 = Instant.parse("2026-11-23T08:00:00Z");
    private static final Parties PARTIES = new Parties(
            "tongren",
            RequestId.of("a".repeat(26) + "-1").pair(),
            RequestId.of("a".repeat(26) + "-1"),
            new PatientId("P000123"),
            new DoctorId("D0007"),
            null);
    private static final SealedCode CODE = new SealedCode("c2VhbGVk", at(600));
    private static final NoticeKey ASKED = new NoticeKey(NoticeKind.CONSENT_ASKED, Addressee.PATIENT, 0);
    private static final NoticeKey FIRST_CODE = new NoticeKey(NoticeKind.SIGNING_CODE, Addressee.PATIENT, 1);
    private static final NoticeKey DOCTOR = new NoticeKey(NoticeKind.DOCTOR_ASKED, Addressee.DOCTOR, 0);
    private static final NoticeKey GRANTED = new NoticeKey(NoticeKind.CONTACT_GRANTED, Addressee.PATIENT, 0);
    private static final CallOutcome ACCEPTED = new CallOutcome.Accepted("m1");
    private static final CallOutcome UNKNOWN = new CallOutcome.Unknown("no-answer");
    private static final CallOutcome DOWN = new CallOutcome.RefusedUntil(T0, "provider-unreachable");

    private final CorrespondenceDecider decider = new CorrespondenceDecider(new RetryLimits(
            3, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofMinutes(15)));

    // ---- what occasions call for ----

    @Test
    void a_wanted_signature_intends_a_notice_to_the_signer() {
        given().when(on(new Occasion.SignatureWanted(Addressee.GUARDIAN)))
                .then(OccasionNoted.class)
                .leaves(new NoticeKey(NoticeKind.CONSENT_ASKED, Addressee.GUARDIAN, 0), new Sending(1, T0));
    }

    @Test
    void an_issued_code_is_kept_sealed_until_its_notice_is_settled() {
        Story issued = given().when(on(new Occasion.CodeIssued(Addressee.PATIENT, 1, CODE, false)));
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
        given().when(on(new Occasion.DoctorWanted())).then(OccasionNoted.class).leaves(DOCTOR, new Sending(1, T0));
    }

    @ParameterizedTest
    @EnumSource(
            value = NoticeKind.class,
            names = {
                "CONTACT_GRANTED",
                "REQUEST_REDIRECTED",
                "REQUEST_DECLINED",
                "REQUEST_EXPIRED",
                "ASK_AGAIN_POSSIBLE",
                "REQUEST_MERGED",
                "CONTACT_ENDED"
            })
    void an_answer_goes_to_the_one_who_asked_while_no_signer_is_known(NoticeKind kind) {
        given().when(on(answer(kind, Addressee.GUARDIAN)))
                .then(OccasionNoted.class)
                .leaves(new NoticeKey(kind, Addressee.GUARDIAN, 0), new Sending(1, T0));
    }

    @Test
    void k5_each_reminder_goes_out_once_and_none_after_the_contact() {
        Story reminded = given().when(on(new Occasion.ReminderDue(Addressee.PATIENT, 1)))
                .and(on(new Occasion.ReminderDue(Addressee.PATIENT, 1)))
                .and(on(new Occasion.ReminderDue(Addressee.PATIENT, 2)));
        assertThat(reminded.state().notices())
                .extracting(Notice::key)
                .containsExactly(
                        new NoticeKey(NoticeKind.CONTACT_REMINDER, Addressee.PATIENT, 1),
                        new NoticeKey(NoticeKind.CONTACT_REMINDER, Addressee.PATIENT, 2));
        NoticeKey third = new NoticeKey(NoticeKind.CONTACT_REMINDER, Addressee.PATIENT, 3);
        given(on(new Occasion.ContactEnded(Addressee.PATIENT)))
                .when(on(new Occasion.ReminderDue(Addressee.PATIENT, 3)))
                .leaves(third, new Suppressed("contact-over"));
    }

    @Test
    void c7_whoever_is_asked_to_sign_anew_is_told_and_gets_a_code_although_a_contact_is_granted() {
        NoticeKey renewal = new NoticeKey(NoticeKind.CONSENT_RENEWAL_DUE, Addressee.PATIENT, 4);
        NoticeKey code = new NoticeKey(NoticeKind.SIGNING_CODE, Addressee.PATIENT, 2);
        CorrespondenceCommand granted = on(new Occasion.Granted(Addressee.PATIENT, false));

        Story asked = given(granted)
                .when(on(new Occasion.SignatureWantedAnew(Addressee.PATIENT, 4)))
                .leaves(renewal, new Sending(1, T0))
                .and(on(new Occasion.CodeIssued(Addressee.PATIENT, 2, CODE, true)))
                .leaves(code, new Sending(1, T0));
        asked.and(on(new Occasion.SignatureWantedAnew(Addressee.PATIENT, 4))).leaves(renewal, new Sending(1, T0));
        given(granted, on(new Occasion.SignedAnew(false, 5)))
                .when(on(new Occasion.CodeIssued(Addressee.PATIENT, 3, CODE, false)))
                .leaves(new NoticeKey(NoticeKind.SIGNING_CODE, Addressee.PATIENT, 3), new Suppressed("signed"));
        given(on(new Occasion.ConsentEnded()))
                .when(on(new Occasion.SignatureWantedAnew(Addressee.PATIENT, 6)))
                .leaves(
                        new NoticeKey(NoticeKind.CONSENT_RENEWAL_DUE, Addressee.PATIENT, 6),
                        new Suppressed("consent-over"));
    }

    @Test
    void c5_a_patient_who_came_of_age_hears_from_now_on_what_the_guardian_heard() {
        given(on(new Occasion.SignatureWanted(Addressee.GUARDIAN)))
                .when(on(new Occasion.SignatureWantedAnew(Addressee.PATIENT, 4)))
                .and(on(new Occasion.ReminderDue(Addressee.GUARDIAN, 1)))
                .leaves(new NoticeKey(NoticeKind.CONTACT_REMINDER, Addressee.PATIENT, 1), new Sending(1, T0));
    }

    @ParameterizedTest
    @EnumSource(
            value = NoticeKind.class,
            names = {
                "CONTACT_GRANTED",
                "REQUEST_REDIRECTED",
                "REQUEST_DECLINED",
                "REQUEST_EXPIRED",
                "ASK_AGAIN_POSSIBLE",
                "REQUEST_MERGED",
                "CONTACT_ENDED"
            })
    void an_answer_goes_to_the_signer_once_known(NoticeKind kind) {
        given(
                        on(new Occasion.SignatureWanted(Addressee.GUARDIAN)),
                        called(new NoticeKey(NoticeKind.CONSENT_ASKED, Addressee.GUARDIAN, 0), 1, ACCEPTED))
                .when(on(answer(kind, Addressee.PATIENT)))
                .then(OccasionNoted.class)
                .leaves(new NoticeKey(kind, Addressee.GUARDIAN, 0), new Sending(1, T0));
    }

    @Test
    void an_ended_contact_is_told_to_both_sides() {
        given().when(on(new Occasion.ContactEnded(Addressee.PATIENT)))
                .leaves(new NoticeKey(NoticeKind.CONTACT_ENDED, Addressee.PATIENT, 0), new Sending(1, T0))
                .leaves(new NoticeKey(NoticeKind.CONTACT_ENDED, Addressee.DOCTOR, 0), new Sending(1, T0));
    }

    @Test
    void the_patient_is_told_that_a_family_member_asked_and_signed_whatever_happens_to_the_request() {
        NoticeKey asked = new NoticeKey(NoticeKind.FAMILY_ASKED, Addressee.PATIENT, 0);
        NoticeKey signed = new NoticeKey(NoticeKind.FAMILY_SIGNED, Addressee.PATIENT, 0);
        given().when(on(new Occasion.FamilyAsked())).then(OccasionNoted.class).leaves(asked, new Sending(1, T0));
        given(
                        on(new Occasion.FamilyAsked()),
                        called(asked, 1, DOWN),
                        on(new Occasion.SignatureWanted(Addressee.GUARDIAN)))
                .when(on(new Occasion.FamilySigned()))
                .leaves(signed, new Sending(1, T0));
        given(on(new Occasion.FamilyAsked()), on(new Occasion.FamilySigned()), called(asked, 1, DOWN))
                .when(on(new Occasion.Withdrawn()))
                .leaves(asked, new Waiting(1, T0.plusSeconds(1), "provider-unreachable"))
                .leaves(signed, new Sending(1, T0));
    }

    @Test
    void a_message_too_many_waits_without_using_up_an_attempt() {
        Instant until = T0.plusSeconds(3600);
        Story deferred = given(on(new Occasion.DoctorWanted()))
                .when(new RecordAttempts(List.of(new Attempt.Deferred(DOCTOR, 1, "too-many-messages", until)), T0));
        assertThat(deferred.notice(DOCTOR).delivery()).isEqualTo(new Waiting(0, until, "too-many-messages"));
        assertThat(deferred.and(new TryAgain(until)).notice(DOCTOR).delivery()).isEqualTo(new Sending(1, until));
    }

    @Test
    void a_message_too_many_is_not_sent_later_once_it_is_pointless() {
        assertThat(given(on(new Occasion.DoctorWanted()), on(new Occasion.Withdrawn()))
                        .when(new RecordAttempts(
                                List.of(new Attempt.Deferred(DOCTOR, 1, "too-many-messages", T0.plusSeconds(9))), T0))
                        .notice(DOCTOR)
                        .delivery())
                .isEqualTo(new Suppressed("withdrawn"));
    }

    @Test
    void the_end_of_a_consent_and_a_withdrawal_are_told_to_nobody() {
        assertThat(given().when(on(new Occasion.ConsentEnded())).state().notices())
                .isEmpty();
        assertThat(given().when(on(new Occasion.Withdrawn())).state().notices()).isEmpty();
    }

    @Test
    void the_same_news_twice_intend_one_notice() {
        given(on(new Occasion.DoctorWanted()), called(DOCTOR, 1, ACCEPTED))
                .when(on(new Occasion.DoctorWanted()))
                .thenNothing()
                .leaves(DOCTOR, new Sent("m1", null));
    }

    @Test
    void every_issue_of_a_code_is_a_notice_of_its_own() {
        given(on(new Occasion.CodeIssued(Addressee.PATIENT, 1, CODE, false)), called(FIRST_CODE, 1, ACCEPTED))
                .when(on(new Occasion.CodeIssued(Addressee.PATIENT, 2, CODE, false)))
                .leaves(new NoticeKey(NoticeKind.SIGNING_CODE, Addressee.PATIENT, 2), new Sending(1, T0));
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
        "CONTACT_REMINDER, CONSENT_OVER",
        "CONTACT_REMINDER, WITHDRAWN",
        "CONTACT_REMINDER, CONTACT_OVER",
        "CONSENT_RENEWAL_DUE, SIGNED",
        "CONSENT_RENEWAL_DUE, CONSENT_OVER",
        "CONSENT_RENEWAL_DUE, WITHDRAWN",
        "CONSENT_RENEWAL_DUE, CONTACT_OVER",
        "CONTACT_RENEWAL, CONSENT_OVER",
        "CONTACT_RENEWAL, WITHDRAWN",
        "CONTACT_RENEWAL, CONTACT_OVER",
        "CONTACT_SUSPENDED, CONSENT_OVER",
        "CONTACT_SUSPENDED, WITHDRAWN",
        "CONTACT_SUSPENDED, CONTACT_OVER",
        "CONTACT_RESUMED, CONSENT_OVER",
        "CONTACT_RESUMED, WITHDRAWN",
        "CONTACT_RESUMED, CONTACT_OVER",
        "REQUEST_REDIRECTED, WITHDRAWN",
        "REQUEST_DECLINED, WITHDRAWN",
        "REQUEST_EXPIRED, WITHDRAWN"
    })
    void a_notice_that_waits_is_suppressed_by_what_makes_it_pointless(NoticeKind kind, CaseFact fact) {
        assertThat(kind.pointlessAfter(Set.of(fact))).contains(fact);
    }

    @Test
    void both_sides_are_told_of_a_suspension_and_only_the_patients_of_the_doctors_absence() {
        Story suspended = given().when(on(new Occasion.ContactSuspended(Addressee.PATIENT, 7, false)))
                .and(on(new Occasion.ContactSuspended(Addressee.PATIENT, 7, false)))
                .and(on(new Occasion.ContactSuspended(Addressee.PATIENT, 9, true)));
        assertThat(suspended.state().notices())
                .extracting(Notice::key)
                .containsExactly(
                        new NoticeKey(NoticeKind.CONTACT_SUSPENDED, Addressee.PATIENT, 7),
                        new NoticeKey(NoticeKind.CONTACT_SUSPENDED, Addressee.DOCTOR, 7),
                        new NoticeKey(NoticeKind.CONTACT_SUSPENDED, Addressee.PATIENT, 9));
    }

    @Test
    void both_sides_are_told_of_each_decision_of_a_report_once() {
        Story decided = given().when(on(new Occasion.ReportDecided(Addressee.PATIENT, 202)))
                .and(on(new Occasion.ReportDecided(Addressee.PATIENT, 202)))
                .and(on(new Occasion.ReportDecided(Addressee.PATIENT, 204)));
        assertThat(decided.state().notices())
                .extracting(Notice::key)
                .containsExactly(
                        new NoticeKey(NoticeKind.REPORT_DECIDED, Addressee.PATIENT, 202),
                        new NoticeKey(NoticeKind.REPORT_DECIDED, Addressee.DOCTOR, 202),
                        new NoticeKey(NoticeKind.REPORT_DECIDED, Addressee.PATIENT, 204),
                        new NoticeKey(NoticeKind.REPORT_DECIDED, Addressee.DOCTOR, 204));
    }

    @Test
    void nothing_else_makes_a_notice_pointless() {
        long rows = 0;
        for (NoticeKind kind : NoticeKind.values()) {
            for (CaseFact fact : CaseFact.values()) {
                rows += kind.pointlessAfter(Set.of(fact)).isPresent() ? 1 : 0;
            }
        }
        assertThat(rows).isEqualTo(39);
    }

    @Test
    void occasion_that_come_after_the_end_of_what_they_tell_are_never_sent() {
        given(on(new Occasion.ContactEnded(Addressee.PATIENT)))
                .when(on(new Occasion.Granted(Addressee.PATIENT, false)))
                .then(NoticesSettled.class)
                .leaves(GRANTED, new Suppressed("contact-over"));
    }

    @Test
    void a_doctor_whose_rules_granted_it_is_told_like_the_patient_and_one_who_answered_is_not() {
        NoticeKey doctor = new NoticeKey(NoticeKind.CONTACT_GRANTED, Addressee.DOCTOR, 0);
        given().when(on(new Occasion.Granted(Addressee.PATIENT, true)))
                .leaves(GRANTED, new Sending(1, T0))
                .leaves(doctor, new Sending(1, T0));
        assertThat(given().when(on(new Occasion.Granted(Addressee.PATIENT, false)))
                        .state()
                        .notices())
                .hasSize(1);
    }

    @Test
    void a_signature_wanted_after_the_withdrawal_is_not_asked_for() {
        given(on(new Occasion.Withdrawn()))
                .when(on(new Occasion.SignatureWanted(Addressee.PATIENT)))
                .leaves(ASKED, new Suppressed("withdrawn"));
    }

    @Test
    void a_doctor_who_was_skipped_because_the_grant_came_first_is_not_asked_any_more() {
        given(on(new Occasion.Granted(Addressee.PATIENT, false)))
                .when(on(new Occasion.DoctorWanted()))
                .leaves(DOCTOR, new Suppressed("granted"));
    }

    @Test
    void a_withdrawal_suppresses_what_waits() {
        given(on(new Occasion.DoctorWanted()), called(DOCTOR, 1, DOWN))
                .when(on(new Occasion.Withdrawn()))
                .then(OccasionNoted.class, NoticesSettled.class)
                .leaves(DOCTOR, new Suppressed("withdrawn"));
    }

    @Test
    void a_withdrawal_leaves_a_call_under_way_to_its_outcome() {
        given(on(new Occasion.DoctorWanted()))
                .when(on(new Occasion.Withdrawn()))
                .then(OccasionNoted.class)
                .leaves(DOCTOR, new Sending(1, T0))
                .and(called(DOCTOR, 1, ACCEPTED))
                .leaves(DOCTOR, new Sent("m1", null));
    }

    @Test
    void a_call_that_failed_is_not_repeated_after_a_withdrawal() {
        given(on(new Occasion.DoctorWanted()), on(new Occasion.Withdrawn()))
                .when(called(DOCTOR, 1, DOWN))
                .then(NoticesSettled.class)
                .leaves(DOCTOR, new Suppressed("withdrawn"));
    }

    @Test
    void a_call_without_outcome_is_not_repeated_after_a_withdrawal_but_counted() {
        Story after = given(on(new Occasion.DoctorWanted()), on(new Occasion.Withdrawn()))
                .when(new TryAgain(at(30)))
                .leaves(DOCTOR, new Suppressed("withdrawn"));
        assertThat(after.notice(DOCTOR).providerCalls()).isEqualTo(1);
        assertThat(after.notice(DOCTOR).unknownOutcomes()).isEqualTo(1);
    }

    @Test
    void a_code_is_not_sent_when_it_has_expired() {
        given(on(new Occasion.CodeIssued(Addressee.PATIENT, 1, CODE, false)))
                .when(calledAt(at(600), FIRST_CODE, 1, DOWN))
                .leaves(FIRST_CODE, new Suppressed("code-expired"));
        given(on(new Occasion.CodeIssued(Addressee.PATIENT, 1, CODE, false)), called(FIRST_CODE, 1, DOWN))
                .when(new TryAgain(at(600)))
                .leaves(FIRST_CODE, new Suppressed("code-expired"));
        given().when(new NoteOccasion(PARTIES, new Occasion.CodeIssued(Addressee.PATIENT, 1, CODE, false), at(600)))
                .leaves(FIRST_CODE, new Suppressed("code-expired"));
    }

    @Test
    void an_older_code_that_waits_is_suppressed_by_a_newer_one() {
        given(on(new Occasion.CodeIssued(Addressee.PATIENT, 1, CODE, false)), called(FIRST_CODE, 1, DOWN))
                .when(on(new Occasion.CodeIssued(Addressee.PATIENT, 2, CODE, false)))
                .leaves(FIRST_CODE, new Suppressed("newer-code"))
                .leaves(new NoticeKey(NoticeKind.SIGNING_CODE, Addressee.PATIENT, 2), new Sending(1, T0));
    }

    // ---- what a call leads to ----

    @Test
    void an_accepted_message_is_sent_and_counted() {
        Story sent = given(on(new Occasion.DoctorWanted()))
                .when(called(DOCTOR, 1, ACCEPTED))
                .then(NoticesSettled.class)
                .leaves(DOCTOR, new Sent("m1", null));
        assertThat(sent.notice(DOCTOR).providerCalls()).isEqualTo(1);
        assertThat(sent.notice(DOCTOR).unknownOutcomes()).isZero();
    }

    @Test
    void a_refused_person_fails_with_the_providers_reason() {
        given(on(new Occasion.DoctorWanted()))
                .when(called(DOCTOR, 1, new CallOutcome.RefusedForGood("unsubscribed")))
                .leaves(DOCTOR, new Failed("unsubscribed"));
    }

    @Test
    void a_refused_person_with_another_way_is_tried_there_at_once() {
        given(on(new Occasion.DoctorWanted()))
                .when(new RecordAttempts(
                        List.of(new Called(
                                DOCTOR, 1, "wecom", "main", new CallOutcome.RefusedForGood("unsubscribed"), true)),
                        T0))
                .leaves(DOCTOR, new Waiting(1, T0, "unsubscribed"));
    }

    @Test
    void a_fault_of_ours_keeps_the_notice_and_takes_another_way_at_once() {
        CallOutcome ours = new CallOutcome.RefusedOurFault("sign-illegal");
        given(on(new Occasion.DoctorWanted()))
                .when(called(DOCTOR, 1, ours))
                .leaves(DOCTOR, new Waiting(1, at(1), "sign-illegal"));
        given(on(new Occasion.DoctorWanted()))
                .when(new RecordAttempts(List.of(new Called(DOCTOR, 1, "wecom", "main", ours, true)), T0))
                .leaves(DOCTOR, new Waiting(1, T0, "sign-illegal"));
    }

    @Test
    void a_limit_holds_its_provider_until_its_window_ends_and_another_way_is_taken_at_once() {
        CallOutcome limit = new CallOutcome.RefusedUntil(at(3600), "day-limit");
        Story alone = given(on(new Occasion.DoctorWanted()))
                .when(called(DOCTOR, 1, limit))
                .leaves(DOCTOR, new Waiting(1, at(3600), "day-limit"));
        assertThat(alone.notice(DOCTOR).ways().isHeld("main", at(3599))).isTrue();
        assertThat(alone.notice(DOCTOR).ways().isHeld("main", at(3600))).isFalse();
        assertThat(alone.notice(DOCTOR).ways().isHeld("other", at(1))).isFalse();
        Story other = given(on(new Occasion.DoctorWanted()))
                .when(new RecordAttempts(List.of(new Called(DOCTOR, 1, "wecom", "main", limit, true)), T0))
                .leaves(DOCTOR, new Waiting(1, T0, "day-limit"));
        assertThat(other.notice(DOCTOR).ways().isHeld("main", at(3599))).isTrue();
    }

    @Test
    void a_provider_that_could_not_be_reached_is_held_for_the_back_off() {
        Story down = given(on(new Occasion.DoctorWanted())).when(called(DOCTOR, 1, DOWN));
        assertThat(down.notice(DOCTOR).ways().isHeld("main", T0)).isTrue();
        assertThat(down.notice(DOCTOR).ways().isHeld("main", at(1))).isFalse();
    }

    @Test
    void a_failure_is_tried_again_after_a_doubled_back_off_and_given_up_after_the_last_attempt() {
        given(on(new Occasion.DoctorWanted()))
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
        RetryLimits limits = new RetryLimits(
                99, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofMinutes(15));
        assertThat(limits.backOff(6)).isEqualTo(Duration.ofSeconds(32));
        assertThat(limits.backOff(7)).isEqualTo(Duration.ofSeconds(60));
        assertThat(limits.backOff(99)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void a_recipient_who_is_not_known_yet_is_no_provider_call() {
        Story waiting = given(on(new Occasion.DoctorWanted()))
                .when(new RecordAttempts(List.of(new NotCalled(DOCTOR, 1, "unknown-recipient", true)), T0))
                .leaves(DOCTOR, new Waiting(1, at(1), "unknown-recipient"));
        assertThat(waiting.notice(DOCTOR).providerCalls()).isZero();
    }

    @Test
    void an_unknown_outcome_is_counted_and_asked_about_before_anything_is_sent_again() {
        given(on(new Occasion.DoctorWanted()))
                .when(called(DOCTOR, 1, UNKNOWN))
                .then(AttemptsPostponed.class)
                .leaves(DOCTOR, new Unsettled(1, T0, 0, at(1), "unknown-outcome"))
                .and(new TryAgain(at(1)))
                .then(AttemptsStarted.class)
                .leaves(DOCTOR, new Asking(2, T0, 0, at(1)));
    }

    @Test
    void a_provider_that_drops_repetitions_settles_it_by_the_same_call() {
        Story again = unknown(DOCTOR).and(called(DOCTOR, 2, ACCEPTED)).leaves(DOCTOR, new Sent("m1", null));
        assertThat(again.notice(DOCTOR).providerCalls()).isEqualTo(2);
        assertThat(again.notice(DOCTOR).unknownOutcomes()).isEqualTo(1);
    }

    @Test
    void a_repeated_call_that_was_not_taken_proves_nothing_about_the_first() {
        unknown(DOCTOR)
                .and(called(DOCTOR, 2, new CallOutcome.RefusedUntil(at(60), "busy")))
                .leaves(DOCTOR, new Unsettled(2, T0, 1, at(60), "busy"));
        unknown(DOCTOR)
                .and(called(DOCTOR, 2, new CallOutcome.RefusedOurFault("sign-illegal")))
                .leaves(DOCTOR, new Unsettled(2, T0, 1, at(2), "sign-illegal"));
        Story lost = unknown(DOCTOR)
                .and(called(DOCTOR, 2, UNKNOWN))
                .leaves(DOCTOR, new Unsettled(2, T0, 1, at(2), "unknown-outcome"));
        assertThat(lost.notice(DOCTOR).unknownOutcomes()).isEqualTo(2);
    }

    @Test
    void a_repeated_call_that_is_refused_for_good_ends_it() {
        unknown(DOCTOR)
                .and(called(DOCTOR, 2, new CallOutcome.RefusedForGood("blocked")))
                .leaves(DOCTOR, new Failed("blocked"));
        unknown(DOCTOR)
                .and(new RecordAttempts(
                        List.of(new Called(
                                DOCTOR, 2, "wecom", "main", new CallOutcome.RefusedForGood("blocked"), true)),
                        T0))
                .leaves(DOCTOR, new Waiting(2, T0, "blocked"));
    }

    @ParameterizedTest
    @CsvSource({"SENT, true", "SENT, false"})
    void what_the_provider_has_is_sent(Settlement settlement, boolean otherWay) {
        unknown(DOCTOR).and(asked(DOCTOR, settlement, otherWay)).leaves(DOCTOR, new Sent("", null));
    }

    @Test
    void what_the_provider_never_had_is_sent_again() {
        Story again = unknown(DOCTOR)
                .and(asked(DOCTOR, Settlement.NOT_SENT, false))
                .leaves(DOCTOR, new Waiting(2, T0, "not-sent"))
                .and(new TryAgain(T0))
                .leaves(DOCTOR, new Sending(3, T0));
        assertThat(again.notice(DOCTOR).ways().resent()).isZero();
    }

    @Test
    void what_the_provider_could_not_deliver_takes_another_way_or_fails() {
        unknown(DOCTOR)
                .and(asked(DOCTOR, Settlement.NOT_DELIVERED, true))
                .leaves(DOCTOR, new Waiting(2, T0, "not-delivered"));
        unknown(DOCTOR).and(asked(DOCTOR, Settlement.NOT_DELIVERED, false)).leaves(DOCTOR, new Failed("not-delivered"));
    }

    @Test
    void what_the_provider_can_not_tell_yet_is_asked_later() {
        unknown(DOCTOR)
                .and(asked(DOCTOR, Settlement.OPEN, true))
                .leaves(DOCTOR, new Unsettled(2, T0, 1, at(2), "unknown-outcome"));
    }

    @Test
    void a_question_that_could_not_be_put_is_put_later_and_never_sends() {
        unknown(DOCTOR)
                .and(new RecordAttempts(List.of(new NotCalled(DOCTOR, 2, "busy", true)), T0))
                .leaves(DOCTOR, new Unsettled(2, T0, 1, at(2), "busy"));
        unknown(DOCTOR)
                .and(new RecordAttempts(List.of(new Attempt.Deferred(DOCTOR, 2, "quiet-hours", at(99))), T0))
                .leaves(DOCTOR, new Unsettled(2, T0, 1, at(99), "quiet-hours"));
        unknown(DOCTOR)
                .and(new RecordAttempts(List.of(new NotCalled(DOCTOR, 2, "recipient-erased", false)), T0))
                .leaves(DOCTOR, new Failed("recipient-erased"));
        unknown(DOCTOR).and(new TryAgain(at(31))).leaves(DOCTOR, new Asking(3, T0, 1, at(31)));
    }

    @Test
    void an_answer_to_a_question_that_nobody_put_changes_nothing() {
        given(on(new Occasion.DoctorWanted()))
                .when(new RecordAttempts(List.of(new Attempt.Asked(DOCTOR, 1, Settlement.NOT_SENT, true)), T0))
                .leaves(DOCTOR, new Sending(1, T0));
    }

    @ParameterizedTest
    @EnumSource(NoticeKind.class)
    void what_nobody_can_settle_goes_out_once_more_if_it_is_important_and_never_twice_more(NoticeKind kind) {
        CorrespondenceDecider patientOnes = new CorrespondenceDecider(new RetryLimits(
                9, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofMinutes(1)));
        NoticeKey key = new NoticeKey(kind, Addressee.PATIENT, 0);
        Notice open = new Notice(key, new Asking(2, T0, 0, T0), "sms", 1, 1, null, T0, null);
        Correspondence ongoing = new Ongoing(PARTIES, null, Set.of(), List.of(open));
        CorrespondenceCommand nobodyKnows =
                new RecordAttempts(List.of(new Attempt.Asked(key, 2, Settlement.OPEN, true)), at(60));
        Story first = new Story(patientOnes, ongoing, List.of(), null).and(nobodyKnows);
        if (!kind.isImportant()) {
            first.leaves(key, new Failed("unknown-outcome"));
            return;
        }
        first.leaves(key, new Waiting(2, at(60), "unknown-outcome"))
                .and(new TryAgain(at(60)))
                .leaves(key, new Sending(3, at(60)))
                .and(calledAt(at(60), key, 3, UNKNOWN))
                .and(new TryAgain(at(61)))
                .and(new RecordAttempts(List.of(new Attempt.Asked(key, 4, Settlement.OPEN, true)), at(130)))
                .leaves(key, new Failed("unknown-outcome"));
    }

    @Test
    void a_code_is_never_important_enough_to_go_out_twice() {
        assertThat(NoticeKind.SIGNING_CODE.isImportant()).isFalse();
        assertThat(NoticeKind.SIGNING_CODE.isUrgent()).isTrue();
    }

    @Test
    void an_intent_that_never_told_is_an_unknown_outcome_of_a_provider_that_is_not_known() {
        Story again = given(on(new Occasion.DoctorWanted()), called(DOCTOR, 1, DOWN), new TryAgain(at(1)))
                .when(new TryAgain(at(31)))
                .then(AttemptsStarted.class)
                .leaves(DOCTOR, new Asking(3, at(1), 0, at(31)));
        assertThat(again.notice(DOCTOR).providerCalls()).isEqualTo(2);
        assertThat(again.notice(DOCTOR).unknownOutcomes()).isEqualTo(1);
        assertThat(again.notice(DOCTOR).ways().provider()).isEmpty();
    }

    @Test
    void a_withdrawal_suppresses_what_is_unsettled() {
        given(on(new Occasion.DoctorWanted()), called(DOCTOR, 1, UNKNOWN))
                .when(on(new Occasion.Withdrawn()))
                .leaves(DOCTOR, new Suppressed("withdrawn"));
        unknown(DOCTOR)
                .and(on(new Occasion.Withdrawn()))
                .leaves(DOCTOR, new Asking(2, T0, 0, at(1)))
                .and(asked(DOCTOR, Settlement.NOT_SENT, false))
                .leaves(DOCTOR, new Suppressed("withdrawn"));
    }

    // ---- receipts ----

    @Test
    void a_receipt_says_when_a_person_got_it_and_is_told_to_nobody_else() {
        given(on(new Occasion.DoctorWanted()), called(DOCTOR, 1, ACCEPTED))
                .when(receipt("m1", true, ""))
                .then(CorrespondenceEvent.DeliveryNoted.class)
                .leaves(DOCTOR, new Sent("m1", at(5)))
                .and(receipt("m1", true, ""))
                .thenRefused(new NothingToReport());
    }

    @Test
    void a_receipt_that_says_no_has_an_important_notice_sent_once_more_by_another_way_and_no_other() {
        Story again = given(on(new Occasion.DoctorWanted()), called(DOCTOR, 1, ACCEPTED))
                .when(receipt("m1", false, "mobile-off"))
                .then(AttemptsPostponed.class)
                .leaves(DOCTOR, new Waiting(1, at(5), "not-delivered-mobile-off"));
        assertThat(again.notice(DOCTOR).ways().isHeld("main", at(600))).isTrue();
        again.and(new TryAgain(at(5)))
                .and(calledAt(at(5), DOCTOR, 2, new CallOutcome.Accepted("m2")))
                .and(receipt("m2", false, ""))
                .then(NoticesSettled.class)
                .leaves(DOCTOR, new Failed("not-delivered"));
        NoticeKey redirected = new NoticeKey(NoticeKind.REQUEST_REDIRECTED, Addressee.PATIENT, 0);
        given(on(new Occasion.Redirected(Addressee.PATIENT)), called(redirected, 1, ACCEPTED))
                .when(new NoteReceipt(redirected, "m1", false, "", at(5)))
                .then(NoticesSettled.class)
                .leaves(redirected, new Failed("not-delivered"));
    }

    @Test
    void a_code_that_did_not_arrive_is_not_sent_again_and_what_has_become_pointless_needs_no_receipt() {
        given(on(new Occasion.CodeIssued(Addressee.PATIENT, 1, CODE, false)), called(FIRST_CODE, 1, ACCEPTED))
                .when(new NoteReceipt(FIRST_CODE, "m1", false, "", at(5)))
                .leaves(FIRST_CODE, new Failed("not-delivered"));
        given(on(new Occasion.DoctorWanted()), called(DOCTOR, 1, ACCEPTED), on(new Occasion.Withdrawn()))
                .when(receipt("m1", false, ""))
                .thenRefused(new NothingToReport());
        given(on(new Occasion.DoctorWanted()), called(DOCTOR, 1, ACCEPTED), on(new Occasion.Withdrawn()))
                .when(receipt("m1", true, ""))
                .thenRefused(new NothingToReport());
    }

    @Test
    void a_receipt_that_comes_before_the_answer_of_its_call_is_too_early() {
        given(on(new Occasion.DoctorWanted())).when(receipt("m1", true, "")).thenRefused(new TooEarly());
    }

    @Test
    void a_receipt_settles_an_unknown_outcome() {
        given(on(new Occasion.DoctorWanted()), called(DOCTOR, 1, UNKNOWN))
                .when(receipt("m7", true, ""))
                .then(NoticesSettled.class)
                .leaves(DOCTOR, new Sent("m7", at(5)));
        unknown(DOCTOR).and(receipt("m7", false, "")).leaves(DOCTOR, new Waiting(2, at(5), "not-delivered"));
    }

    @Test
    void what_arrived_after_all_does_not_go_out_once_more_and_is_given_up_no_longer() {
        unknown(DOCTOR)
                .and(new RecordAttempts(List.of(new Attempt.Asked(DOCTOR, 2, Settlement.OPEN, false)), at(900)))
                .leaves(DOCTOR, new Waiting(2, at(900), "unknown-outcome"))
                .and(receipt("m7", true, ""))
                .then(NoticesSettled.class)
                .leaves(DOCTOR, new Sent("m7", at(5)));
        given(on(new Occasion.DoctorWanted()), new TryAgain(at(30)), new TryAgain(at(60)), new TryAgain(at(90)))
                .leaves(DOCTOR, new Failed("unknown-outcome"))
                .and(receipt("m7", false, ""))
                .thenRefused(new NothingToReport())
                .and(receipt("m7", true, ""))
                .leaves(DOCTOR, new Sent("m7", at(5)));
    }

    @Test
    void the_answer_to_a_question_that_a_receipt_overtook_is_not_taken_for_that_of_the_next_call() {
        unknown(DOCTOR)
                .and(receipt("m7", false, ""))
                .and(new TryAgain(at(5)))
                .leaves(DOCTOR, new Sending(3, at(5)))
                .and(calledAt(at(6), DOCTOR, 2, ACCEPTED))
                .thenRefused(new NotAwaited())
                .leaves(DOCTOR, new Sending(3, at(5)));
    }

    @Test
    void a_receipt_of_another_message_or_of_one_that_is_not_out_says_nothing() {
        given(on(new Occasion.DoctorWanted()), called(DOCTOR, 1, ACCEPTED))
                .when(receipt("m2", false, ""))
                .thenRefused(new NothingToReport())
                .leaves(DOCTOR, new Sent("m1", null));
        given(on(new Occasion.DoctorWanted()), called(DOCTOR, 1, DOWN))
                .when(receipt("m1", true, ""))
                .thenRefused(new NothingToReport());
        given().when(receipt("m1", true, "")).thenRefused(new NoCorrespondence());
        given(on(new Occasion.Granted(Addressee.PATIENT, false)))
                .when(receipt("m1", true, ""))
                .thenRefused(new NothingToReport());
    }

    // ---- dead letters ----

    @Test
    void what_was_given_up_can_be_sent_again_with_a_clean_sheet() {
        Story replayed = given(
                        on(new Occasion.DoctorWanted()), called(DOCTOR, 1, new CallOutcome.RefusedForGood("blocked")))
                .when(new Replay(DOCTOR, at(9)))
                .then(AttemptsStarted.class)
                .leaves(DOCTOR, new Sending(1, at(9)));
        assertThat(replayed.notice(DOCTOR).ways()).isEqualTo(new Trail("", 0, List.of()));
    }

    @Test
    void only_what_was_given_up_and_is_not_pointless_can_be_sent_again_and_no_code() {
        given(on(new Occasion.DoctorWanted()), called(DOCTOR, 1, ACCEPTED))
                .when(new Replay(DOCTOR, at(9)))
                .thenRefused(new NotGivenUp());
        given(
                        on(new Occasion.DoctorWanted()),
                        called(DOCTOR, 1, new CallOutcome.RefusedForGood("blocked")),
                        on(new Occasion.Withdrawn()))
                .when(new Replay(DOCTOR, at(9)))
                .thenRefused(new Pointless("withdrawn"));
        given(
                        on(new Occasion.CodeIssued(Addressee.PATIENT, 1, CODE, false)),
                        called(FIRST_CODE, 1, new CallOutcome.RefusedForGood("blocked")))
                .when(new Replay(FIRST_CODE, at(9)))
                .thenRefused(new NotGivenUp());
        given().when(new Replay(DOCTOR, at(9))).thenRefused(new NoCorrespondence());
    }

    private static CorrespondenceCommand receipt(String id, boolean delivered, String code) {
        return new NoteReceipt(DOCTOR, id, delivered, code, at(5));
    }

    private static CorrespondenceCommand asked(NoticeKey key, Settlement settlement, boolean otherWay) {
        return new RecordAttempts(List.of(new Attempt.Asked(key, 2, settlement, otherWay)), T0);
    }

    /** The first call never told; the provider is being asked. */
    private Story unknown(NoticeKey key) {
        return given(on(new Occasion.DoctorWanted()), called(key, 1, UNKNOWN), new TryAgain(at(1)))
                .leaves(key, new Asking(2, T0, 0, at(1)));
    }

    @Test
    void an_intent_is_left_alone_until_its_time_is_over() {
        given(on(new Occasion.DoctorWanted()))
                .when(new TryAgain(at(29)))
                .thenNothing()
                .leaves(DOCTOR, new Sending(1, T0));
    }

    @Test
    void intents_that_never_tell_are_given_up_after_the_last_attempt() {
        given(on(new Occasion.DoctorWanted()), new TryAgain(at(30)), new TryAgain(at(60)))
                .when(new TryAgain(at(90)))
                .leaves(DOCTOR, new Failed("unknown-outcome"));
    }

    @Test
    void a_result_that_comes_after_its_intent_was_replaced_does_not_count() {
        given(on(new Occasion.DoctorWanted()), new TryAgain(at(30)))
                .when(called(DOCTOR, 1, ACCEPTED))
                .thenRefused(new NotAwaited())
                .leaves(DOCTOR, new Asking(2, T0, 0, at(30)));
    }

    @Test
    void the_same_result_twice_counts_once() {
        Story twice = given(on(new Occasion.DoctorWanted()), called(DOCTOR, 1, ACCEPTED))
                .when(called(DOCTOR, 1, ACCEPTED))
                .thenRefused(new NotAwaited());
        assertThat(twice.notice(DOCTOR).providerCalls()).isEqualTo(1);
    }

    @Test
    void results_of_one_write_are_settled_together() {
        NoticeKey patient = new NoticeKey(NoticeKind.CONTACT_ENDED, Addressee.PATIENT, 0);
        NoticeKey doctor = new NoticeKey(NoticeKind.CONTACT_ENDED, Addressee.DOCTOR, 0);
        given(on(new Occasion.ContactEnded(Addressee.PATIENT)))
                .when(new RecordAttempts(
                        List.of(
                                new Called(patient, 1, "sms", "main", ACCEPTED, false),
                                new Called(doctor, 1, "wecom", "main", new CallOutcome.RefusedForGood("left"), false)),
                        T0))
                .then(NoticesSettled.class)
                .leaves(patient, new Sent("m1", null))
                .leaves(doctor, new Failed("left"));
    }

    @Test
    void nothing_follows_a_settled_notice() {
        given(on(new Occasion.DoctorWanted()), called(DOCTOR, 1, ACCEPTED))
                .when(new TryAgain(at(3600)))
                .thenNothing();
    }

    @Test
    void where_nothing_was_heard_nothing_is_tried_or_recorded() {
        given().when(new TryAgain(T0)).thenRefused(new NoCorrespondence());
        given().when(called(DOCTOR, 1, ACCEPTED)).thenRefused(new NoCorrespondence());
    }

    // ---- a merged patient ----

    @Test
    void a_carried_request_is_told_to_nobody_and_reaches_the_survivor_from_then_on() {
        Parties carried = following("P000009");

        Story story = given(on(new Occasion.SignatureWanted(Addressee.PATIENT)))
                .when(new NoteOccasion(carried, new Occasion.Carried(), T0));

        story.then(OccasionNoted.class);
        assertThat(story.state().parties().reached()).isEqualTo(new PatientId("P000009"));
        assertThat(story.state().notices()).hasSize(1);
        assertThat(story.and(on(new Occasion.DoctorWanted())).state().parties()).isEqualTo(carried);
        assertThat(story.and(new NoteOccasion(following("P000010"), new Occasion.DoctorWanted(), T0))
                        .state()
                        .parties()
                        .reached())
                .isEqualTo(new PatientId("P000010"));
    }

    @Test
    void a_request_that_is_carried_before_anything_else_was_heard_reaches_the_survivor_too() {
        Story story = given().when(new NoteOccasion(following("P000009"), new Occasion.Carried(), T0));

        assertThat(story.and(on(new Occasion.SignatureWanted(Addressee.PATIENT)))
                        .state()
                        .parties()
                        .reached())
                .isEqualTo(new PatientId("P000009"));
    }

    @Test
    void a_request_that_gave_way_to_another_is_told_although_it_is_over() {
        given(on(new Occasion.SignatureWanted(Addressee.PATIENT)), called(ASKED, 1, DOWN))
                .when(on(new Occasion.PutTogether(Addressee.PATIENT)))
                .leaves(ASKED, new Suppressed("withdrawn"))
                .leaves(new NoticeKey(NoticeKind.REQUEST_MERGED, Addressee.PATIENT, 0), new Sending(1, T0));
    }

    private static Parties following(String survivor) {
        return new Parties(
                PARTIES.hospital(),
                PARTIES.pair(),
                PARTIES.request(),
                PARTIES.patient(),
                PARTIES.doctor(),
                new PatientId(survivor));
    }

    // ---- given, when, then ----

    private static Occasion answer(NoticeKind kind, Addressee side) {
        return switch (kind) {
            case CONTACT_GRANTED -> new Occasion.Granted(side, false);
            case REQUEST_REDIRECTED -> new Occasion.Redirected(side);
            case REQUEST_DECLINED -> new Occasion.Declined(side);
            case REQUEST_EXPIRED -> new Occasion.Expired(side);
            case CONTACT_ENDED -> new Occasion.ContactEnded(side);
            case REQUEST_MERGED -> new Occasion.PutTogether(side);
            case ASK_AGAIN_POSSIBLE -> new Occasion.AskAgainPossible(side);
            case CONSENT_ASKED,
                    CONSENT_RENEWAL_DUE,
                    SIGNING_CODE,
                    DOCTOR_ASKED,
                    CONTACT_REMINDER,
                    CONTACT_RENEWAL,
                    CONTACT_SUSPENDED,
                    CONTACT_RESUMED,
                    REPORT_DECIDED,
                    FAMILY_ASKED,
                    FAMILY_SIGNED -> throw new IllegalArgumentException();
        };
    }

    private static Instant at(long seconds) {
        return T0.plusSeconds(seconds);
    }

    private static CorrespondenceCommand on(Occasion occasion) {
        return new NoteOccasion(PARTIES, occasion, T0);
    }

    private static CorrespondenceCommand called(NoticeKey key, int number, CallOutcome outcome) {
        return calledAt(T0, key, number, outcome);
    }

    private static CorrespondenceCommand calledAt(Instant now, NoticeKey key, int number, CallOutcome outcome) {
        return new RecordAttempts(
                List.of(new Called(key, number, key.to().usualSystem(), "main", outcome, false)), now);
    }

    private Story given(CorrespondenceCommand... commands) {
        Story story = new Story(decider, decider.initial(), List.of(), null);
        for (CorrespondenceCommand command : commands) {
            story = story.and(command);
        }
        return story;
    }

    private static final class Story {

        private final CorrespondenceDecider rules;
        private final Correspondence correspondence;
        private final List<CorrespondenceEvent> events;
        private final @org.jspecify.annotations.Nullable CorrespondenceRejection refused;

        Story(
                CorrespondenceDecider rules,
                Correspondence correspondence,
                List<CorrespondenceEvent> events,
                @org.jspecify.annotations.Nullable CorrespondenceRejection refused) {
            this.rules = rules;
            this.correspondence = correspondence;
            this.events = events;
            this.refused = refused;
        }

        Story when(CorrespondenceCommand command) {
            return and(command);
        }

        Story and(CorrespondenceCommand command) {
            return switch (rules.decide(correspondence, command)) {
                case Decision.Accepted<CorrespondenceEvent, CorrespondenceRejection>(var followed) -> {
                    Correspondence after = correspondence;
                    for (CorrespondenceEvent event : followed) {
                        after = rules.evolve(after, event);
                    }
                    yield new Story(rules, after, followed, null);
                }
                case Decision.Rejected<CorrespondenceEvent, CorrespondenceRejection>(var reason) ->
                    new Story(rules, correspondence, List.of(), reason);
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
