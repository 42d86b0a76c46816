package org.carecontact.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.carecontact.testsupport.Eventually;
import org.carecontact.vendors.aliyun.AliyunSms;
import org.carecontact.vendors.tencent.TencentSms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both vendors of text messages, as their twins verify, limit and lose. */
class SmsAgainstTheTwinTest {

    private static final Duration READ = Duration.ofMillis(1_500);
    private static final String NUMBER = "+8614010000001";

    private final RunningTwin twin = new RunningTwin();
    private int keys;

    /** The vendor, its word for an accepted call, its templates for a notice and for a code, a wrong number's code. */
    private enum Vendor {
        ALIYUN("aliyun", "OK", "SMS_100001", "SMS_100002"),
        TENCENT("tencent", "Ok", "200001", "200002");

        private final String key;
        private final String accepted;
        private final String notice;
        private final String code;

        Vendor(String key, String accepted, String notice, String code) {
            this.key = key;
            this.accepted = accepted;
            this.notice = notice;
            this.code = code;
        }
    }

    @AfterEach
    void close() {
        twin.close();
    }

    private SmsClient client(Vendor vendor, String secret, Duration settleAfter) {
        Clock clock = Clock.systemUTC();
        return switch (vendor) {
            case ALIYUN ->
                new AliyunSms(new AliyunAccount(twin.url(), "twinAliyunKey", secret, READ, READ, settleAfter), clock);
            case TENCENT ->
                new TencentSms(
                        new TencentAccount(
                                twin.url(),
                                "twinTencentId",
                                secret,
                                "ap-guangzhou",
                                "1400000001",
                                READ,
                                READ,
                                settleAfter),
                        clock);
        };
    }

    private SmsClient client(Vendor vendor) {
        return client(vendor, vendor == Vendor.ALIYUN ? "twinAliyunSecret" : "twinTencentKey", Duration.ofMillis(1));
    }

    private Sms notice(Vendor vendor) {
        LinkedHashMap<String, String> values = new LinkedHashMap<>();
        values.put("code", "K7 *~" + ++keys); // each another one: Tencent takes the same text every 30 s only
        values.put("time", "11月30日18:00");
        return new Sms("k-" + keys, E164.parse(NUMBER).orElseThrow(), vendor.notice, values, "康联医院");
    }

    private Sms code(Vendor vendor) {
        LinkedHashMap<String, String> values = new LinkedHashMap<>();
        values.put("code", "482913");
        return new Sms("k-" + ++keys, E164.parse(NUMBER).orElseThrow(), vendor.code, values, "康联医院");
    }

    @ParameterizedTest
    @EnumSource
    void a_message_arrives_as_the_template_says_and_is_found_again_by_its_key(Vendor vendor) {
        Sms sms = notice(vendor);
        Instant before = Instant.now();
        assertThat(client(vendor).send(sms))
                .isInstanceOfSatisfying(
                        Outcome.Accepted.class,
                        accepted -> assertThat(accepted.vendorId()).isNotEmpty());
        assertThat(twin.inbox(NUMBER).toString())
                .contains("编号K7 *~1，请在11月30日18:00前登录 https://care.example.cn/r 查看", "康联医院");
        Eventually.holds(() -> client(vendor).settle(sms, before) == Settled.DELIVERED);
    }

    @ParameterizedTest
    @EnumSource
    void a_message_that_fails_on_its_way_is_found_as_failed(Vendor vendor) {
        twin.order("{\"kind\":\"REPORT_CODE\",\"vendor\":\"" + vendor.key + "\",\"code\":\"MBBLACK\"}");
        Sms sms = notice(vendor);
        Instant before = Instant.now();
        assertThat(client(vendor).send(sms)).isInstanceOf(Outcome.Accepted.class);
        Eventually.holds(() -> client(vendor).settle(sms, before) == Settled.FAILED);
    }

