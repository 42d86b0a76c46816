package org.carecontact.consent.consents.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.consent.consents.domain.ConsentScenario.given;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.carecontact.consent.ages.domain.AgeBand;
import org.carecontact.consent.codes.domain.FreshCode;
import org.carecontact.consent.codes.domain.SigningCode;
import org.carecontact.consent.consents.domain.ConsentCommand.AskToRenew;
import org.carecontact.consent.consents.domain.ConsentCommand.AskUnderNewForm;
import org.carecontact.consent.consents.domain.ConsentCommand.ExpireConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.IssueCode;
import org.carecontact.consent.consents.domain.ConsentCommand.NoteAge;
import org.carecontact.consent.consents.domain.ConsentCommand.NoteServed;
import org.carecontact.consent.consents.domain.ConsentCommand.RefuseConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.SignConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.WithdrawConsent;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentAsked;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentAskedAnew;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentExpired;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentRenewed;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentSigned;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentSuspended;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentWithdrawn;
import org.carecontact.consent.consents.domain.ConsentEvent.FormsServed;
import org.carecontact.consent.consents.domain.ConsentEvent.SigningCodeIssued;
import org.carecontact.consent.consents.domain.ConsentRejection.AnotherSigner;
import org.carecontact.consent.consents.domain.ConsentRejection.TooEarly;
import org.carecontact.consent.consents.domain.ConsentRejection.TooLate;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.consent.receipts.domain.Receipt;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The life of a consent after it was signed. */
class AnewRulesTest {

    private static final Instant T0 = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant LAPSES = day(7);
    private static final Instant END = day(365);
    private static final byte[] SEALED = {1};
    private static final Duration AHEAD = Duration.ofDays(30);
    private static final List<ShownDocument> V3 =
            List.of(new ShownDocument(DocumentKind.CONSENT, "consent", 3, "zh", "aa"));

    // ---- renewal

    @Test
    void c7_nobody_is_asked_to_renew_before_it_is_time() {
        Instant due = END.minus(AHEAD);

        given(asked(Signer.PATIENT), signed())
                .when(new AskToRenew(AHEAD, due.minusMillis(1)))
                .thenRejected(new TooEarly(due));
        given(asked(Signer.PATIENT), signed())
                .when(new AskToRenew(AHEAD, due))
                .then(new ConsentAskedAnew(AnewReason.RENEWAL, Signer.PATIENT, END, due));
    }

    @Test
    void c7_a_signature_that_holds_for_a_week_is_not_renewed_before_half_of_it_is_over() {
        assertThat(signature("P1", T0, day(8), "r1").renewalDue(AHEAD)).isEqualTo(day(4));
    }

    @Test
    void c7_whoever_was_not_asked_in_time_is_not_asked_any_more() {
        given(asked(Signer.PATIENT), signed()).when(new AskToRenew(AHEAD, END)).then(new ConsentExpired(END));
    }

    @Test
    void c7_until_it_is_renewed_the_old_signature_holds_and_then_it_is_over() {
        ConsentEvent[] happened = {asked(Signer.PATIENT), signed(), anew(AnewReason.RENEWAL, Signer.PATIENT, END)};
        Consent consent = given(happened).when(new NoteServed(served(day(336)))).before();

        assertThat(consent.inForce(END.minusMillis(1))).isTrue();
        assertThat(consent.inForce(END)).isFalse();
        given(happened).when(new ExpireConsent(END.minusMillis(1))).thenRejected(new TooEarly(END));
        given(happened).when(new ExpireConsent(END)).then(new ConsentExpired(END));
        given(happened).when(code(Signer.PATIENT, END)).thenRejected(new TooLate(END));
    }

    @Test
    void c7_a_new_signature_keeps_the_evidence_of_the_last_ten() {
        Consent consent = given(asked(Signer.PATIENT), signed())
                .when(new NoteServed(served(T0)))
                .before();
        ConsentDecider decider = new ConsentDecider();
        for (int i = 2; i <= 13; i++) {
            consent = decider.evolve(consent, anew(AnewReason.RENEWAL, Signer.PATIENT, END));
            consent =
                    decider.evolve(consent, new ConsentRenewed(AnewReason.RENEWAL, signature("P1", T0, END, "r" + i)));
        }

        Signature last = ((Consent.Known) consent).evidence().orElseThrow();
        assertThat(last.receipt().sha256()).isEqualTo("r13");
        assertThat(last.replaced()).hasSize(10);
        assertThat(last.replaced().getFirst().receipt().sha256()).isEqualTo("r3");
        assertThat(last.replaced().getLast().receipt().sha256()).isEqualTo("r12");
        assertThat(consent.inForce(day(1))).isTrue();
    }

    @Test
    void c5_codes_of_a_later_question_go_on_counting() {
        given(asked(Signer.PATIENT), issued(1), signed(), anew(AnewReason.RENEWAL, Signer.PATIENT, END))
                .when(code(Signer.PATIENT, day(336)))
                .then(new SigningCodeIssued(
                        new SigningCode("salt", "hash", 2, day(336).plusSeconds(600), 0, V3),
                        SEALED,
                        served(day(336)),
                        day(336)));
    }

