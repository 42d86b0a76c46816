package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.carecontact.testsupport.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A doctor accepts only on consent-service's yes of this moment that the terms in force are signed. */
class TermsGateTest extends RunningRequests {

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
