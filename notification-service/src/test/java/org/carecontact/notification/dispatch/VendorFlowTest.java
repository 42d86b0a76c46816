package org.carecontact.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;
import org.carecontact.notification.correspondence.domain.Delivery;
import org.carecontact.notification.correspondence.domain.Notice;
import org.carecontact.testsupport.Eventually;
import org.junit.jupiter.api.Test;

/** A hospital with accounts at a vendor: what goes out, what comes back, and what each side may do wrong. */
// Longer than 300 lines: one story after the other, all with the same vendor.
final class VendorFlowTest extends RunningNotifications {

    private static final Pattern ENTRY = Pattern.compile("\"entry\":\"([A-Z0-9]{6})\"");
    private static final String REPORTS = "/callbacks/" + CALLBACK + "/reports";
    private static final String REPLIES = "/callbacks/" + CALLBACK + "/replies";
    private static final String TAKEN = "{\"code\":0,\"msg\":\"接收成功\"}";

    @Test
    void a_notice_goes_out_once_by_its_template_with_a_code_to_type_and_no_link() {
        Case one = known();
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
        List<FakeAliyun.Taken> taken = ALIYUN.takenFor(one.patientsPhone);
        assertThat(taken).hasSize(1);
        assertThat(taken.getFirst().template()).isEqualTo("SMS_4");
        assertThat(taken.getFirst().signature()).isEqualTo("测试医院");
        assertThat(taken.getFirst().key()).hasSizeLessThanOrEqualTo(64).startsWith(one.request);
        assertThat(taken.getFirst().parameters())
                .matches("\\{\"entry\":\"[2-9A-Z]{6}\",\"until\":\"1?[0-9]月[0-9]+日\"}");
        assertThat(PHONES.about(one.request)).isEmpty();
    }

    @Test
    void a_signing_code_goes_out_in_its_template_and_nowhere_else() {
        Case one = known();
        consent(one, one.codeIssued(seal, 1, "402517", Instant.now().plusSeconds(595)));
        awaitTold(one, "SIGNING_CODE/PATIENT=SENT");
        assertThat(ALIYUN.takenFor(one.patientsPhone))
                .extracting(FakeAliyun.Taken::parameters)
                .containsExactly("{\"code\":\"402517\",\"minutes\":\"10\"}");
    }

    @Test
    void a_landline_gets_no_message_and_no_call() {
        Case one = Case.at(EQUIPPED, pairs);
        patientKnown(one, "PATIENT", "010-80010010");
        awaitRecipient(EQUIPPED + ":PATIENT:" + one.patient);
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=FAILED(no-mobile-number)");
        assertThat(ALIYUN.calls("80010010")).isZero();
    }

    @Test
    void a_lost_answer_is_settled_by_a_question_and_nothing_is_sent_twice() {
        Case one = known();
        ALIYUN.does(one.patientsPhone, FakeAliyun.Does.TAKES_SILENTLY);
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
        assertThat(ALIYUN.calls(one.patientsPhone)).isEqualTo(1);
        assertThat(SPARE.calls(one.patientsPhone)).isZero();
        assertThat(notices(one).getFirst().unknownOutcomes()).isEqualTo(1);
    }

    @Test
    void a_code_whose_fate_nobody_knows_is_given_up_and_never_sent_twice() {
        Case one = known();
        ALIYUN.does(one.patientsPhone, FakeAliyun.Does.LOSES);
        consent(one, one.codeIssued(seal, 1, "402518", Instant.now().plusSeconds(595)));
        awaitTold(one, "SIGNING_CODE/PATIENT=FAILED(unknown-outcome)");
        assertThat(ALIYUN.calls(one.patientsPhone)).isEqualTo(1);
        assertThat(SPARE.calls(one.patientsPhone)).isZero();
    }

    @Test
    void a_limit_at_one_provider_leads_to_the_next_at_once() {
        Case one = known();
        ALIYUN.does(one.patientsPhone, FakeAliyun.Does.HAS_A_LIMIT);
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
        assertThat(SPARE.takenFor(one.patientsPhone)).hasSize(1);
        assertThat(notices(one).getFirst().ways().provider()).isEqualTo("spare");
    }

