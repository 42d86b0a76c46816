package org.carecontact.vendors.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.carecontact.vendors.AliyunAccount;
import org.carecontact.vendors.E164;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.ScriptedServer;
import org.carecontact.vendors.ScriptedServer.Reply;
import org.carecontact.vendors.ScriptedServer.Seen;
import org.carecontact.vendors.SetClock;
import org.carecontact.vendors.Settled;
import org.carecontact.vendors.Sms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AliyunSmsTest {

    private static final String OK = "{\"Code\":\"OK\",\"Message\":\"OK\",\"BizId\":\"1^2\",\"RequestId\":\"r\"}";

    private final SetClock clock = new SetClock("2026-11-27T10:30:20Z"); // 18:30:20 in China
    private final ScriptedServer vendor = new ScriptedServer(_ -> ScriptedServer.json(OK));
    private final AliyunSms sms = client(vendor.url());

    private AliyunSms client(URI endpoint) {
        return new AliyunSms(
                new AliyunAccount(
                        endpoint,
                        "testAk",
                        "testSecret",
                        Duration.ofMillis(900),
                        Duration.ofMillis(700),
                        Duration.ofMinutes(2)),
                clock);
    }

    @AfterEach
    void close() {
        vendor.close();
    }

    private static Sms message(String key) {
        LinkedHashMap<String, String> values = new LinkedHashMap<>();
        values.put("name", "张\"三");
        values.put("code", "12 *~3");
        return new Sms(key, E164.parse("14010000001").orElseThrow(), "SMS_1", values, "测试医院");
    }

    @Test
    void a_message_is_sent_with_its_key_and_the_vendors_id_comes_back() {
        assertThat(sms.send(message("k-1"))).isEqualTo(new Outcome.Accepted("1^2"));
        Seen seen = vendor.seen().getFirst();
        assertThat(seen.header("x-acs-action")).isEqualTo("SendSms");
        assertThat(seen.header("Authorization")).startsWith("ACS3-HMAC-SHA256 Credential=testAk,");
        assertThat(seen.query())
                .contains("OutId=k-1", "PhoneNumbers=14010000001", "SignName=测试医院", "TemplateCode=SMS_1")
                .contains("{\"name\":\"张\\\"三\",\"code\":\"12 *~3\"}".replace(" ", "+"));
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
        assertThat(vendor.seen().stream().filter(seen -> seen.query().contains("k-2")))
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
    @CsvSource(
            delimiter = '|',
            value = {"200|{}", "200|[]", "200|null", "200|{\"Code\":null}", "200|''", "400|{}"})
    void an_answer_without_a_code_is_unknown(int status, String text) {
        vendor.script(_ -> ScriptedServer.json(status, text));
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
        "isv.MOBILE_NUMBER_ILLEGAL, RefusedForGood",
        "isv.SMS_SIGN_ILLEGAL, RefusedOurFault",
        "isv.SIGN_STATE_ILLEGAL, RefusedOurFault",
        "isv.SMS_TEMPLATE_ILLEGAL, RefusedOurFault",
        "isv.SMS_CONTENT_ILLEGAL, RefusedOurFault",
        "isv.SMS_SIGNATURE_SCENE_ILLEGAL, RefusedOurFault",
        "isv.BLACK_KEY_CONTROL_LIMIT, RefusedOurFault",
        "isv.OUT_OF_SERVICE, RefusedOurFault",
        "isv.PRODUCT_UN_SUBSCRIPT, RefusedOurFault",
        "isv.ACCOUNT_ABNORMAL, RefusedOurFault",
        "isv.DENY_IP_RANGE, RefusedOurFault",
        "isp.RAM_PERMISSION_DENY, RefusedOurFault",
        "isv.DAY_LIMIT_CONTROL, RefusedOurFault",
        "isv.MONTH_LIMIT_CONTROL, RefusedOurFault",
        "isp.SYSTEM_ERROR, Unknown",
        "isp.NEVER_SEEN, Unknown",
        "isv.NEVER_SEEN, RefusedOurFault",
        "14010000001, Unknown",
    })
    void each_code_has_its_class(String code, String wanted) {
        vendor.script(_ -> ScriptedServer.json("{\"Code\":\"" + code + "\",\"Message\":\"14010000001\"}"));
        Outcome outcome = sms.send(message("k-1"));
        assertThat(outcome.getClass().getSimpleName()).isEqualTo(wanted);
        assertThat(outcome).asString().doesNotContain("1401");
    }

    @ParameterizedTest
    @CsvSource({
        "400, SignatureDoesNotMatch, RefusedOurFault",
        "400, InvalidTimeStamp.Expired, RefusedOurFault",
        "404, InvalidAccessKeyId.NotFound, RefusedOurFault",
        "400, SignatureNonceUsed, Unknown",
        "400, Throttling.User, RefusedUntil",
        "503, Throttling.User, RefusedUntil",
        "503, ServiceUnavailable, Unknown",
        "500, InternalError, Unknown",
        "500, SignatureDoesNotMatch, Unknown",
    })
    void each_code_of_the_gateway_has_its_class(int status, String code, String wanted) {
        vendor.script(_ -> ScriptedServer.json(
                status, "{\"Code\":\"" + code + "\",\"Message\":\"m\",\"RequestId\":\"r\",\"HostId\":\"h\"}"));
        assertThat(sms.send(message("k-1")).getClass().getSimpleName()).isEqualTo(wanted);
        assertThat(vendor.seen()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "触发分钟级流控Permits:1, 2026-11-27T10:31:00Z",
        "触发小时级流控Permits:5, 2026-11-27T11:00:00Z",
        "触发天级流控Permits:10, 2026-11-28T10:30:20Z",
        "something new, 2026-11-27T11:00:00Z",
    })
    void a_limit_lasts_as_long_as_its_window(String text, Instant until) {
        vendor.script(
                _ -> ScriptedServer.json("{\"Code\":\"isv.BUSINESS_LIMIT_CONTROL\",\"Message\":\"" + text + "\"}"));
        assertThat(sms.send(message("k-1"))).isEqualTo(new Outcome.RefusedUntil(until, "isv.BUSINESS_LIMIT_CONTROL"));
    }

    private static String details(int total, String... rows) {
        return "{\"Code\":\"OK\",\"TotalCount\":\"" + total + "\",\"SmsSendDetailDTOs\":{\"SmsSendDetailDTO\":["
                + String.join(",", rows) + "]}}";
    }

    private static String row(String key, int status) {
        return "{\"PhoneNum\":\"14010000001\",\"OutId\":\"" + key + "\",\"SendStatus\":" + status + "}";
    }

    @ParameterizedTest
    @CsvSource({"1,OPEN", "2,FAILED", "3,DELIVERED", "9,OPEN"})
    void an_unknown_outcome_is_settled_by_the_key(int status, Settled wanted) {
        vendor.script(_ -> ScriptedServer.json(details(2, row("other", 3), row("k-1", status))));
        assertThat(sms.settle(message("k-1"), clock.instant().minusSeconds(600)))
                .isEqualTo(wanted);
        assertThat(vendor.seen().getFirst().query()).contains("SendDate=20261127", "PhoneNumber=14010000001");
    }

    @Test
    void what_is_not_listed_was_not_sent_but_only_after_a_while() {
        vendor.script(_ -> ScriptedServer.json(details(1, row("k-10", 3))));
        assertThat(sms.settle(message("k-1"), clock.instant().minusSeconds(119)))
                .isEqualTo(Settled.OPEN);
        assertThat(sms.settle(message("k-1"), clock.instant().minusSeconds(120)))
                .isEqualTo(Settled.NOT_SENT);
    }

    @Test
    void pages_are_read_to_the_last() {
        String[] others = new String[50];
        Arrays.fill(others, row("other", 3));
        vendor.script(seen -> ScriptedServer.json(
                seen.query().contains("CurrentPage=2") ? details(51, row("k-1", 3)) : details(51, others)));
        assertThat(sms.settle(message("k-1"), clock.instant().minusSeconds(600)))
                .isEqualTo(Settled.DELIVERED);
    }

    @Test
    void around_midnight_in_china_both_days_are_asked() {
        vendor.script(seen -> ScriptedServer.json(
                seen.query().contains("SendDate=20261126") ? details(1, row("k-1", 3)) : details(0)));
        Instant midnight = Instant.parse("2026-11-26T16:00:00Z");
        assertThat(sms.settle(message("k-1"), midnight.plusSeconds(20))).isEqualTo(Settled.DELIVERED);
    }

    @Test
    void an_answer_that_is_none_settles_nothing() {
        Instant longAgo = clock.instant().minusSeconds(6_000);
        for (Reply reply : new Reply[] {
            ScriptedServer.html(502),
            ScriptedServer.json("{}"),
            ScriptedServer.json("{\"Code\":\"OK\"}"),
            ScriptedServer.json("{\"Code\":\"isp.SYSTEM_ERROR\",\"TotalCount\":\"0\"}"),
            new Reply.Close()
        }) {
            vendor.script(_ -> reply);
            assertThat(sms.settle(message("k-1"), longAgo)).isEqualTo(Settled.OPEN);
        }
    }
}
