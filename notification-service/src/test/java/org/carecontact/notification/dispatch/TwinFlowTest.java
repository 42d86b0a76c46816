package org.carecontact.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.carecontact.notification.correspondence.domain.Delivery;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.vendors.EncryptedCallbacks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The whole way through the vendors' own protocols, as the twin speaks them. */
final class TwinFlowTest extends RunningNotifications {

    @BeforeEach
    void vendorsReport() {
        TWIN.reportTo("http://127.0.0.1:" + SERVICE.port());
    }

    @Test
    void every_shipped_text_for_messages_is_approved_by_both_vendors() {
        assertThat(TWIN.refused()).isEmpty();
    }

    @Test
    void a_message_reaches_the_telephone_as_approved_and_its_receipt_comes_back() {
        Case one = known();
        request(one, one.redirected());
        Eventually.holds(() -> isDelivered(one));
        JsonNode inbox = TWIN.inbox("+86" + one.patientsPhone);
        assertThat(inbox.size()).isEqualTo(1);
        assertThat(inbox.get(0).path("text").asString(""))
                .contains("您的申请有新的办理方式", "http://127.0.0.1:8108/r")
                .doesNotContain("{");
    }

    @Test
    void a_limit_at_aliyun_leads_to_tencent_whose_receipt_finds_its_message_by_its_own_id() {
        Case one = known();
        TWIN.fault("CODE", "aliyun", "+86" + one.patientsPhone, false, "isv.BUSINESS_LIMIT_CONTROL");
        request(one, one.redirected());
        Eventually.holds(() -> isDelivered(one));
        assertThat(notices(one).getFirst().ways().provider()).isEqualTo("tencent");
        assertThat(TWIN.inbox("+86" + one.patientsPhone).size()).isEqualTo(1);
    }

    @Test
    void an_answer_that_is_lost_after_the_message_was_taken_causes_no_second_message() {
        Case one = known();
        TWIN.fault("CLOSE", "aliyun", "+86" + one.patientsPhone, true, "");
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
        assertThat(notices(one).getFirst().unknownOutcomes()).isEqualTo(1);
        assertThat(TWIN.inbox("+86" + one.patientsPhone).size()).isEqualTo(1);
    }

    @Test
    void who_answers_td_gets_nothing_more() {
        Case one = known();
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
        TWIN.replies("+86" + one.patientsPhone, "td");
        Eventually.holds(() -> recipient(TWINNED + ":PATIENT:" + one.patient)
                .filter(kept -> kept.toJson().contains("unsubscribed"))
                .isPresent());
        request(one, one.expired());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT", "REQUEST_EXPIRED/PATIENT=FAILED(unsubscribed)");
        assertThat(TWIN.inbox("+86" + one.patientsPhone).size()).isEqualTo(1);
    }

    @Test
    void a_doctor_gets_a_card_that_opens_the_link() {
        Case one = Case.at(TWINNED, pairs);
        doctorKnown(one);
        awaitRecipient(TWINNED + ":DOCTOR:" + one.doctor);
        request(one, one.doctorAsked());
        awaitTold(one, "DOCTOR_ASKED/DOCTOR=SENT");
        JsonNode inbox = TWIN.inbox("ww1/" + one.doctor);
        assertThat(inbox.size()).isEqualTo(1);
        assertThat(inbox.get(0).path("url").asString("")).matches("http://127.0.0.1:8108/r/[A-Za-z0-9_-]{22}");
        String code = inbox.get(0).path("url").asString("").replaceAll(".*/r/", "");
        assertThat(SERVICE.get("", "/r/" + code).is(200).body()).contains("登录");
        assertThat(SERVICE.get(SERVICE.doctor(TWINNED, one.doctor), "/entries/" + code)
                        .is(200)
                        .body())
                .contains(one.request);
    }

    @Test
    void a_provider_is_tried_by_one_message_which_only_a_supervisor_may_send() {
        String to = "14010009001";
        assertThat(SERVICE.post(SERVICE.supervisor(TWINNED, "V1"), "/providers/aliyun/trial", "{\"to\":\"" + to + "\"}")
                        .is(200)
                        .text("outcome"))
                .isEqualTo("accepted");
        assertThat(TWIN.inbox("+86" + to).get(0).path("text").asString("")).contains("您有1条新的服务信息", "W7K2QM");
        assertThat(SERVICE.post(
                                SERVICE.supervisor(TWINNED, "V1"),
                                "/providers/aliyun/trial",
                                "{\"to\":\"01012345678\"}")
                        .is(200)
                        .text("outcome"))
                .isEqualTo("refused-for-good");
        SERVICE.post(SERVICE.supervisor(TWINNED, "V1"), "/providers/nobody/trial", "{\"to\":\"1\"}")
                .isProblem(404, "not-found");
        SERVICE.post(SERVICE.supervisor(TWINNED, "V1"), "/providers/aliyun/trial", "{}")
                .isProblem(400, "receiver-missing");
        SERVICE.post(SERVICE.staff(TWINNED, "S1"), "/providers/aliyun/trial", "{\"to\":\"1\"}")
                .isProblem(403, "wrong-role");
    }