    @Test
    void a_fault_of_ours_stops_the_provider_for_everybody_until_a_person_opens_it() {
        Case first = known();
        Case second = known();
        ALIYUN.does(first.patientsPhone, FakeAliyun.Does.REFUSES_THE_SIGNATURE);
        try {
            request(first, first.redirected());
            awaitTold(first, "REQUEST_REDIRECTED/PATIENT=SENT");
            request(second, second.redirected());
            awaitTold(second, "REQUEST_REDIRECTED/PATIENT=SENT");
            assertThat(ALIYUN.calls(second.patientsPhone)).isZero();
            assertThat(SPARE.takenFor(second.patientsPhone)).hasSize(1);
            assertThat(SERVICE.get(staff(), "/providers").is(200).body())
                    .contains("\"name\":\"main\"", "SIGN", "\"name\":\"spare\"")
                    .doesNotContain("testSecret");
            assertThat(SERVICE.metrics()).contains("carecontact_providers_stopped");
            SERVICE.post(staff(), "/providers/main/reset", null).isProblem(403, "wrong-role");
            SERVICE.post(SERVICE.supervisor("tongren", "U1"), "/providers/main/reset", null)
                    .isProblem(404, "not-found");
        } finally {
            SERVICE.post(SERVICE.supervisor(EQUIPPED, "U1"), "/providers/main/reset", null)
                    .is(200);
        }
        SERVICE.post(SERVICE.supervisor(EQUIPPED, "U1"), "/providers/main/reset", null)
                .isProblem(409, "not-stopped");
        Case third = known();
        request(third, third.redirected());
        awaitTold(third, "REQUEST_REDIRECTED/PATIENT=SENT");
        assertThat(ALIYUN.takenFor(third.patientsPhone)).hasSize(1);
    }

    @Test
    void a_receipt_is_noted_once_and_every_repetition_gets_the_same_answer() {
        Case one = known();
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
        FakeAliyun.Taken taken = ALIYUN.takenFor(one.patientsPhone).getFirst();
        for (int i = 0; i < 3; i++) {
            assertThat(post(REPORTS, List.of(report(taken, true, "DELIVERED")))).isEqualTo(TAKEN);
        }
        assertThat(notices(one).getFirst().delivery())
                .isInstanceOfSatisfying(
                        Delivery.Sent.class,
                        sent -> assertThat(sent.deliveredAt()).isNotNull());
    }

    @Test
    void what_is_unknown_malformed_or_about_another_hospital_is_answered_alike_and_changes_nothing() {
        Case other = Case.at(HOSPITAL, pairs);
        known(other);
        awaitRecipient("tongren:PATIENT:" + other.patient);
        request(other, other.redirected());
        awaitTold(other, "REQUEST_REDIRECTED/PATIENT=SENT");
        List<Notice> before = notices(other);
        String foreign = other.request + "/REQUEST_REDIRECTED/P/0";
        for (Object body : List.of(
                List.of(Map.of("biz_id", "nobody's", "success", true)),
                List.of(Map.of("out_id", foreign, "biz_id", "x", "success", false)),
                List.of(1, "two"),
                Map.of())) {
            assertThat(post(REPORTS, body)).isEqualTo(TAKEN);
        }
        assertThat(notices(other)).isEqualTo(before);
    }

    @Test
    void whoever_does_not_know_the_path_finds_nothing() {
        SERVICE.post("", "/callbacks/another-path-of-24-letters/reports", List.of())
                .isProblem(404, "not-found");
        SERVICE.post("", "/callbacks/another-path-of-24-letters/replies", List.of())
                .isProblem(404, "not-found");
        SERVICE.get("", "/callbacks/" + CALLBACK + "?timestamp=1&nonce=1&echostr=1")
                .isProblem(404, "not-found");
    }

    @Test
    void a_number_on_the_list_of_complaints_is_left_alone_from_then_on() {
        Case one = known();
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
        FakeAliyun.Taken taken = ALIYUN.takenFor(one.patientsPhone).getFirst();
        post(REPORTS, List.of(report(taken, false, "W-BLACK01")));
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=FAILED(not-delivered-W-BLACK01)");
        request(one, one.expired());
        awaitTold(
                one,
                "REQUEST_REDIRECTED/PATIENT=FAILED(not-delivered-W-BLACK01)",
                "REQUEST_EXPIRED/PATIENT=FAILED(blocked)");
        assertThat(ALIYUN.calls(one.patientsPhone)).isEqualTo(1);
    }

