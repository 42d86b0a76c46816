package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.carecontact.events.AskAgainPossible;
import org.carecontact.events.AskAgainWanted;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.DoctorAsked;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.RequestDeclined;
import org.carecontact.events.RequestRedirected;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.junit.jupiter.api.Test;

/** What each party may see and do over HTTP. */
class PartiesTest extends RunningRequests {

    @Test
    void of_another_hospitals_request_nothing_can_be_seen_or_done() {
        People people = new People();
        people.untilTheDoctorIsAsked();
        String request = people.request(1);

        for (String stranger : List.of(
                token("meiyan", "patient", people.patient, people.patient),
                token("meiyan", "doctor", people.doctor, null),
                token("meiyan", "staff", "S1", null),
                token("meiyan", "supervisor", "V1", null))) {
            assertThat(get("/requests/" + request, stranger).status()).isEqualTo(404);
            assertThat(get("/requests", stranger).json().path("items")).isEmpty();
        }
        String patient = token("meiyan", "patient", people.patient, people.patient);
        String doctor = token("meiyan", "doctor", people.doctor, null);
        assertThat(post("/requests/" + request + "/withdrawal", patient, "{}").status())
                .isEqualTo(404);
        assertThat(post("/requests/" + request + "/answer", doctor, "{\"answer\":\"ACCEPT\"}")
                        .status())
                .isEqualTo(404);
        assertThat(post("/contacts/" + request + "/end", patient, "{}").status())
                .isEqualTo(404);
        assertThat(get("/contacts/" + request + "/channel", patient).status()).isEqualTo(404);
        assertThat(people.show().text("state")).isEqualTo("AWAITING_DOCTOR");
    }

    @Test
    void another_doctor_or_patient_of_the_same_hospital_finds_nothing() {
        People people = new People();
        People others = new People();
        people.untilTheDoctorIsAsked();
        String request = people.request(1);

        assertThat(get("/requests/" + request, others.doctorToken).status()).isEqualTo(404);
        assertThat(get("/requests/" + request, others.patientToken).status()).isEqualTo(404);
        assertThat(post("/requests/" + request + "/answer", others.doctorToken, "{\"answer\":\"ACCEPT\"}")
                        .status())
                .isEqualTo(404);
        assertThat(post("/requests/" + request + "/withdrawal", others.patientToken, "{}")
                        .status())
                .isEqualTo(404);
        people.answer("{\"answer\":\"ACCEPT\"}");
        assertThat(post("/contacts/" + request + "/end", others.patientToken, "{}")
                        .status())
                .isEqualTo(404);
        assertThat(post("/contacts/" + request + "/end", others.doctorToken, "{}")
                        .status())
                .isEqualTo(404);
        assertThat(get("/contacts/" + request + "/channel", others.doctorToken).status())
                .isEqualTo(404);
        assertThat(get("/requests/no-such-id", people.patientToken).status()).isEqualTo(404);
        assertThat(get("/requests/" + people.request(2), people.patientToken).status())
                .isEqualTo(404);
    }

