package org.carecontact.request.terms.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.request.terms.domain.TermsHeard.Activated;
import org.carecontact.request.terms.domain.TermsHeard.Signed;
import org.junit.jupiter.api.Test;

class TermsHeardDeciderTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Signed SHIPPED = signed("default-doctor-terms", "zh", "shipped");
    private static final Signed OWN = signed("doctor-terms", "zh", "own");
    private static final TermsHeardDecider DECIDER = new TermsHeardDecider();

    @Test
    void c8_nobody_has_signed_before_it_is_heard() {
        assertThat(known().coveredBy(known(), NOW)).isFalse();
        assertThat(known(new Activated("zh", "own")).coveredBy(known(), NOW)).isFalse();
    }

    @Test
    void the_shipped_terms_cover_while_the_hospital_has_none_of_its_own() {
        assertThat(known().coveredBy(known(SHIPPED), NOW)).isTrue();
        assertThat(known(new Activated("en", "x")).coveredBy(known(SHIPPED), NOW))
                .isFalse();
        assertThat(known().coveredBy(known(OWN), NOW)).isFalse(); // the activation is on its way
    }

    @Test
    void c8_a_new_wording_in_the_language_of_a_signature_ends_it_and_another_language_does_not() {
        KnownTerms hospital = known(new Activated("zh", "own"));

        assertThat(hospital.coveredBy(known(OWN), NOW)).isTrue();
        assertThat(hospital.with(new Activated("en", "x")).coveredBy(known(OWN), NOW))
                .isTrue();
        assertThat(hospital.with(new Activated("zh", "next")).coveredBy(known(OWN), NOW))
                .isFalse();
        assertThat(hospital.with(new Activated("zh", "next"))
                        .coveredBy(known(OWN, signed("doctor-terms", "zh", "next")), NOW))
                .isTrue();
    }

    @Test
    void a_signature_ends_with_its_time() {
        assertThat(known().coveredBy(known(SHIPPED), SHIPPED.validUntil().minusMillis(1)))
                .isTrue();
        assertThat(known().coveredBy(known(SHIPPED), SHIPPED.validUntil())).isFalse();
    }

    @Test
    void what_is_heard_twice_changes_nothing() {
        for (TermsHeard heard : new TermsHeard[] {OWN, new Activated("zh", "own")}) {
            assertThat(DECIDER.decide(known(), heard)).isEqualTo(Decision.accept(heard));
            assertThat(DECIDER.decide(known(heard), heard)).isEqualTo(Decision.accept());
        }
    }

    private static KnownTerms known(TermsHeard... heard) {
        KnownTerms known = DECIDER.initial();
        for (TermsHeard one : heard) {
            known = DECIDER.evolve(known, one);
        }
        return known;
    }

    private static Signed signed(String form, String language, String sha256) {
        return new Signed(form, language, sha256, NOW.plusSeconds(3600));
    }
}