    @ParameterizedTest
    @EnumSource
    void a_wrong_key_is_our_fault(Vendor vendor) {
        assertThat(client(vendor, "wrong", READ).send(notice(vendor))).isInstanceOf(Outcome.RefusedOurFault.class);
        assertThat(client(vendor, "wrong", Duration.ofMillis(1)).settle(notice(vendor), Instant.now()))
                .isEqualTo(Settled.OPEN);
        assertThat(twin.inbox(NUMBER)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void what_was_not_approved_is_our_fault(Vendor vendor) {
        Sms good = notice(vendor);
        Sms template = new Sms("t-1", good.to(), "SMS_999999", good.parameters(), good.signName());
        Sms sign = new Sms("t-2", good.to(), good.template(), good.parameters(), "别的医院");
        LinkedHashMap<String, String> values = new LinkedHashMap<>(good.parameters());
        values.put("code", "加微信https://x.example".repeat(4));
        Sms text = new Sms("t-3", good.to(), good.template(), values, good.signName());
        for (Sms wrong : new Sms[] {template, sign, text}) {
            assertThat(client(vendor).send(wrong)).as(wrong.key()).isInstanceOf(Outcome.RefusedOurFault.class);
        }
        assertThat(twin.inbox(NUMBER)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_limit_of_the_vendor_is_kept_with_its_window(Vendor vendor) {
        assertThat(client(vendor).send(code(vendor))).isInstanceOf(Outcome.Accepted.class);
        assertThat(client(vendor).send(code(vendor)))
                .isInstanceOfSatisfying(
                        Outcome.RefusedUntil.class,
                        refused -> assertThat(refused.until())
                                .isAfter(Instant.now().minusSeconds(1))
                                .isBefore(Instant.now().plusSeconds(62)));
        assertThat(twin.inbox(NUMBER)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_that_is_lost_after_acceptance_is_unknown_sent_once_and_settled(Vendor vendor) {
        SmsClient client = client(vendor);
        assertThat(client.send(notice(vendor))).isInstanceOf(Outcome.Accepted.class);
        int sent = 1;
        for (String kind : new String[] {"CLOSE", "BAD_GATEWAY", "EMPTY_OBJECT", "ANSWER_LATE"}) {
            twin.order("{\"kind\":\"" + kind + "\",\"vendor\":\"" + vendor.key
                    + "\",\"call\":\"SendSms\",\"accepted\":true,\"delay\":\"PT3S\"}");
            Sms sms = notice(vendor);
            Instant before = Instant.now();
            assertThat(client.send(sms)).as(kind).isInstanceOf(Outcome.Unknown.class);
            sent++;
            assertThat(twin.countAll(vendor.key + " SendSms")).as(kind).isEqualTo(sent);
            assertThat(twin.inbox(NUMBER)).as(kind).hasSize(sent);
            Eventually.holds(() -> client.settle(sms, before) == Settled.DELIVERED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_the_vendor_never_took_is_settled_as_not_sent(Vendor vendor) {
        SmsClient client = client(vendor);
        for (String kind : new String[] {"CLOSE", "BAD_GATEWAY", "EMPTY_OBJECT"}) {
            twin.order("{\"kind\":\"" + kind + "\",\"vendor\":\"" + vendor.key
                    + "\",\"call\":\"SendSms\",\"accepted\":false}");
            Sms sms = notice(vendor);
            assertThat(client.send(sms)).as(kind).isInstanceOf(Outcome.Unknown.class);
            assertThat(client.settle(sms, Instant.now().minusSeconds(10)))
                    .as(kind)
                    .isEqualTo(Settled.NOT_SENT);
            assertThat(client(
                                    vendor,
                                    vendor == Vendor.ALIYUN ? "twinAliyunSecret" : "twinTencentKey",
                                    Duration.ofMinutes(2))
                            .settle(sms, Instant.now().minusSeconds(10)))
                    .as(kind)
                    .isEqualTo(Settled.OPEN);
        }
        assertThat(twin.inbox(NUMBER)).isEmpty();
        assertThat(twin.count(vendor.key + " SendSms " + vendor.accepted)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void fields_that_nobody_documented_do_no_harm(Vendor vendor) {
        twin.order("{\"kind\":\"ANSWER_MORE_FIELDS\",\"vendor\":\"" + vendor.key + "\",\"times\":0}");
        Sms sms = notice(vendor);
        Instant before = Instant.now();
        assertThat(client(vendor).send(sms)).isInstanceOf(Outcome.Accepted.class);
        Eventually.holds(() -> client(vendor).settle(sms, before) == Settled.DELIVERED);
    }
}
