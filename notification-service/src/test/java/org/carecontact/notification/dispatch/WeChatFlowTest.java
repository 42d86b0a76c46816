package org.carecontact.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.carecontact.notification.correspondence.domain.Delivery;
import org.carecontact.testsupport.Eventually;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The way through an official account, as the twin plays it, and from there to text messages. */
final class WeChatFlowTest extends RunningNotifications {

    private static final String ACCOUNT = "official-account";

    @BeforeEach
    void vendorsReport() {
        TWIN.reportTo("http://127.0.0.1:" + SERVICE.port());
    }

    @Test
    void a_template_message_is_accepted_and_its_event_says_that_it_arrived() {
        Case one = follower();
        request(one, one.redirected());
        Eventually.holds(() -> isDelivered(one));
        JsonNode inbox = inbox(one);
        assertThat(inbox.size()).isEqualTo(1);
        assertThat(inbox.get(0).path("vendor").asString("")).isEqualTo("OFFICIAL_ACCOUNT");
        assertThat(inbox.get(0).path("text").asString("")).contains("您的申请有新的办理方式");
        assertThat(inbox.get(0).path("url").asString("")).matches("http://127.0.0.1:8108/r/[A-Za-z0-9_-]{22}");
        assertThat(notices(one).getFirst().system()).isEqualTo("wechat");
    }

    @Test
    void an_event_that_comes_before_the_answer_is_heard_when_the_answer_is_there() {
        Case one = follower();
        TWIN.order(Map.of("kind", "BEFORE_ANSWER", "vendor", ACCOUNT, "of", mobile(one)));
        request(one, one.redirected());
        Eventually.holds(() -> isDelivered(one));
        assertThat(inbox(one).size()).isEqualTo(1);
    }

    @Test
    void a_lost_answer_is_settled_by_the_same_call_and_one_message_arrives() {
        Case one = follower();
        TWIN.order(Map.of(
                "kind", "CLOSE", "vendor", ACCOUNT, "call", "template/send", "of", openId(one), "accepted", true));
        request(one, one.redirected());
        Eventually.holds(() -> isDelivered(one));
        assertThat(notices(one).getFirst().unknownOutcomes()).isEqualTo(1);
        assertThat(inbox(one).size()).isEqualTo(1);
    }

    @Test
    void a_call_that_was_lost_is_not_repeated_to_somebody_who_left_meanwhile() {
        Case one = follower();
        String openId = openId(one);
        TWIN.order(Map.of(
                "kind",
                "CLOSE",
                "vendor",
                ACCOUNT,
                "call",
                "template/send",
                "of",
                openId,
                "accepted",
                false,
                "times",
                0));
        request(one, one.granted());
        Eventually.holds(() -> notices(one).stream().anyMatch(notice -> notice.unknownOutcomes() > 0));
        TWIN.does("unfollow", mobile(one), "");
        Eventually.holds(() -> kept(one).contains("unsubscribed"));
        TWIN.behaves();
        awaitTold(one, "CONTACT_GRANTED/PATIENT=SENT");
        assertThat(notices(one).getFirst().system()).isEqualTo("sms");
        assertThat(TWIN.list("calls").toString())
                .doesNotContain(one.request + "/CONTACT_GRANTED/P/0/wechat\",\"code\":\"43004");
    }

    @Test
    void a_call_that_was_lost_is_not_repeated_in_the_hours_of_rest() {
        Case one = Case.at(TWINNED, pairs);
        doctorKnown(one);
        awaitRecipient(TWINNED + ":DOCTOR:" + one.doctor);
        TWIN.order(Map.of(
                "kind",
                "CLOSE",
                "vendor",
                "wecom",
                "call",
                "message/send",
                "of",
                one.doctor,
                "accepted",
                false,
                "times",
                0));
        request(one, one.doctorAsked());
        Eventually.holds(() -> notices(one).stream().anyMatch(notice -> notice.unknownOutcomes() > 0));
        int hour = Instant.now().atZone(ZoneOffset.UTC).getHour();
        int offset = 2 - hour < -12 ? 26 - hour : 2 - hour;
        SERVICE.call(
                        SERVICE.doctor(TWINNED, one.doctor),
                        "PUT",
                        "/hours-of-rest",
                        Map.of("zone", ZoneOffset.ofHours(offset).toString(), "from", "21:00", "until", "07:00"))
                .is(200);
        TWIN.behaves();
        awaitTold(one, "DOCTOR_ASKED/DOCTOR=SENDING(quiet-hours)");
        assertThat(TWIN.inbox("ww1/" + one.doctor).size()).isZero();
    }

