package org.carecontact.vendortwin.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.sms.v20210111.SmsClient;
import com.tencentcloudapi.sms.v20210111.models.PullSmsReplyStatusByPhoneNumberRequest;
import com.tencentcloudapi.sms.v20210111.models.PullSmsSendStatus;
import com.tencentcloudapi.sms.v20210111.models.PullSmsSendStatusByPhoneNumberRequest;
import com.tencentcloudapi.sms.v20210111.models.SendSmsRequest;
import com.tencentcloudapi.sms.v20210111.models.SendStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.carecontact.testsupport.Eventually;
import org.carecontact.vendortwin.Twin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Tencent Cloud's own kit against the twin; only its endpoint is set, and what its users should set. */
class TencentTest {

    private static final AtomicInteger NEXT = new AtomicInteger(1);

    @SuppressWarnings("NullAway.Init")
    private Twin twin;

    private String mobile = "";

    @BeforeEach
    void start() throws IOException {
        twin = new Twin();
        mobile = "+861400002%04d".formatted(NEXT.getAndIncrement());
        twin.pushTo("tencent", "twinTencentId", "report", "/tencent");
        twin.pushTo("tencent", "twinTencentId", "reply", "/tencent");
    }

    @AfterEach
    void stop() {
        twin.close();
    }

    @Test
    void the_kit_sends_by_the_endpoint_and_by_the_gateway() throws Exception {
        SendStatus sent = send(client("twinTencentKey", false), "K7-2", "key-1");
        assertThat(sent.getCode()).isEqualTo("Ok");
        assertThat(sent.getSerialNo()).startsWith("5000:");
        assertThat(sent.getSessionContext()).isEqualTo("key-1");
        assertThat(send(client("twinTencentKey", true), "K7-3", "key-2").getCode())
                .isEqualTo("Ok");
        JsonNode got = twin.inbox(mobile);
        assertThat(got).hasSize(2);
        assertThat(got.get(0).path("text").asString())
                .isEqualTo("【康联医院】您有一条新的预约服务信息，编号K7-2，请在18:00前登录 https://care.example.cn/r 查看。");
    }

    @Test
    void a_wrong_key_and_an_unknown_id_are_refused() {
        assertThatThrownBy(() -> send(client("wrong", false), "1", "k"))
                .isInstanceOfSatisfying(
                        TencentCloudSDKException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo("AuthFailure.SignatureFailure"));
        assertThatThrownBy(() -> send(
                        new SmsClient(new Credential("nobody", "k"), "ap-guangzhou", profile(false, own())), "1", "k"))
                .isInstanceOfSatisfying(
                        TencentCloudSDKException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo("AuthFailure.SecretIdNotFound"));
    }

    @Test
    void a_report_and_the_pulled_state_tell_that_it_arrived() throws Exception {
        SmsClient client = client("twinTencentKey", false);
        SendStatus sent = send(client, "1", "key-3");
        JsonNode report = Eventually.value(() -> twin.pushed, list -> !list.isEmpty())
                .getFirst()
                .json()
                .get(0);
        assertThat(report.path("sid").asString()).isEqualTo(sent.getSerialNo());
        assertThat(report.path("report_status").asString()).isEqualTo("SUCCESS");
        assertThat(report.path("mobile").asString()).isEqualTo(mobile.substring(3));
        PullSmsSendStatusByPhoneNumberRequest pull = new PullSmsSendStatusByPhoneNumberRequest();
        pull.setBeginTime(Instant.now().getEpochSecond() - 60);
        pull.setEndTime(Instant.now().getEpochSecond() + 7 * 86_400);
        pull.setOffset(0L);
        pull.setLimit(100L);
        pull.setPhoneNumber(mobile);
        pull.setSmsSdkAppId("1400000001");
        PullSmsSendStatus[] states = client.PullSmsSendStatusByPhoneNumber(pull).getPullSmsSendStatusSet();
        assertThat(states).hasSize(1);
        assertThat(states[0].getSessionContext()).isEqualTo("key-3");
        assertThat(states[0].getReportStatus()).isEqualTo("SUCCESS");
    }