    // ---- birthdays

    @ParameterizedTest
    @CsvSource({
        "PATIENT, UNDER_14, GUARDIAN",
        "PATIENT, FROM_14_TO_17, PATIENT",
        "PATIENT, ADULT, PATIENT",
        "PATIENT, UNKNOWN, PATIENT",
        "GUARDIAN, UNDER_14, GUARDIAN",
        "GUARDIAN, FROM_14_TO_17, PATIENT",
        "GUARDIAN, ADULT, PATIENT",
        "GUARDIAN, UNKNOWN, GUARDIAN",
        "FAMILY, UNDER_14, GUARDIAN",
        "FAMILY, FROM_14_TO_17, PATIENT",
        "FAMILY, ADULT, FAMILY",
        "FAMILY, UNKNOWN, FAMILY"
    })
    void c5_of_whom_a_signature_is_needed_at_which_age(Signer signed, AgeBand band, Signer needed) {
        ConsentScenario.Outcome outcome = given(asked(signed), signed()).when(age(band, day(9)));

        if (needed == signed) {
            outcome.then();
        } else {
            outcome.then(
                    new ConsentAskedAnew(AnewReason.CAME_OF_AGE, needed, day(39), day(9)),
                    new ConsentSuspended(AnewReason.CAME_OF_AGE, day(9)));
        }
        assertThat(outcome.after().inForce(day(10))).isEqualTo(needed == signed);
    }

    @Test
    void c5_the_same_birthday_again_asks_nobody_again() {
        given(asked(Signer.GUARDIAN), signed(), ofAge(), suspended(AnewReason.CAME_OF_AGE))
                .when(age(AgeBand.FROM_14_TO_17, day(10)))
                .then();
    }

    @Test
    void c5_a_birthday_before_the_signature_has_another_person_asked_with_a_new_limit() {
        given(asked(Signer.GUARDIAN), issued(1))
                .when(age(AgeBand.FROM_14_TO_17, day(1)))
                .then(new ConsentAskedAnew(AnewReason.CAME_OF_AGE, Signer.PATIENT, day(8), day(1)));
    }

    @Test
    void c5_the_guardian_who_read_the_forms_before_the_birthday_can_neither_sign_nor_refuse_after_it() {
        ConsentEvent[] happened = {
            asked(Signer.GUARDIAN),
            issued(1),
            new ConsentAskedAnew(AnewReason.CAME_OF_AGE, Signer.PATIENT, day(8), T0.plusSeconds(60))
        };

        given(happened).when(sign(Signer.GUARDIAN, T0.plusSeconds(90))).thenRejected(new AnotherSigner(Signer.PATIENT));
        given(happened)
                .when(new RefuseConsent(Signer.GUARDIAN, T0.plusSeconds(90)))
                .thenRejected(new AnotherSigner(Signer.PATIENT));
        given(happened).when(code(Signer.GUARDIAN, day(1))).thenRejected(new AnotherSigner(Signer.PATIENT));
    }

    @Test
    void c5_once_the_patient_signed_the_guardian_who_read_before_can_not_withdraw_it() {
        ConsentEvent renewed = new ConsentRenewed(AnewReason.CAME_OF_AGE, signature("P1", day(9), day(374), "r2"));
        ConsentEvent[] happened = {asked(Signer.GUARDIAN), signed(), ofAge(), suspended(AnewReason.CAME_OF_AGE), renewed
        };

        given(happened)
                .when(new WithdrawConsent(Signer.GUARDIAN, day(10)))
                .thenRejected(new AnotherSigner(Signer.PATIENT));
        given(asked(Signer.GUARDIAN), signed(), ofAge(), suspended(AnewReason.CAME_OF_AGE))
                .when(new WithdrawConsent(Signer.GUARDIAN, day(10)))
                .then(new ConsentWithdrawn(day(10)));
    }

    @Test
    void c5_a_birthday_while_a_renewal_or_a_new_form_waits_asks_the_patient_instead_and_suspends_once() {
        given(asked(Signer.GUARDIAN), signed(), anew(AnewReason.RENEWAL, Signer.GUARDIAN, END))
                .when(age(AgeBand.ADULT, day(340)))
                .then(
                        new ConsentAskedAnew(AnewReason.CAME_OF_AGE, Signer.PATIENT, day(370), day(340)),
                        new ConsentSuspended(AnewReason.CAME_OF_AGE, day(340)));
        given(
                        asked(Signer.GUARDIAN),
                        signed(),
                        anew(AnewReason.FORM_CHANGED, Signer.GUARDIAN, day(38)),
                        suspended(AnewReason.FORM_CHANGED))
                .when(age(AgeBand.ADULT, day(9)))
                .then(new ConsentAskedAnew(AnewReason.CAME_OF_AGE, Signer.PATIENT, day(39), day(9)));
    }

