package org.carecontact.vendors.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.carecontact.vendors.E164;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.ScriptedServer;
import org.carecontact.vendors.ScriptedServer.Reply;
import org.carecontact.vendors.ScriptedServer.Seen;
import org.carecontact.vendors.SetClock;
import org.carecontact.vendors.Settled;
import org.carecontact.vendors.Sms;
import org.carecontact.vendors.TencentAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TencentSmsTest {

    private final SetClock clock = new SetClock("2026-11-27T10:30:20Z"); // 18:30:20 in China
    private final ScriptedServer vendor = new ScriptedServer(_ -> ScriptedServer.json(sent("Ok")));
    private final TencentSms sms = new TencentSms(
            new TencentAccount(
                    vendor.url(),
                    "testId",
                    "testKey",
                    "ap-guangzhou",
                    "1400006666",
                    Duration.ofMillis(900),
                    Duration.ofMillis(700),
                    Duration.ofMinutes(15)),
            clock);

    @AfterEach
    void close() {
        vendor.close();
    }

    private static Sms message(String key) {
        LinkedHashMap<String, String> values = new LinkedHashMap<>();
        values.put("name", "张三");
        values.put("code", "123");
        return new Sms(key, E164.parse("14010000001").orElseThrow(), "1110", values, "测试医院");
    }

    private static String sent(String code) {
        return "{\"Response\":{\"SendStatusSet\":[{\"SerialNo\":\"5000:1\",\"PhoneNumber\":\"+8614010000001\",\"Fee\":1,"
                + "\"SessionContext\":\"k\",\"Code\":\"" + code
                + "\",\"Message\":\"+8614010000001\",\"IsoCode\":\"CN\"}],\"RequestId\":\"r\"}}";
    }

    private static String error(String code) {
        return "{\"Response\":{\"Error\":{\"Code\":\"" + code
                + "\",\"Message\":\"+8614010000001\"},\"RequestId\":\"r\"}}";
    }

    @Test
    void a_message_is_sent_with_its_key_and_the_vendors_id_comes_back() {
        assertThat(sms.send(message("k-1"))).isEqualTo(new Outcome.Accepted("5000:1"));
        Seen seen = vendor.seen().getFirst();
        assertThat(seen.header("X-TC-Action")).isEqualTo("SendSms");
        assertThat(seen.header("Authorization")).startsWith("TC3-HMAC-SHA256 Credential=testId/");
        assertThat(seen.body())
                .contains(
                        "\"PhoneNumberSet\":[\"+8614010000001\"]",
                        "\"SmsSdkAppId\":\"1400006666\"",
                        "\"TemplateId\":\"1110\"",
                        "\"SignName\":\"测试医院\"",
                        "\"TemplateParamSet\":[\"张三\",\"123\"]",
                        "\"SessionContext\":\"k-1\"");
    }

    @Test
    void each_call_has_a_connection_of_its_own() {
        for (int i = 0; i < 4; i++) {
            assertThat(sms.send(message("k-" + i))).isInstanceOf(Outcome.Accepted.class);
        }
        assertThat(vendor.seen().stream().map(Seen::from).distinct()).hasSize(4);
    }

    @Test
    void a_request_that_was_read_and_not_answered_is_sent_once_and_unknown() {
        assertThat(sms.send(message("k-1"))).isInstanceOf(Outcome.Accepted.class); // warm, were there a pool
        vendor.script(_ -> new Reply.Close());
        assertThat(sms.send(message("k-2"))).isEqualTo(new Outcome.Unknown("no-answer"));
        assertThat(vendor.seen().stream().filter(seen -> seen.body().contains("k-2")))
                .hasSize(1);
    }

    @Test
    void an_answer_that_is_too_late_is_unknown_and_nothing_is_sent_again() {
        vendor.script(_ -> new Reply.Late());
        assertThat(sms.send(message("k-1"))).isEqualTo(new Outcome.Unknown("no-answer"));
        assertThat(vendor.seen()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"408,''", "503,0", "503,1", "502,''", "500,''", "307,''", "302,''", "429,''", "200,''", "404,''"})
    void what_is_not_from_the_service_is_unknown_and_sent_once(int status, String retryAfter) {
        Map<String, String> headers = retryAfter.isEmpty()
                ? Map.of("Location", vendor.url() + "/elsewhere")
                : Map.of("Retry-After", retryAfter);
        vendor.script(_ -> new Reply.Text(status, "text/html", "<html>no</html>", headers));
        assertThat(sms.send(message("k-1"))).isInstanceOf(Outcome.Unknown.class);
        assertThat(vendor.seen()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "",
                "{\"Response\":{}}",
                "{\"Response\":{\"SendStatusSet\":[]}}",
                "{\"Response\":{\"SendStatusSet\":[{}]}}",
                "{\"Response\":{\"SendStatusSet\":[null]}}"
            })
    void an_answer_without_a_code_is_unknown(String text) {
        vendor.script(_ -> ScriptedServer.json(text));
        assertThat(sms.send(message("k-1"))).isInstanceOf(Outcome.Unknown.class);
        assertThat(vendor.seen()).hasSize(1);
    }

    @Test
    void what_never_got_a_connection_was_not_sent() {
        vendor.close();
        assertThat(sms.send(message("k-1")))
                .isEqualTo(new Outcome.RefusedUntil(clock.instant().plusSeconds(5), "unreachable"));
    }

    @ParameterizedTest
    @CsvSource({
        "FailedOperation.PhoneNumberInBlacklist, RefusedForGood",
        "InvalidParameterValue.IncorrectPhoneNumber, RefusedForGood",
        "FailedOperation.SignatureIncorrectOrUnapproved, RefusedOurFault",
        "FailedOperation.TemplateUnapprovedOrNotExist, RefusedOurFault",
        "FailedOperation.TemplateParamSetNotMatchApprovedTemplate, RefusedOurFault",
        "FailedOperation.ContainSensitiveWord, RefusedOurFault",
        "FailedOperation.InsufficientBalanceInSmsPackage, RefusedOurFault",
        "InvalidParameterValue.TemplateParameterLengthLimit, RefusedOurFault",
        "InvalidParameterValue.ProhibitedUseUrlInTemplateParameter, RefusedOurFault",
        "InvalidParameterValue.ContentLengthLimit, RefusedOurFault",
        "UnauthorizedOperation.RequestIpNotInWhitelist, RefusedOurFault",
        "UnauthorizedOperation.SdkAppIdIsDisabled, RefusedOurFault",
        "AuthFailure.SignatureFailure, RefusedOurFault",
        "AuthFailure.SignatureExpire, RefusedOurFault",
        "UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber, RefusedOurFault",
        "InternalError.Timeout, Unknown",
        "InternalError.SendAndRecvFail, Unknown",
        "InternalError.OtherError, Unknown",
        "InternalError, Unknown",
        "+8614010000001, Unknown",
    })
    void each_code_has_its_class_for_the_number_and_for_the_call(String code, String wanted) {
        for (String text : new String[] {sent(code), error(code)}) {
            vendor.script(_ -> ScriptedServer.json(text));
            Outcome outcome = sms.send(message("k-1"));
            assertThat(outcome.getClass().getSimpleName()).isEqualTo(wanted);
            assertThat(outcome).asString().doesNotContain("1401");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LimitExceeded.PhoneNumberThirtySecondLimit, 2026-11-27T10:30:50Z",
        "LimitExceeded.PhoneNumberOneHourLimit, 2026-11-27T11:30:20Z",
        "LimitExceeded.PhoneNumberDailyLimit, 2026-11-27T16:00:00Z",
        "LimitExceeded.PhoneNumberSameContentDailyLimit, 2026-11-27T16:00:00Z",
        "LimitExceeded.AppDailyLimit, 2026-11-27T16:00:00Z",
        "LimitExceeded.DeliveryFrequencyLimit, 2026-11-27T10:40:20Z",
        "LimitExceeded, 2026-11-27T10:31:20Z",
        "RequestLimitExceeded, 2026-11-27T10:31:20Z",
        "FailedOperation.MarketingSendTimeConstraint, 2026-11-28T00:00:00Z",
    })
    void a_limit_lasts_as_long_as_its_window(String code, Instant until) {
        vendor.script(_ -> ScriptedServer.json(sent(code)));
        assertThat(sms.send(message("k-1"))).isEqualTo(new Outcome.RefusedUntil(until, code));
    }

    private static String reports(String... rows) {
        return "{\"Response\":{\"PullSmsSendStatusSet\":[" + String.join(",", rows) + "],\"RequestId\":\"r\"}}";
    }

    private static String row(String key, String status) {
        return "{\"SerialNo\":\"5000:1\",\"ReportStatus\":\"" + status + "\",\"SessionContext\":\"" + key + "\"}";
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS,DELIVERED", "FAIL,FAILED", "NEW,OPEN"})
    void an_unknown_outcome_is_settled_by_the_key(String status, Settled wanted) {
        vendor.script(_ -> ScriptedServer.json(reports(row("other", "SUCCESS"), row("k-1", status))));
        assertThat(sms.settle(message("k-1"), clock.instant().minusSeconds(6_000)))
                .isEqualTo(wanted);
        assertThat(vendor.seen().getFirst().header("X-TC-Action")).isEqualTo("PullSmsSendStatusByPhoneNumber");
    }

    @Test
    void without_a_report_it_was_not_sent_but_only_after_a_while() {
        vendor.script(_ -> ScriptedServer.json(reports(row("k-10", "SUCCESS"))));
        assertThat(sms.settle(message("k-1"), clock.instant().minusSeconds(899)))
                .isEqualTo(Settled.OPEN);
        assertThat(sms.settle(message("k-1"), clock.instant().minusSeconds(900)))
                .isEqualTo(Settled.NOT_SENT);
    }

    @Test
    void a_full_page_of_others_settles_nothing() {
        String[] others = new String[100];
        Arrays.fill(others, row("other", "SUCCESS"));
        vendor.script(_ -> ScriptedServer.json(reports(others)));
        assertThat(sms.settle(message("k-1"), clock.instant().minusSeconds(6_000)))
                .isEqualTo(Settled.OPEN);
    }

    @Test
    void a_query_never_spans_more_than_seven_days() {
        vendor.script(_ -> ScriptedServer.json(reports()));
        sms.settle(message("k-1"), clock.instant().minus(Duration.ofDays(30)));
        String body = vendor.seen().getFirst().body();
        long begin = Long.parseLong(body.replaceAll(".*\"BeginTime\":(\\d+).*", "$1"));
        long end = Long.parseLong(body.replaceAll(".*\"EndTime\":(\\d+).*", "$1"));
        assertThat(Duration.ofSeconds(end - begin)).isPositive().isLessThanOrEqualTo(Duration.ofDays(7));
    }

    @Test
    void an_answer_that_is_none_settles_nothing() {
        for (Reply reply : new Reply[] {
            ScriptedServer.html(502),
            ScriptedServer.json("{}"),
            ScriptedServer.json("{\"Response\":{}}"),
            ScriptedServer.json(error("InternalError")),
            new Reply.Close()
        }) {
            vendor.script(_ -> reply);
            assertThat(sms.settle(message("k-1"), clock.instant().minusSeconds(6_000)))
                    .isEqualTo(Settled.OPEN);
        }
    }
}