    @Test
    void a_stop_word_holds_at_once_for_what_waits_and_also_when_the_hospital_tells_the_number_again() {
        Case one = known();
        ALIYUN.does(one.patientsPhone, FakeAliyun.Does.HAS_A_LIMIT);
        SPARE.does(one.patientsPhone, FakeAliyun.Does.HAS_A_LIMIT);
        request(one, one.redirected());
        Eventually.holds(() -> SPARE.calls(one.patientsPhone) > 0);
        assertThat(post(REPLIES, List.of(reply(one, "ｔｄ ")))).isEqualTo(TAKEN);
        ALIYUN.does(one.patientsPhone, FakeAliyun.Does.TAKES);
        SPARE.does(one.patientsPhone, FakeAliyun.Does.TAKES);
        patientKnown(one, "PATIENT", "+86 " + one.patientsPhone);
        request(one, one.expired());
        Eventually.holds(() -> notices(one).stream()
                .filter(notice -> notice.key().kind().name().equals("REQUEST_EXPIRED"))
                .anyMatch(notice -> notice.delivery().equals(new Delivery.Failed("unsubscribed"))));
        assertThat(ALIYUN.takenFor(one.patientsPhone)).isEmpty();
        assertThat(SPARE.takenFor(one.patientsPhone)).isEmpty();
    }

    @Test
    void a_reply_that_reads_like_an_emergency_is_answered_once_and_shown_to_staff() {
        Case one = known();
        for (int i = 0; i < 2; i++) {
            post(REPLIES, List.of(reply(one, "我胸痛")));
        }
        assertThat(ALIYUN.takenFor(one.patientsPhone))
                .extracting(FakeAliyun.Taken::template)
                .containsExactly("SMS_91");
        String shown = SERVICE.get(staff(), "/replies").is(200).body();
        assertThat(shown)
                .contains("我胸痛", EQUIPPED + ":PATIENT:" + one.patient, "\"answer\":\"answered\"")
                .doesNotContain(one.patientsPhone);
        assertThat(SERVICE.get(SERVICE.staff("tongren", "S1"), "/replies")
                        .is(200)
                        .body())
                .doesNotContain("我胸痛");
        SERVICE.get(SERVICE.patient(EQUIPPED, one.patient), "/replies").isProblem(403, "wrong-role");
        Matcher id = Pattern.compile("\"id\":\"([0-9a-f]{64})\"").matcher(shown);
        assertThat(id.find()).isTrue();
        SERVICE.post(SERVICE.staff("tongren", "S1"), "/replies/" + id.group(1) + "/seen", null)
                .isProblem(404, "not-found");
        SERVICE.post(staff(), "/replies/" + id.group(1) + "/seen", null).is(200);
        assertThat(SERVICE.get(staff(), "/replies").is(200).body()).doesNotContain(id.group(1));
        collection("replies").find().forEach(kept -> assertThat(kept.toJson()).doesNotContain("胸痛", one.patientsPhone));
    }

