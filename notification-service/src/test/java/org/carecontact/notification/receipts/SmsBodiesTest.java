package org.carecontact.notification.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.carecontact.notification.content.domain.Vendor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SmsBodiesTest {

    private final SmsBodies bodies = new SmsBodies();

    @Test
    void a_report_of_aliyun_is_read_as_its_documentation_shows_it() {
        byte[] body = bytes("""
                [{"phone_number":"14010000001","send_time":"2026-11-27 10:00:00","report_time":"2026-11-27 10:00:05",
                "success":true,"err_code":"DELIVERED","err_msg":"用户接收成功","sms_size":"1","biz_id":"12345^6","out_id":"k-1"},
                {"phone_number":"14010000002","success":false,"err_code":"W-BLACK01","biz_id":"12345^7","out_id":"k-2","new":{}}]
                """);
        assertThat(bodies.reports(Vendor.ALIYUN, body).all())
                .containsExactly(
                        new Report("12345^6", "k-1", true, "", false),
                        new Report("12345^7", "k-2", false, "W-BLACK01", true));
    }

    @Test
    void a_report_of_tencent_is_read_as_its_documentation_shows_it() {
        byte[] body = bytes("""
                [{"user_receive_time":"2026-11-27 10:00:05","nationcode":"86","mobile":"14010000001",
                "report_status":"SUCCESS","errmsg":"DELIVRD","description":"用户短信送达成功","sid":"5000:1"},
                {"report_status":"FAIL","errmsg":"MK:0008","sid":"5000:2","sub_error":"x"}]
                """);
        assertThat(bodies.reports(Vendor.TENCENT, body).all())
                .containsExactly(
                        new Report("5000:1", "", true, "", false), new Report("5000:2", "", false, "MK:0008", false));
    }

    @Test
    void replies_are_read_as_lists_and_as_single_objects() {
        assertThat(bodies.replies(
                                Vendor.ALIYUN,
                                bytes(
                                        "[{\"phone_number\":\"14010000001\",\"content\":\"TD\",\"send_time\":\"t\",\"sequence_id\":7}]"))
                        .all())
                .containsExactly(new Heard("14010000001", "TD", "7/t"));
        assertThat(bodies.replies(
                                Vendor.TENCENT,
                                bytes(
                                        "{\"extend\":\"\",\"mobile\":\"14010000001\",\"nationcode\":\"86\",\"sign\":\"s\","
                                                + "\"text\":\"退订\",\"time\":1795737600}"))
                        .all())
                .containsExactly(new Heard("+8614010000001", "退订", "1795737600"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "no json",
                "[1,null,\"x\"]",
                "{\"biz_id\":[]}",
                "[{\"biz_id\":\"\\u0000\"}]",
                "[["
            })
    void whatever_is_none_is_none(String body) {
        for (Vendor vendor : new Vendor[] {Vendor.ALIYUN, Vendor.TENCENT}) {
            assertThat(bodies.reports(vendor, bytes(body)).all()).isEmpty();
            assertThat(bodies.replies(vendor, bytes(body)).all()).isEmpty();
            assertThat(bodies.reports(vendor, bytes(body)).strange()).isEqualTo(!body.equals("[]"));
            assertThat(bodies.replies(vendor, bytes(body)).strange()).isEqualTo(!body.equals("[]"));
        }
    }

    @Test
    void one_entry_that_is_none_among_others_is_noticed() {
        String good = "{\"biz_id\":\"1\",\"success\":true}";
        assertThat(bodies.reports(Vendor.ALIYUN, bytes("[" + good + "]")).strange())
                .isFalse();
        SmsBodies.Understood<Report> mixed = bodies.reports(Vendor.ALIYUN, bytes("[" + good + ",{\"bizId\":\"2\"}]"));
        assertThat(mixed.all()).hasSize(1);
        assertThat(mixed.strange()).isTrue();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
