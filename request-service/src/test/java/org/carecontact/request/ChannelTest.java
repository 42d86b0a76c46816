package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.ContactResumed;
import org.carecontact.events.ContactSuspended;
import org.carecontact.events.DoctorAsked;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.kernel.Kernel;
import org.carecontact.testsupport.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A channel is shown only on consent-service's yes of this moment. */
class ChannelTest extends RunningRequests {

    @Test
    void a_consent_in_force_shows_the_channel_with_its_terms_to_both_sides() {
        People people = new People();
        people.untilGranted();
        CONSENT_SERVICE.says(200, "{\"inForce\":true}");

        for (String party : new String[] {people.patientToken, people.doctorToken}) {
            Answer shown = channel(people, party);
            assertThat(shown.status()).isEqualTo(200);
            assertThat(shown.text("channel")).isEqualTo("WECOM");
            assertThat(shown.text("link")).isEqualTo("https://tongren.example/wecom");
            assertThat(shown.json().path("name").path("zh").asString()).isEqualTo("企业微信工作号");
            assertThat(shown.json().path("hours").path("from").asString()).isEqualTo("09:00");
            assertThat(shown.text("endsAt")).isNotBlank();
            assertThat(shown.json().path("rules")).hasSize(7);
            assertThat(CONSENT_SERVICE.asked().getLast())
                    .isEqualTo(
                            new ConsentDouble.Asked("/consents/" + people.request(1) + "/in-force", "Bearer " + party));
        }
    }

    @Test
    void no_page_leads_to_a_doctors_own_wechat() {
        People people = new People();
        people.submit();
        people.prechecked(1, PolicyOutcome.PERMIT);
        people.decided(2, PolicyOutcome.PERMIT, said -> said.setChannels(List.of("PERSONAL_WECHAT")));
        people.awaitState("AWAITING_DOCTOR");
        assertThat(people.answer("{\"answer\":\"ACCEPT\",\"weChat\":\"加我\"}").problem())
                .isEqualTo("bad-wechat-id");
        people.answer("{\"answer\":\"ACCEPT\"}").is(200);
        CONSENT_SERVICE.says(200, "{\"inForce\":true}");
        assertThat(post(ownWeChat(people), people.patientToken, "{}").problem()).isEqualTo("no-wechat-id");

        Answer shown = channel(people, people.patientToken).is(200);

        assertThat(shown.text("channel")).isEqualTo("PERSONAL_WECHAT");
        assertThat(shown.json().has("link")).isFalse();
    }

    @Test
    void a_doctors_own_wechat_id_is_shown_once_and_stored_in_no_clear_form() {
        People people = new People();
        people.submit();
        people.prechecked(1, PolicyOutcome.PERMIT);
        people.decided(2, PolicyOutcome.PERMIT, said -> said.setChannels(List.of("WECOM", "PERSONAL_WECHAT")));
        people.awaitState("AWAITING_DOCTOR");
        assertThat(people.answer("{\"answer\":\"ACCEPT\",\"weChat\":\"dr_li-7731\"}")
                        .problem())
                .isEqualTo("wechat-id-needless");
        people.answer("{\"answer\":\"ACCEPT\",\"channel\":\"PERSONAL_WECHAT\",\"weChat\":\"dr_li-7731\"}")
                .is(200);
        assertThat(stored(people)).contains("sealedWeChat").doesNotContain("7731");
        CONSENT_SERVICE.says(200, "{\"inForce\":false}");
        assertThat(post(ownWeChat(people), people.patientToken, "{}").problem()).isEqualTo("contact-not-in-force");
        CONSENT_SERVICE.says(200, "{\"inForce\":true}");
        assertThat(post(ownWeChat(people), people.doctorToken, "{}").problem()).isEqualTo("wrong-role");
        assertThat(post(ownWeChat(people), new People().patientToken, "{}").status())
                .isEqualTo(404);

        for (int repetition = 0; repetition < 2; repetition++) {
            Answer shown = post(ownWeChat(people), people.patientToken, "shown-" + people.number, "{}");
            assertThat(shown.is(200).text("id")).isEqualTo("dr_li-7731");
        }
        assertThat(stored(people)).contains("InContact").doesNotContain("sealedWeChat", "7731");
        assertThat(post(ownWeChat(people), people.patientToken, "{}").problem()).isEqualTo("no-wechat-id");
        assertThat(people.show().body()).doesNotContain("7731").doesNotContain("sealed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"inForce\":false} | 409",
                "404 | {} | 409",
                "200 | {} | 503",
                "200 | yes | 503",
                "401 | {\"inForce\":true} | 503",
                "403 | {\"inForce\":true} | 503",
                "500 | {\"inForce\":true} | 503"
            })
    void anything_but_a_yes_shows_nothing(int status, String body, int expected) {
        People people = new People();
        people.untilGranted();
        CONSENT_SERVICE.says(status, body);

        Answer answer = channel(people, people.patientToken);

        assertThat(answer.status()).isEqualTo(expected);
        assertThat(answer.problem()).isEqualTo(expected == 409 ? "contact-not-in-force" : "consent-not-known");
        assertThat(answer.json().has("link")).isFalse();
    }