    @Test
    void the_code_of_a_message_leads_anybody_to_log_in_and_its_recipient_to_the_request() {
        Case one = known();
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
        Matcher entry =
                ENTRY.matcher(ALIYUN.takenFor(one.patientsPhone).getFirst().parameters());
        assertThat(entry.find()).isTrue();
        String code = entry.group(1);
        assertThat(SERVICE.get("", "/r").is(200).body()).contains("lang=\"zh-CN\"", "<form");
        String typed = code.substring(0, 3).toLowerCase(Locale.ROOT) + "%20" + code.substring(3);
        assertThat(SERVICE.get("", "/r?c=" + typed).is(200).body())
                .contains("登录", "/login?next=%2Fr%2F")
                .doesNotContain(one.request, one.patient);
        assertThat(SERVICE.get("", "/r/ZZZZZZ").is(200).body())
                .as("who has not logged in does not learn whether there is such a code")
                .isEqualTo(SERVICE.get("", "/r/" + code).is(200).body().replace(code, "ZZZZZZ"));
        assertThat(SERVICE.get(SERVICE.patient(EQUIPPED, one.patient), "/entries/" + code)
                        .is(200)
                        .body())
                .contains(one.request);
        SERVICE.get(SERVICE.patient(EQUIPPED, "P-other"), "/entries/" + code).isProblem(404, "not-found");
        SERVICE.get(SERVICE.patient("tongren", one.patient), "/entries/" + code).isProblem(404, "not-found");
        SERVICE.get(SERVICE.doctor(EQUIPPED, one.doctor), "/entries/" + code).isProblem(404, "not-found");
        SERVICE.get(SERVICE.patient(EQUIPPED, one.patient), "/entries/ZZZZZZ").isProblem(404, "not-found");
        collection("correspondences")
                .find()
                .forEach(kept -> assertThat(kept.toJson()).doesNotContain(code));
    }

    @Test
    void what_was_given_up_is_listed_and_can_be_sent_again() {
        Case one = known();
        ALIYUN.does(one.patientsPhone, FakeAliyun.Does.REFUSES_THE_NUMBER);
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=FAILED(isv.MOBILE_NUMBER_ILLEGAL)");
        String path = "/dead-letters/" + one.request;
        assertThat(SERVICE.get(staff(), "/dead-letters?limit=100").is(200).body())
                .contains(one.request);
        assertThat(SERVICE.get(staff(), path).is(200).body())
                .contains("\"reason\":\"isv.MOBILE_NUMBER_ILLEGAL\"", "\"provider\":\"main\"")
                .doesNotContain(one.patientsPhone);
        SERVICE.get(SERVICE.staff("tongren", "S1"), path).isProblem(404, "not-found");
        ALIYUN.does(one.patientsPhone, FakeAliyun.Does.TAKES);
        Map<String, String> which = Map.of("kind", "REQUEST_REDIRECTED", "recipient", "PATIENT");
        SERVICE.post(SERVICE.patient(EQUIPPED, one.patient), path + "/replay", which)
                .isProblem(403, "wrong-role");
        SERVICE.post(staff(), path + "/replay", Map.of("kind", "NONSENSE")).isProblem(400, "malformed-body");
        SERVICE.post(staff(), path + "/replay", which).is(200);
        // The number itself was refused: only a new one opens the way again.
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=FAILED(isv.MOBILE_NUMBER_ILLEGAL)");
        String fresh = "1390019" + one.patientsPhone.substring(7);
        patientKnown(one, "PATIENT", fresh);
        Eventually.holds(() -> {
            SERVICE.post(staff(), path + "/replay", which);
            return ALIYUN.calls(fresh) == 1;
        });
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
        SERVICE.post(staff(), path + "/replay", which).isProblem(409, "not-given-up");
        assertThat(SERVICE.get(staff(), path).is(200).body()).doesNotContain("reason");
    }

    @Test
    void at_night_a_notice_waits_and_what_becomes_pointless_is_never_sent_and_a_code_goes_out_at_once() {
        Case one = known(ASLEEP);
        consent(one, one.consentAsked());
        awaitTold(one, "CONSENT_ASKED/PATIENT=SENDING(quiet-hours)");
        consent(one, one.codeIssued(seal, 1, "402519", Instant.now().plusSeconds(595)));
        awaitTold(one, "CONSENT_ASKED/PATIENT=SENDING(quiet-hours)", "SIGNING_CODE/PATIENT=SENT");
        consent(one, one.consentWithdrawn());
        awaitTold(one, "CONSENT_ASKED/PATIENT=SUPPRESSED(consent-over)", "SIGNING_CODE/PATIENT=SENT");
        assertThat(ALIYUN.takenFor(one.patientsPhone))
                .extracting(FakeAliyun.Taken::template)
                .containsExactly("SMS_1");
    }

