package org.carecontact.vendortwin.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Signatures that Aliyun published, or that its kit made. */
class Acs3Test {

    @Test
    void the_published_example_is_signed_as_published() {
        Map<String, String> headers = new TreeMap<>(Map.of(
                "host", "ecs.cn-shanghai.aliyuncs.com",
                "x-acs-action", "RunInstances",
                "x-acs-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "x-acs-date", "2023-10-26T10:22:32Z",
                "x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d",
                "x-acs-version", "2014-05-26"));
        assertThat(Acs3.signature(
                        "YourAccessKeySecret",
                        "POST",
                        "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai",
                        headers,
                        String.join(";", headers.keySet()),
                        new byte[0]))
                .isEqualTo("06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
    }

    @Test
    void what_the_kit_sends_on_the_wire_is_encoded_again_before_it_is_signed() {
        Map<String, String> headers = new TreeMap<>(Map.of(
                "host", "127.0.0.1:9100",
                "x-acs-action", "SendSms",
                "x-acs-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "x-acs-credentials-provider", "static_ak",
                "x-acs-date", "2026-11-27T00:00:00Z",
                "x-acs-signature-nonce", "0123456789abcdef0123456789abcdef",
                "x-acs-version", "2017-05-25"));
        // A space is a plus, a star is bare, a tilde is encoded, and nothing is sorted.
        String wire = "TemplateParam=%7B%22code%22%3A%221+2*%7E%22%7D&PhoneNumbers=13800000000&TemplateCode=SMS_1"
                + "&SignName=%E6%B5%8B%E8%AF%95%E5%8C%BB%E9%99%A2";
        assertThat(Acs3.canonical(wire))
                .isEqualTo("PhoneNumbers=13800000000&SignName=%E6%B5%8B%E8%AF%95%E5%8C%BB%E9%99%A2&TemplateCode=SMS_1"
                        + "&TemplateParam=%7B%22code%22%3A%221%202%2A~%22%7D");
        assertThat(Acs3.signature("testSecret", "POST", wire, headers, String.join(";", headers.keySet()), new byte[0]))
                .isEqualTo("dd69a3fe5158338dc2a7878429b449f597d3d5cd3647dd324f0bb1082ecdc9e0");
    }
}