    @Test
    void a_reply_is_pushed_as_one_object_and_can_be_pulled() throws Exception {
        SmsClient client = client("twinTencentKey", false);
        send(client, "1", "k");
        Eventually.holds(() -> twin.pushed.size() == 1);
        twin.post("/twin/replies", "{\"from\":\"" + mobile + "\",\"text\":\"TD\"}");
        JsonNode reply = Eventually.value(() -> twin.pushed, list -> list.size() == 2)
                .getLast()
                .json();
        assertThat(reply.path("text").asString()).isEqualTo("TD");
        assertThat(reply.path("sign").asString()).isEqualTo("康联医院");
        PullSmsReplyStatusByPhoneNumberRequest pull = new PullSmsReplyStatusByPhoneNumberRequest();
        pull.setBeginTime(Instant.now().getEpochSecond() - 60);
        pull.setOffset(0L);
        pull.setLimit(10L);
        pull.setPhoneNumber(mobile);
        pull.setSmsSdkAppId("1400000001");
        assertThat(client.PullSmsReplyStatusByPhoneNumber(pull)
                        .getPullSmsReplyStatusSet()[0]
                        .getReplyContent())
                .isEqualTo("TD");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FailedOperation.SignatureIncorrectOrUnapproved              | 别家医院 | 200001 | 1",
                "FailedOperation.TemplateUnapprovedOrNotExist                | 康联医院 | 299999 | 1",
                "InvalidParameterValue.ProhibitedUseUrlInTemplateParameter   | 康联医院 | 200001 | www.a.example.com",
                "InvalidParameterValue.TemplateParameterLengthLimit          | 康联医院 | 200001 | 1234567890123",
                "FailedOperation.ContainSensitiveWord                        | 康联医院 | 200001 | 医 疗",
                "FailedOperation.TemplateParamSetNotMatchApprovedTemplate    | 康联医院 | 200002 | 1"
            })
    void a_success_of_the_call_is_none_of_the_sms(String code, String sign, String template, String value)
            throws Exception {
        SendSmsRequest request = request(value, "k");
        request.setSignName(sign);
        request.setTemplateId(template);
        assertThat(client("twinTencentKey", false)
                        .SendSms(request)
                        .getSendStatusSet()[0]
                        .getCode())
                .isEqualTo(code);
        assertThat(twin.inbox(mobile)).isEmpty();
    }

    @Test
    void one_number_may_fail_while_the_others_are_sent() throws Exception {
        String other = mobile.replace("0002", "0003");
        twin.order("{\"kind\":\"number_code\",\"vendor\":\"tencent\",\"of\":\"" + other
                + "\",\"code\":\"LimitExceeded.DeliveryFrequencyLimit\"}");
        SendSmsRequest request = request("1", "k");
        request.setPhoneNumberSet(new String[] {mobile, other, "+8612"});
        SendStatus[] states = client("twinTencentKey", false).SendSms(request).getSendStatusSet();
        assertThat(states)
                .extracting(SendStatus::getCode)
                .containsExactly(
                        "Ok", "LimitExceeded.DeliveryFrequencyLimit", "InvalidParameterValue.IncorrectPhoneNumber");
        assertThat(twin.inbox(mobile)).hasSize(1);
        assertThat(twin.inbox(other)).isEmpty();
    }

    @Test
    void the_same_text_waits_30_seconds_and_another_does_not() throws Exception {
        SmsClient client = client("twinTencentKey", false);
        assertThat(send(client, "1", "a").getCode()).isEqualTo("Ok");
        assertThat(send(client, "1", "b").getCode()).isEqualTo("LimitExceeded.PhoneNumberThirtySecondLimit");
        assertThat(send(client, "2", "c").getCode()).isEqualTo("Ok");
        twin.forward("PT31S");
        assertThat(send(client, "1", "d").getCode()).isEqualTo("Ok");
    }

    @Test
    void a_number_on_the_list_of_complaints_is_refused() throws Exception {
        twin.post("/twin/people", "{\"mobile\":\"" + mobile + "\",\"phone\":\"blocked\"}");
        assertThat(send(client("twinTencentKey", false), "1", "k").getCode())
                .isEqualTo("FailedOperation.PhoneNumberInBlacklist");
    }

    @Test
    void the_kits_own_http_client_sends_a_second_sms_when_a_pooled_connection_dies() throws Exception {
        SmsClient pooled = new SmsClient(
                new Credential("twinTencentId", "twinTencentKey"), "ap-guangzhou", profile(false, new OkHttpClient()));
        send(pooled, "1", "first");
        twin.order("{\"kind\":\"close\",\"accepted\":true,\"vendor\":\"tencent\",\"of\":\"" + mobile + "\"}");
        SendStatus second = send(pooled, "2", "second");
        // Nothing in the protocol tells the copy; only the limit of 30 seconds does.
        assertThat(second.getCode()).isEqualTo("LimitExceeded.PhoneNumberThirtySecondLimit");
        assertThat(twin.inbox(mobile)).hasSize(2);
    }

    @Test
    void with_a_client_that_does_not_repeat_a_lost_answer_is_an_exception_without_a_code() throws Exception {
        SmsClient client = client("twinTencentKey", false);
        send(client, "1", "first");
        twin.order("{\"kind\":\"close\",\"accepted\":true,\"vendor\":\"tencent\",\"of\":\"" + mobile + "\"}");
        assertThatThrownBy(() -> send(client, "2", "second"))
                .isInstanceOfSatisfying(
                        TencentCloudSDKException.class,
                        e -> assertThat(e.getErrorCode()).isNull());
        assertThat(twin.inbox(mobile)).hasSize(2);
    }

    @Test
    void a_template_is_approved_only_by_the_rules() {
        for (String refused : new String[] {
            "医疗服务编号{1}", "请加微信{1}", "{1}{2}", "编号{2}", "请看 https://care.example.cn/{1} 吧", "编号{1}，拒收请回复R"
        }) {
            assertThat(twin.send("/twin/templates", template(refused)).statusCode())
                    .as(refused)
                    .isEqualTo(422);
        }
        assertThat(twin.send("/twin/templates", template("编号{1}，请查收")).statusCode())
                .isEqualTo(200);
    }

    private static String template(String content) {
        return "{\"vendor\":\"tencent\",\"account\":\"twinTencentId\",\"code\":\"7\",\"content\":\"" + content + "\"}";
    }

    private SendStatus send(SmsClient client, String value, String key) throws TencentCloudSDKException {
        return client.SendSms(request(value, key)).getSendStatusSet()[0];
    }

    private SendSmsRequest request(String value, String key) {
        SendSmsRequest request = new SendSmsRequest();
        request.setPhoneNumberSet(new String[] {mobile});
        request.setSmsSdkAppId("1400000001");
        request.setTemplateId("200001");
        request.setSignName("康联医院");
        request.setTemplateParamSet(new String[] {value, "18:00"});
        request.setSessionContext(key);
        return request;
    }

    private SmsClient client(String key, boolean byGateway) {
        return new SmsClient(new Credential("twinTencentId", key), "ap-guangzhou", profile(byGateway, own()));
    }

    private static OkHttpClient own() {
        return new OkHttpClient.Builder().retryOnConnectionFailure(false).build();
    }

    private ClientProfile profile(boolean byGateway, OkHttpClient http) {
        HttpProfile profile = new HttpProfile();
        profile.setProtocol("http://");
        if (byGateway) {
            profile.setApigwEndpoint(twin.host());
        } else {
            profile.setEndpoint(twin.host());
        }
        profile.setConnTimeout(2);
        profile.setReadTimeout(5);
        profile.setWriteTimeout(5);
        profile.setHttpClient(http);
        ClientProfile client = new ClientProfile();
        client.setHttpProfile(profile);
        return client;
    }
}