    @Test
    void c7_a_suspended_consent_ends_at_its_limit_and_not_before() {
        ConsentEvent[] happened = {asked(Signer.GUARDIAN), signed(), ofAge(), suspended(AnewReason.CAME_OF_AGE)};

        given(happened).when(new ExpireConsent(day(38).minusMillis(1))).thenRejected(new TooEarly(day(38)));
        given(happened).when(new ExpireConsent(day(38))).then(new ConsentExpired(day(38)));
        given(happened).when(age(AgeBand.UNDER_14, day(38))).then();
    }

    // ---- forms

    @ParameterizedTest
    @CsvSource({
        "CONSENT, zh, 4, true",
        "CONSENT, zh, 3, false",
        "CONSENT, zh, 2, false",
        "CONSENT, en, 4, false",
        "SERVICE_AGREEMENT, zh, 4, false"
    })
    void c7_only_who_signed_an_earlier_version_of_this_form_is_asked(
            DocumentKind kind, String language, int version, boolean asked) {
        ConsentScenario.Outcome outcome = given(asked(Signer.PATIENT), signed())
                .when(new AskUnderNewForm(kind, language, version, day(39), day(9)));

        if (asked) {
            outcome.then(
                    new ConsentAskedAnew(AnewReason.FORM_CHANGED, Signer.PATIENT, day(39), day(9)),
                    new ConsentSuspended(AnewReason.FORM_CHANGED, day(9)));
        } else {
            outcome.then();
        }
    }

    @Test
    void c4_what_is_shown_again_and_again_is_one_occasion_and_costs_no_write() {
        given(asked(Signer.PATIENT), new FormsServed(served(T0)))
                .when(new NoteServed(served(T0.plusSeconds(3600))))
                .then();
        Consent.Known later = (Consent.Known) given(asked(Signer.PATIENT), new FormsServed(served(T0)))
                .when(new NoteServed(served(T0.plusSeconds(3601))))
                .after();
        assertThat(later.matter().shown())
                .containsExactly(new Served(V3, Signer.PATIENT, null, T0, T0.plusSeconds(3601)));
        ConsentEvent[] days = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(asked(Signer.PATIENT)),
                        java.util.stream.IntStream.range(0, 30)
                                .mapToObj(i -> (ConsentEvent) new FormsServed(served(day(2 * i)))))
                .toArray(ConsentEvent[]::new);
        Consent.Known known =
                (Consent.Known) given(days).when(new NoteServed(served(T0))).before();
        assertThat(known.matter().shown()).hasSize(20);
        assertThat(known.matter().shown().getLast().lastAt()).isEqualTo(day(58));
    }

    // ----

    private static Instant day(int days) {
        return T0.plus(Duration.ofDays(days));
    }

    private static ConsentEvent asked(Signer signer) {
        return new ConsentAsked(
                new Matter(
                        "tongren",
                        RequestId.of("a".repeat(26) + "-1"),
                        new PatientId("P1"),
                        new DoctorId("D1"),
                        signer,
                        List.of(DocumentKind.CONSENT),
                        null,
                        List.of()),
                LAPSES,
                T0);
    }

    private static ConsentEvent issued(int issue) {
        return new SigningCodeIssued(
                new SigningCode("salt", "hash", issue, T0.plusSeconds(600), 0, V3), SEALED, served(T0), T0);
    }

    private static ConsentEvent signed() {
        return new ConsentSigned(signature("P1", T0, END, "r1"));
    }

    private static ConsentEvent anew(AnewReason reason, Signer signer, Instant signBefore) {
        return new ConsentAskedAnew(reason, signer, signBefore, day(8));
    }

    private static ConsentEvent ofAge() {
        return anew(AnewReason.CAME_OF_AGE, Signer.PATIENT, day(38));
    }

    private static ConsentEvent suspended(AnewReason reason) {
        return new ConsentSuspended(reason, day(8));
    }

    private static Signature signature(String by, Instant at, Instant until, String receipt) {
        return new Signature(
                V3,
                at,
                at,
                until,
                List.of("risks"),
                by,
                null,
                null,
                new Receipt("{}", "h..s", receipt, null),
                List.of());
    }

    private static Served served(Instant at) {
        return Served.once(V3, Signer.PATIENT, null, at);
    }

    private static NoteAge age(AgeBand band, Instant now) {
        return new NoteAge(band, now.plus(Duration.ofDays(7)), now.plus(Duration.ofDays(30)), now);
    }

    private static IssueCode code(Signer as, Instant now) {
        return new IssueCode(
                as, null, new Viewing(V3, now, true), new FreshCode("salt", "hash", SEALED, now.plusSeconds(600)), now);
    }

    private static SignConsent sign(Signer as, Instant now) {
        return new SignConsent(
                as, _ -> true, new Viewing(V3, T0, true), List.of("risks"), true, signature("P1", now, END, "r2"), now);
    }
}
