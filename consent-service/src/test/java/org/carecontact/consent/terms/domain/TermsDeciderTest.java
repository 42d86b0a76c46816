package org.carecontact.consent.terms.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.consent.receipts.domain.Receipt;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.schemas.ids.DoctorId;
import org.junit.jupiter.api.Test;

class TermsDeciderTest {

    private static final Instant T0 = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant VALID_UNTIL = T0.plus(Duration.ofDays(365));
    private static final DoctorId DOCTOR = new DoctorId("D1");
    private static final List<String> SECTIONS = List.of("purpose-and-boundary", "confidentiality");
    private static final ShownDocument ZH = document(1, "zh", "aa");
    private static final ShownDocument EN = document(2, "en", "bb");
    private static final ShownDocument NEXT = document(3, "zh", "cc");
    private static final TermsDecider DECIDER = new TermsDecider();

    @Test
    void c8_a_doctor_signs_what_was_shown_and_is_whole() {
        assertThat(DECIDER.decide(given(), sign(ZH, SECTIONS, T0.plusSeconds(60))))
                .isEqualTo(Decision.accept(signed(ZH)));
    }

    @Test
    void every_section_has_to_be_confirmed() {
        assertThat(DECIDER.decide(given(), sign(ZH, List.of("confidentiality"), T0)))
                .isEqualTo(Decision.reject(new TermsRejection.NotConfirmed(List.of("purpose-and-boundary"))));
        assertThat(DECIDER.decide(given(), sign(ZH, List.of(), T0)))
                .isEqualTo(Decision.reject(new TermsRejection.NotConfirmed(SECTIONS)));
        assertThat(DECIDER.decide(given(), sign(ZH, List.of("confidentiality", "x", "purpose-and-boundary"), T0)))
                .isEqualTo(Decision.accept(signed(ZH)));
    }

    @Test
    void what_was_shown_holds_for_an_hour() {
        assertThat(DECIDER.decide(given(), sign(ZH, SECTIONS, T0.plus(TermsDecider.VIEWING_HOLDS))))
                .isEqualTo(Decision.accept(signed(ZH)));
        assertThat(DECIDER.decide(
                        given(),
                        sign(ZH, SECTIONS, T0.plus(TermsDecider.VIEWING_HOLDS).plusMillis(1))))
                .isEqualTo(Decision.reject(new TermsRejection.ViewingTooOld()));
    }

    @Test
    void terms_that_changed_meanwhile_are_not_signed_even_by_who_signed_them_before() {
        SignTerms stale = new SignTerms("tongren", DOCTOR, false, SECTIONS, signature(ZH), T0);

        assertThat(DECIDER.decide(given(), stale)).isEqualTo(Decision.reject(new TermsRejection.TermsChanged()));
        assertThat(DECIDER.decide(given(signed(ZH)), stale))
                .isEqualTo(Decision.reject(new TermsRejection.TermsChanged()));
    }

    @Test
    void each_wording_is_signed_once_while_it_holds_in_any_order() {
        DoctorTerms both = given(signed(ZH), signed(EN));

        for (ShownDocument one : List.of(ZH, EN)) {
            assertThat(DECIDER.decide(both, sign(one, SECTIONS, T0)))
                    .isEqualTo(Decision.reject(
                            new TermsRejection.AlreadySigned(signature(one).signedAt())));
        }
        assertThat(DECIDER.decide(both, sign(NEXT, SECTIONS, T0))).isEqualTo(Decision.accept(signed(NEXT)));
    }

    @Test
    void a_signature_whose_time_is_over_is_given_again() {
        SignTerms late = new SignTerms(
                "tongren",
                DOCTOR,
                true,
                SECTIONS,
                new TermsSignature(ZH, VALID_UNTIL, VALID_UNTIL, VALID_UNTIL.plusSeconds(1), SECTIONS, receipt(ZH)),
                VALID_UNTIL);

        assertThat(DECIDER.decide(given(signed(ZH)), late))
                .isEqualTo(Decision.accept(new TermsSigned("tongren", DOCTOR, late.signature())));
    }

    @Test
    void every_signature_stays_as_a_proof() {
        assertThat(given(signed(ZH), signed(NEXT)).signatures()).containsExactly(signature(ZH), signature(NEXT));
    }

    private static DoctorTerms given(TermsSigned... happened) {
        DoctorTerms terms = DECIDER.initial();
        for (TermsSigned event : happened) {
            terms = DECIDER.evolve(terms, event);
        }
        return terms;
    }

    private static SignTerms sign(ShownDocument document, List<String> confirmations, Instant now) {
        return new SignTerms("tongren", DOCTOR, true, confirmations, signature(document), now);
    }

    private static TermsSigned signed(ShownDocument document) {
        return new TermsSigned("tongren", DOCTOR, signature(document));
    }

    private static TermsSignature signature(ShownDocument document) {
        return new TermsSignature(
                document, T0, T0.plusSeconds(document.version()), VALID_UNTIL, SECTIONS, receipt(document));
    }

    private static Receipt receipt(ShownDocument document) {
        return new Receipt("{}", "h..s", document.sha256(), null);
    }

    private static ShownDocument document(int version, String language, String sha256) {
        return new ShownDocument(DocumentKind.DOCTOR_TERMS, "doctor-terms", version, language, sha256);
    }
}