    @Test
    void wecom_may_check_the_address_and_nobody_else() {
        EncryptedCallbacks wecom =
                new EncryptedCallbacks(Twin.WECOM_TOKEN, Twin.AES_KEY, "ww1", SERVICE.bean(Clock.class));
        EncryptedCallbacks.Sealed sealed = wecom.seal("1616140317555161061");
        String query = "?msg_signature=" + sealed.signature() + "&timestamp=" + sealed.timestamp() + "&nonce="
                + sealed.nonce() + "&echostr=" + URLEncoder.encode(sealed.encrypt(), StandardCharsets.UTF_8);
        String path = "/callbacks/" + Twin.WECOM_PATH;
        assertThat(SERVICE.get("", path + query).is(200).body()).isEqualTo("1616140317555161061");
        SERVICE.get("", path + query.replace("nonce=", "nonce=1")).isProblem(403, "callback-refused");
    }

    @Test
    void a_guessed_path_and_a_body_that_nobody_understands_are_lines_of_the_security_log_and_counted() {
        Logger security = (Logger) LoggerFactory.getLogger("security");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        security.addAppender(lines);
        try {
            double guessed = counted("unknown-secret");
            double unreadable = counted("unreadable");
            String guess = "guessed-guessed-guessed-guessed";
            SERVICE.post("", "/callbacks/" + guess + "/reports", "[]").isProblem(404, "not-found");
            SERVICE.post("", "/callbacks/" + guess + "/replies", "[]").isProblem(404, "not-found");
            SERVICE.post("", "/callbacks/" + guess + "?msg_signature=1&timestamp=1&nonce=1", "x")
                    .isProblem(404, "not-found");
            SERVICE.get("", "/callbacks/" + guess + "?msg_signature=1&timestamp=1&nonce=1&echostr=1")
                    .isProblem(404, "not-found");
            SERVICE.post("", "/callbacks/" + Twin.ALIYUN_PATH + "/reports", "[]")
                    .is(200);
            SERVICE.post("", "/callbacks/" + Twin.ALIYUN_PATH + "/reports", "zzz")
                    .is(200);
            SERVICE.post("", "/callbacks/" + Twin.ALIYUN_PATH + "/replies", "[{\"phone\":\"zzz\"}]")
                    .is(200);

            assertThat(lines.list)
                    .extracting(line -> line.getKeyValuePairs().getFirst().value)
                    .containsExactly(
                            "callback-unknown",
                            "callback-unknown",
                            "callback-unknown",
                            "callback-unknown",
                            "callback-unreadable",
                            "callback-unreadable");
            assertThat(lines.list)
                    .noneMatch(line -> (line.getKeyValuePairs() + line.getFormattedMessage())
                            .matches("(?s).*(" + guess + "|" + Twin.ALIYUN_PATH + "|zzz).*"));
            assertThat(counted("unknown-secret") - guessed).isEqualTo(4);
            assertThat(counted("unreadable") - unreadable).isEqualTo(2);
        } finally {
            security.detachAppender(lines);
        }
    }

    @Test
    void a_trial_says_in_words_what_is_no_code_of_the_vendor() {
        String supervisor = SERVICE.supervisor(TWINNED, "V2");
        assertThat(SERVICE.post(supervisor, "/providers/aliyun/trial", "{\"to\":\"01012345678\"}")
                        .is(200)
                        .text("meaning"))
                .isEqualTo("this is no mobile number: nothing was sent");
        String to = "14010099999";
        TWIN.order(Map.of("kind", "CLOSE", "vendor", "aliyun", "of", "+86" + to));
        Answer lost = SERVICE.post(supervisor, "/providers/aliyun/trial", "{\"to\":\"" + to + "\"}")
                .is(200);
        assertThat(lost.text("code")).isEqualTo("no-answer");
        assertThat(lost.text("meaning")).startsWith("no answer came");
        TWIN.order(Map.of("kind", "CODE", "vendor", "aliyun", "of", "+86" + to, "code", "isv.AMOUNT_NOT_ENOUGH"));
        Answer refused = SERVICE.post(supervisor, "/providers/aliyun/trial", "{\"to\":\"" + to + "\"}")
                .is(200);
        assertThat(refused.text("outcome")).isEqualTo("refused-our-fault");
        assertThat(refused.body()).doesNotContain("meaning");
        SERVICE.post(supervisor, "/providers/aliyun/reset", "{}").isProblem(409, "not-stopped");
    }

    private static double counted(String result) {
        return SERVICE.metrics()
                .lines()
                .filter(line ->
                        line.startsWith("carecontact_receipts_total") && line.contains("result=\"" + result + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private boolean isDelivered(Case one) {
        return notices(one).stream()
                .anyMatch(notice ->
                        notice.delivery() instanceof Delivery.Sent(var _, var deliveredAt) && deliveredAt != null);
    }

    private Case known() {
        Case one = Case.at(TWINNED, pairs);
        patientKnown(one, "PATIENT", one.patientsPhone);
        awaitRecipient(TWINNED + ":PATIENT:" + one.patient);
        return one;
    }
}