    @Test
    void without_a_contact_a_consent_in_force_shows_nothing() {
        People people = new People();
        people.untilTheDoctorIsAsked();
        CONSENT_SERVICE.says(200, "{\"inForce\":true}");
        assertThat(channel(people, people.patientToken).status()).isEqualTo(409);

        people.answer("{\"answer\":\"ACCEPT\"}");
        post("/contacts/" + people.request(1) + "/end", people.doctorToken, "{}");

        assertThat(channel(people, people.patientToken).problem()).isEqualTo("contact-not-in-force");
    }

    @Test
    void a_doctor_who_is_away_pauses_the_contact_and_no_channel_is_shown_until_then() {
        People people = new People();
        people.untilGranted();
        CONSENT_SERVICE.says(200, "{\"inForce\":true}");
        String pause = "/contacts/" + people.request(1) + "/pause";
        String until = Instant.now().plus(Duration.ofDays(3)).toString();
        assertThat(post(pause, people.patientToken, "{\"until\":\"" + until + "\"}")
                        .problem())
                .isEqualTo("wrong-role");
        assertThat(post(pause, new People().doctorToken, "{\"until\":\"" + until + "\"}")
                        .status())
                .isEqualTo(404);
        assertThat(post(pause, people.doctorToken, "{\"until\":\"soon\"}").problem())
                .isEqualTo("pause-malformed");
        assertThat(post(pause, people.doctorToken, "{\"until\":\"2000-01-01T00:00:00Z\"}")
                        .problem())
                .isEqualTo("pause-not-within");

        assertThat(post(pause, people.doctorToken, "pause-" + people.number, "{\"until\":\"" + until + "\"}")
                        .is(200)
                        .text("state"))
                .isEqualTo("SUSPENDED");

        assertThat(channel(people, people.patientToken).problem()).isEqualTo("suspended-for-absence");
        assertThat(channel(people, people.doctorToken).problem()).isEqualTo("suspended-for-absence");
        assertThat(post("/contacts/" + people.request(1) + "/session", people.patientToken, "{}")
                        .problem())
                .isEqualTo("suspended-for-absence");
        assertThat(people.show()
                        .json()
                        .path("suspensions")
                        .path(0)
                        .path("cause")
                        .asString())
                .isEqualTo("ABSENCE");
        assertThat(get("/requests?state=SUSPENDED", people.patientToken).body()).contains(people.request(1));

        String back = "/contacts/" + people.request(1) + "/resumption";
        assertThat(post(back, people.doctorToken, "{}").is(200).text("state")).isEqualTo("GRANTED");
        assertThat(post(back, people.doctorToken, "{}").problem()).isEqualTo("not-paused");
        assertThat(channel(people, people.patientToken).is(200).text("channel")).isEqualTo("WECOM");
        people.awaitPublished(
                ContactRequestSubmitted.class,
                DoctorAsked.class,
                ContactGranted.class,
                ContactSuspended.class,
                ContactResumed.class);
    }

    @Test
    void k3_a_contact_is_renewed_over_http_by_both_sides_and_not_before_its_time() {
        People people = new People();
        people.untilGranted();
        String renewal = "/contacts/" + people.request(1) + "/renewal";

        assertThat(post(renewal, people.patientToken, "{}").problem()).isEqualTo("renewal-too-early");
        assertThat(post(renewal, people.doctorToken, "{}").problem()).isEqualTo("wrong-role");
        assertThat(post(renewal, new People().patientToken, "{}").status()).isEqualTo(404);
        assertThat(post(renewal + "/answer", people.doctorToken, "{}").problem())
                .isEqualTo("renewal-answer-missing");
        assertThat(post(renewal + "/answer", people.doctorToken, "{\"accept\":true}")
                        .problem())
                .isEqualTo("no-renewal-asked");
    }

    private String ownWeChat(People people) {
        return "/contacts/" + people.request(1) + "/wechat";
    }

    private String stored(People people) {
        Document stored = service()
                .bean(Kernel.class)
                .database()
                .getCollection("pairs")
                .find(new Document("_id", people.pair))
                .first();
        return String.valueOf(stored);
    }

    private Answer channel(People people, String token) {
        return get("/contacts/" + people.request(1) + "/channel", token);
    }
}