    @Test
    void the_doctor_learns_of_a_request_when_asked_and_not_before() {
        People people = new People();
        people.submit();

        assertThat(get("/requests/" + people.request(1), people.doctorToken).status())
                .isEqualTo(404);
        assertThat(get("/requests", people.doctorToken).json().path("items")).isEmpty();

        people.decided(1, PolicyOutcome.PERMIT);
        people.awaitState("AWAITING_DOCTOR");

        Answer shown = get("/requests/" + people.request(1), people.doctorToken);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json().path("channels").toString()).isEqualTo("[\"WECOM\",\"HOSPITAL_APP\"]");
        assertThat(get("/requests?state=AWAITING_DOCTOR", people.doctorToken)
                        .json()
                        .path("items"))
                .singleElement()
                .satisfies(item -> assertThat(item.path("request").asString()).isEqualTo(people.request(1)));
    }

    @Test
    void the_doctors_answer_is_checked_and_given_once() {
        People people = new People();
        people.untilTheDoctorIsAsked();

        assertThat(people.answer("{}").text("field")).isEqualTo("answer");
        assertThat(people.answer("{\"answer\":\"OFFER_ALTERNATIVE\"}").text("field"))
                .isEqualTo("alternative");
        Answer notPermitted = people.answer("{\"answer\":\"ACCEPT\",\"channel\":\"PERSONAL_WECHAT\"}");
        assertThat(notPermitted.status()).isEqualTo(422);
        assertThat(notPermitted.text("remedy")).contains("WECOM, HOSPITAL_APP");
        assertThat(post("/requests/" + people.request(1) + "/answer", people.patientToken, "{\"answer\":\"ACCEPT\"}")
                        .status())
                .isEqualTo(403);

        Answer accepted = people.answer("{\"answer\":\"ACCEPT\",\"channel\":\"HOSPITAL_APP\"}");
        Answer second = people.answer("{\"answer\":\"REFUSE\"}");

        assertThat(accepted.json().path("contact").path("channel").asString()).isEqualTo("HOSPITAL_APP");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.problem()).isEqualTo("already-answered");
    }

    @Test
    void a_refusal_brings_alternatives_and_a_cool_down_that_answers_with_them() {
        People people = new People();
        people.untilTheDoctorIsAsked();

        Answer refused = people.answer("{\"answer\":\"REFUSE\"}");
        Answer again = people.submit();

        assertThat(refused.text("state")).isEqualTo("DECLINED");
        assertThat(refused.json().path("alternatives").path(0).path("link").asString())
                .isEqualTo("https://tongren.example/hospital-app");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.problem()).isEqualTo("cooling-down");
        assertThat(again.json().path("alternatives")).hasSize(2);
        assertThat(again.text("coolDownUntil")).isEqualTo(people.show().text("coolDownUntil"));
        people.awaitPublished(ContactRequestSubmitted.class, DoctorAsked.class, RequestDeclined.class);
    }

    @Test
    void an_offered_alternative_has_a_link() {
        People people = new People();
        people.untilTheDoctorIsAsked();

        Answer offered = people.answer("{\"answer\":\"OFFER_ALTERNATIVE\",\"alternative\":\"CLINIC_PHONE\"}");

        assertThat(offered.text("reason")).isEqualTo("alternative-offered");
        assertThat(offered.json().path("alternatives").toString())
                .isEqualTo("[{\"kind\":\"CLINIC_PHONE\",\"link\":\"https://tongren.example/clinic-phone\"}]");
    }

    @Test
    void policys_no_redirects_before_anybody_is_asked_to_sign() {
        People people = new People();
        people.submit();

        people.prechecked(1, PolicyOutcome.DENY);

        people.awaitState("REDIRECTED");
        Answer shown = people.show();
        assertThat(shown.text("reason")).isEqualTo("doctor-not-opted-in");
        assertThat(shown.json().path("alternatives").path(0).path("kind").asString())
                .isEqualTo("FOLLOW_UP_SYSTEM");
        people.awaitPublished(ContactRequestSubmitted.class, RequestRedirected.class);
    }

    @Test
    void after_policys_no_the_patient_may_ask_again_at_once() {
        People people = new People();
        people.submit();
        people.prechecked(1, PolicyOutcome.DENY);
        people.awaitState("REDIRECTED");

        assertThat(people.show().json().has("coolDownUntil")).isFalse();
        assertThat(people.submit().text("request")).isEqualTo(people.request(2));
    }

    @Test
    void r10_who_wishes_is_told_once_that_the_rules_would_let_the_request_through() {
        People people = new People();
        people.submit();
        String path = "/requests/" + people.request(1) + "/reminder";
        assertThat(post(path, people.patientToken, "{}").problem()).isEqualTo("nothing-to-wait-for");
        people.prechecked(1, PolicyOutcome.DENY);
        people.awaitState("REDIRECTED");
        assertThat(post(path, people.doctorToken, "{}").problem()).isEqualTo("wrong-role");
        assertThat(post(path, new People().patientToken, "{}").status()).isEqualTo(404);
        for (int again = 0; again < 2; again++) {
            post(path, people.patientToken, "{}").is(200);
        }
        assertThat(people.show().text("askAgain")).isEqualTo("WANTED");
        people.awaitPublished(ContactRequestSubmitted.class, RequestRedirected.class, AskAgainWanted.class);

        for (int again = 0; again < 2; again++) {
            publish(Topics.DECISIONS, people.pair, 2 + again, people.says.groundGone());
        }

        people.awaitPublished(
                ContactRequestSubmitted.class, RequestRedirected.class, AskAgainWanted.class, AskAgainPossible.class);
        assertThat(people.show().text("askAgain")).isEqualTo("POSSIBLE");
        assertThat(people.submit().text("request")).isEqualTo(people.request(2));
    }

    @Test
    void a_contact_ends_with_one_tap_of_either_side_and_only_once() {
        People people = new People();
        people.untilGranted();
        String end = "/contacts/" + people.request(1) + "/end";
        assertThat(people.submit().problem()).isEqualTo("contact-already-active");
        assertThat(post("/requests/" + people.request(1) + "/withdrawal", people.patientToken, "{}")
                        .problem())
                .isEqualTo("contact-granted");

        String key = UUID.randomUUID().toString();
        Answer ended = post(end, people.doctorToken, key, "{}");
        Answer repeated = post(end, people.doctorToken, key, "{}");
        Answer late = post(end, people.patientToken, "{}");

        assertThat(ended.text("state")).isEqualTo("ENDED");
        assertThat(ended.json().path("contact").path("endedBy").asString()).isEqualTo("DOCTOR");
        repeated.repeats(ended);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.problem()).isEqualTo("already-ended");
        people.awaitPublished(
                ContactRequestSubmitted.class, DoctorAsked.class, ContactGranted.class, ContactEnded.class);
        assertThat(people.show().text("state")).isEqualTo("ENDED");
        assertThat(people.submit().text("request")).isEqualTo(people.request(2));
        assertThat(people.show().text("state")).isEqualTo("ENDED");
        assertThat(post(end, people.patientToken, "{}").problem()).isEqualTo("superseded");
    }

    @Test
    void lists_come_in_pages_and_by_state() {
        People people = new People();
        People second = new People();
        people.submit();
        String statement = statement(second.doctor);
        post("/requests", people.patientToken, statement);

        Answer first = get("/requests?limit=1", people.patientToken);
        Answer rest = get("/requests?limit=1&cursor=" + first.text("next"), people.patientToken);

        assertThat(first.json().path("items")).hasSize(1);
        assertThat(rest.json().path("items")).hasSize(1);
        assertThat(rest.json().path("next").isMissingNode()).isTrue();
        assertThat(List.of(item(first), item(rest)))
                .containsExactlyInAnyOrder(people.request(1), pairs.of(HOSPITAL, people.patient, second.doctor) + "-1");
        assertThat(get("/requests?state=GRANTED", people.patientToken).json().path("items"))
                .isEmpty();
        assertThat(get("/requests?state=SUBMITTED", people.patientToken).json().path("items"))
                .hasSize(2);
        assertThat(get("/requests?state=LOST", people.patientToken).text("field"))
                .isEqualTo("state");
        assertThat(get("/requests?cursor=%7B", people.patientToken).text("field"))
                .isEqualTo("cursor");
        assertThat(get("/requests?limit=0", people.patientToken).status()).isEqualTo(400);
    }

    private static String item(Answer page) {
        return page.json().path("items").path(0).path("request").asString();
    }
}