    @Test
    void a_persons_own_hours_go_before_the_hospitals() {
        Case one = known(ASLEEP);
        String patient = SERVICE.patient(ASLEEP, one.patient);
        String path = "/hours-of-rest";
        assertThat(SERVICE.get(patient, path).is(200).body()).isEqualTo("{}");
        // Where this person lives the sun is up, whatever the hour at the hospital.
        int hour = Instant.now().atZone(ZoneOffset.UTC).getHour();
        String zone = ZoneOffset.ofHours(12 - hour).toString();
        Map<String, String> awake = Map.of("zone", zone, "from", "22:00", "until", "06:30");
        assertThat(SERVICE.call(patient, "PUT", path, awake).is(200).body()).contains("22:00", "06:30");
        SERVICE.call(patient, "PUT", path, Map.of("zone", "Mars", "from", "22:00", "until", "06:30"))
                .isProblem(400, "no-such-hours");
        SERVICE.call(patient, "PUT", path, Map.of("zone", zone, "from", "06:30", "until", "22:00"))
                .isProblem(400, "no-such-hours");
        SERVICE.call(SERVICE.patient(ASLEEP, "P-unknown"), "PUT", path, awake).isProblem(409, "not-reachable");
        SERVICE.call(SERVICE.staff(ASLEEP, "S1"), "PUT", path, awake).isProblem(403, "wrong-role");
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
    }

    @Test
    void a_store_that_fails_after_the_call_does_not_have_it_made_again() {
        Case one = known(ASLEEP);
        int hour = Instant.now().atZone(ZoneOffset.UTC).getHour();
        Map<String, String> awake =
                Map.of("zone", ZoneOffset.ofHours(12 - hour).toString(), "from", "22:00", "until", "06:30");
        SERVICE.call(SERVICE.patient(ASLEEP, one.patient), "PUT", "/hours-of-rest", awake)
                .is(200);
        ALIYUN.afterTaking(one.patientsPhone, RunningNotifications::mongoIsCut);
        try (Heard heard = new Heard(List.of("org.carecontact.notification.dispatch"))) {
            request(one, one.redirected());
            Eventually.holds(() -> heard.lines().stream().anyMatch(line -> line.contains("waits to be written")));
        }
        mongoHeals();
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
        assertThat(ALIYUN.calls(one.patientsPhone)).isEqualTo(1);
    }

    @Test
    void a_report_that_can_not_be_applied_holds_up_no_other() {
        Date past = Date.from(Instant.now().minusSeconds(3_000));
        Document other = new Document("_id", "fit")
                .append("hospital", EQUIPPED)
                .append("provider", "main")
                .append("vendorId", "never-sent")
                .append("key", "")
                .append("delivered", true)
                .append("code", "")
                .append("at", Date.from(Instant.now().minusSeconds(7_200)))
                .append("open", Date.from(Instant.now().minusSeconds(2_000)));
        try {
            collection("receipts").insertOne(new Document("_id", "unfit").append("open", past));
            collection("receipts").insertOne(other);
            Eventually.holds(() -> {
                Document kept =
                        collection("receipts").find(new Document("_id", "fit")).first();
                return kept != null && "unknown".equals(kept.getString("result"));
            });
        } finally {
            collection("receipts").deleteOne(new Document("_id", "unfit"));
        }
    }

    private Case known() {
        return known(EQUIPPED);
    }

    private Case known(String hospital) {
        Case one = Case.at(hospital, pairs);
        patientKnown(one, "PATIENT", one.patientsPhone);
        awaitRecipient(hospital + ":PATIENT:" + one.patient);
        return one;
    }

    private static Map<String, Object> report(FakeAliyun.Taken taken, boolean success, String code) {
        return Map.of(
                "phone_number",
                taken.to(),
                "success",
                success,
                "err_code",
                code,
                "biz_id",
                "biz-" + taken.key(),
                "out_id",
                taken.key());
    }

    private static Map<String, Object> reply(Case one, String text) {
        return Map.of(
                "phone_number",
                one.patientsPhone,
                "content",
                text,
                "send_time",
                "2026-11-27 10:00:00",
                "sequence_id",
                1);
    }

    private static String post(String path, Object body) {
        return SERVICE.post("", path, body).is(200).body();
    }

    private static String staff() {
        return SERVICE.staff(EQUIPPED, "S1");
    }
}