    @Test
    void who_does_not_follow_any_more_gets_a_text_message() {
        Case one = follower();
        TWIN.order(Map.of("kind", "LOST", "vendor", ACCOUNT, "of", mobile(one)));
        TWIN.does("unfollow", mobile(one), "");
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
        assertThat(notices(one).getFirst().ways().provider()).isEqualTo("tencent");
        assertThat(notices(one).getFirst().providerCalls()).isEqualTo(2);
        assertThat(inbox(one).size()).isEqualTo(1);
        Eventually.holds(() -> kept(one).contains("43004"));
    }

    @Test
    void unfollowing_closes_the_way_before_any_call_and_following_opens_it_again() {
        Case one = follower();
        TWIN.does("unfollow", mobile(one), "");
        Eventually.holds(() -> kept(one).contains("unsubscribed"));
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
        assertThat(notices(one).getFirst().providerCalls()).isEqualTo(1);
        assertThat(notices(one).getFirst().system()).isEqualTo("sms");
        TWIN.does("follow", mobile(one), "");
        Eventually.holds(() -> !kept(one).contains("unsubscribed"));
        request(one, one.expired());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT", "REQUEST_EXPIRED/PATIENT=SENT");
        assertThat(notices(one).getLast().system()).isEqualTo("wechat");
    }

    @Test
    void who_refuses_template_messages_is_told_by_text_message_from_then_on() {
        Case one = follower();
        TWIN.does("refuse-messages", mobile(one), "");
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=FAILED(not-delivered-failed-userblock)");
        request(one, one.expired());
        awaitTold(
                one,
                "REQUEST_REDIRECTED/PATIENT=FAILED(not-delivered-failed-userblock)",
                "REQUEST_EXPIRED/PATIENT=SENT");
        assertThat(notices(one).getLast().system()).isEqualTo("sms");
    }

    @Test
    void a_subscription_message_goes_out_where_the_accounts_quota_is_used_up() {
        Case one = follower();
        String template = TWIN.template("subscription", "REQUEST_REDIRECTED");
        TWIN.does("accept-subscription", mobile(one), template);
        TWIN.order(
                Map.of("kind", "CODE", "vendor", ACCOUNT, "call", "template/send", "of", openId(one), "code", "45009"));
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
        assertThat(notices(one).getFirst().ways().provider()).isEqualTo("subscription");
        assertThat(inbox(one).size()).isEqualTo(1);
        assertThat(inbox(one).get(0).path("template").asString("")).isEqualTo(template);
    }

    @Test
    void who_stopped_text_messages_gets_the_signing_code_by_wechat() {
        Case one = Case.at(FOLLOWED, pairs);
        patientKnown(one, "PATIENT", one.patientsPhone);
        awaitRecipient(FOLLOWED + ":PATIENT:" + one.patient);
        consent(one, one.consentAsked());
        awaitTold(one, "CONSENT_ASKED/PATIENT=SENT");
        TWIN.replies(mobile(one), "ＴＤ");
        Eventually.holds(() -> kept(one).contains("unsubscribed"));
        String openId = openId(one);
        patientKnown(one, point(one, "PATIENT", "sms", one.patientsPhone), point(one, "PATIENT", "wechat", openId));
        Eventually.holds(() -> kept(one).contains("wechat"));
        consent(one, one.codeIssued(seal, 1, "402517", Instant.now().plusSeconds(595)));
        awaitTold(one, "CONSENT_ASKED/PATIENT=SENT", "SIGNING_CODE/PATIENT=SENT");
        JsonNode code = inbox(one).get(1);
        assertThat(code.path("vendor").asString("")).isEqualTo("OFFICIAL_ACCOUNT");
        assertThat(code.path("text").asString("")).contains("402517", "10分钟");
    }

    private static String mobile(Case one) {
        return "+86" + one.patientsPhone;
    }

    private static String openId(Case one) {
        return TWIN.does("follow", mobile(one), "");
    }

    private static JsonNode inbox(Case one) {
        return TWIN.inbox(mobile(one));
    }

    private static String kept(Case one) {
        return recipient(FOLLOWED + ":PATIENT:" + one.patient).orElseThrow().toJson();
    }

    /** A patient who follows the account, as the hospital knows. */
    private Case follower() {
        Case one = Case.at(FOLLOWED, pairs);
        String openId = openId(one);
        patientKnown(one, point(one, "PATIENT", "wechat", openId), point(one, "PATIENT", "sms", one.patientsPhone));
        awaitRecipient(FOLLOWED + ":PATIENT:" + one.patient);
        return one;
    }

    private boolean isDelivered(Case one) {
        return notices(one).stream()
                .anyMatch(notice ->
                        notice.delivery() instanceof Delivery.Sent(var _, var deliveredAt) && deliveredAt != null);
    }
}
