package org.carecontact.vendortwin.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Signatures that Tencent Cloud published, or that its kit made. */
class Tc3Test {

    private static final String TYPE = "application/json; charset=utf-8";
    private static final String BODY = "{\"PhoneNumberSet\":[\"+8613800000000\"],\"SmsSdkAppId\":\"1400006666\","
            + "\"TemplateId\":\"1110\",\"SignName\":\"测试医院\",\"TemplateParamSet\":[\"12\"],\"SessionContext\":\"c-1\"}";

    @Test
    void the_published_example_is_signed_as_published() {
        String body =
                "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\": \"instance-name\"}]}";
        assertThat(Tc3.signature(
                        "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
                        "2019-02-25/cvm/tc3_request",
                        "1551113065",
                        TYPE,
                        "cvm.tencentcloudapi.com",
                        body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168");
    }

    @Test
    void the_signed_host_may_be_the_real_one_or_this_one() {
        assertThat(signed("sms", "sms.tencentcloudapi.com"))
                .isEqualTo("dd5d140994a6ce90a59e5320711a57cefa938e5d33cfbc5a405d0ea2892f2683");
        assertThat(signed("127", "127.0.0.1:9100"))
                .isEqualTo("b0b276abcf773370ecd941d018d38bb61f10ec72713d0739606a83ac36e801a0");
    }

    private static String signed(String service, String host) {
        return Tc3.signature(
                "testKey",
                "2026-11-27/" + service + "/tc3_request",
                "1795737600",
                TYPE,
                host,
                BODY.getBytes(StandardCharsets.UTF_8));
    }
}
