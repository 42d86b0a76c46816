package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.carecontact.events.AutoAnswer;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.DoctorAsked;
import org.carecontact.events.DoctorTermsActivated;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.request.terms.SignedTerms;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A doctor accepts only on consent-service's yes of this moment that the terms in force are signed. */
class TermsGateTest extends RunningRequests {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String ACCEPT = "{\"answer\":\"ACCEPT\"}";

    @AfterEach
    void signed() {
        CONSENT_SERVICE.saysThatTermsAreSigned();
    }

    @Test
    void c8_a_doctor_who_has_not_signed_the_terms_signs_them_and_then_accepts() {
        People people = new People();
        people.untilTheDoctorIsAsked();
        CONSENT_SERVICE.saysOfTerms(200, "{\"inForce\":false}");

        Answer refused = people.answer(ACCEPT).isProblem(403, "terms-not-signed");

        assertThat(zh(refused, "remedy")).contains("/terms/signature");
        assertThat(people.show().text("state")).isEqualTo("AWAITING_DOCTOR");
        assertThat(CONSENT_SERVICE.asked().getLast())
                .isEqualTo(new ConsentDouble.Asked("/terms/in-force", "Bearer " + people.doctorToken));
        CONSENT_SERVICE.saysThatTermsAreSigned();
        assertThat(people.answer(ACCEPT).is(200).text("state")).isEqualTo("GRANTED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"inForce\":false} | 403",
                "404 | {} | 403",
                "200 | {} | 503",
                "200 | yes | 503",
                "401 | {\"inForce\":true} | 503",
                "403 | {\"inForce\":true} | 503",
                "500 | {\"inForce\":true} | 503"
            })
    void c8_anything_but_a_yes_grants_nothing(int status, String body, int expected) {
        People people = new People();
        people.untilTheDoctorIsAsked();
        CONSENT_SERVICE.saysOfTerms(status, body);

        people.answer(ACCEPT).isProblem(expected, expected == 403 ? "terms-not-signed" : "terms-not-known");

        assertThat(people.show().text("state")).isEqualTo("AWAITING_DOCTOR");
    }

    @Test
    void to_refuse_needs_no_terms_and_asks_for_none() {
        CONSENT_SERVICE.saysOfTerms(200, "{\"inForce\":false}");
        for (String no : new String[] {
            "{\"answer\":\"REFUSE\"}", "{\"answer\":\"OFFER_ALTERNATIVE\",\"alternative\":\"HOSPITAL_APP\"}"
        }) {
            People people = new People();
            people.untilTheDoctorIsAsked();

            assertThat(people.answer(no).is(200).text("state")).isEqualTo("DECLINED");

            assertThat(CONSENT_SERVICE.asked())
                    .doesNotContain(new ConsentDouble.Asked("/terms/in-force", "Bearer " + people.doctorToken));
        }
    }

    @Test
    void an_acceptance_that_is_repeated_gets_its_answer_whatever_became_of_the_terms() {
        People people = new People();
        people.untilTheDoctorIsAsked();
        String path = "/requests/" + people.request(1) + "/answer";
        String key = key();
        Answer granted = post(path, people.doctorToken, key, ACCEPT).is(200);
        CONSENT_SERVICE.saysOfTerms(200, "{\"inForce\":false}");

        assertThat(post(path, people.doctorToken, key, ACCEPT).is(200).body()).isEqualTo(granted.body());
    }

    @Test
    void c8_a_doctors_rules_accept_only_in_the_name_of_one_who_has_signed_and_the_others_are_asked() {
        People unsigned = new People();
        unsigned.submit();
        unsigned.prechecked(1, PolicyOutcome.PERMIT);
        unsigned.decided(2, PolicyOutcome.PERMIT, said -> said.setAutoAnswer(new AutoAnswer("ACCEPT", null)));
        People signed = new People();
        signed.signTerms();
        signed.submit();
        signed.prechecked(1, PolicyOutcome.PERMIT);
        signed.decided(2, PolicyOutcome.PERMIT, said -> said.setAutoAnswer(new AutoAnswer("ACCEPT", null)));

        unsigned.awaitState("AWAITING_DOCTOR");
        signed.awaitState("GRANTED");

        unsigned.awaitPublished(ContactRequestSubmitted.class, DoctorAsked.class);
        signed.awaitPublished(ContactRequestSubmitted.class, ContactGranted.class);
        unsigned.answer(ACCEPT).is(200);
    }

    @Test
    void c8_other_terms_end_what_a_doctors_rules_may_accept() {
        SignedTerms terms = service().bean(SignedTerms.class);
        String hospital = "hospital-with-terms";
        DoctorId doctor = new DoctorId("D1");
        publishTerms(hospital, hospital + ":D1", terms(hospital, "D1", "default-doctor-terms", "aa"));
        Eventually.holds(() -> terms.by(hospital, doctor));
        assertThat(terms.by("another-hospital", doctor)).isFalse();
        assertThat(terms.by(hospital, new DoctorId("D2"))).isFalse();

        publishTerms(hospital, hospital, new DoctorTermsActivated(hospital, wording("doctor-terms", "bb"), NOW));
        Eventually.holds(() -> !terms.by(hospital, doctor));

        publishTerms(hospital, hospital + ":D1", terms(hospital, "D1", "doctor-terms", "bb"));
        Eventually.holds(() -> terms.by(hospital, doctor));
    }

    @Test
    void the_terms_of_one_doctor_open_nothing_to_another() {
        People people = new People();
        people.untilTheDoctorIsAsked();

        post("/requests/" + people.request(1) + "/answer", new People().doctorToken, ACCEPT)
                .isProblem(404, "not-found");
        post("/requests/" + people.request(1) + "/answer", token("meiyan", "doctor", people.doctor, null), ACCEPT)
                .isProblem(404, "not-found");

        assertThat(people.show().text("state")).isEqualTo("AWAITING_DOCTOR");
    }
}
