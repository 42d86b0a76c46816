package org.carecontact.vendortwin.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.dysmsapi20170525.Client;
import com.aliyun.dysmsapi20170525.models.QuerySendDetailsRequest;
import com.aliyun.dysmsapi20170525.models.QuerySendDetailsResponseBody;
import com.aliyun.dysmsapi20170525.models.SendSmsRequest;
import com.aliyun.dysmsapi20170525.models.SendSmsResponseBody;
import com.aliyun.tea.TeaException;
import com.aliyun.tea.TeaUnretryableException;
import com.aliyun.teaopenapi.models.Config;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;
import org.carecontact.testsupport.Eventually;
import org.carecontact.vendortwin.Twin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Aliyun's own kit against the twin; only its endpoint is set, and what its users should set. */
class AliyunTest {

    private static final AtomicInteger NEXT = new AtomicInteger(1);
    private static final String PARAMETERS = "{\"code\":\"K7 2*~\",\"time\":\"18:00\"}";

    @SuppressWarnings("NullAway.Init")
    private Twin twin;

    private String mobile = "";

    @BeforeEach
    void start() throws IOException {
        twin = new Twin();
        mobile = "1400001%04d".formatted(NEXT.getAndIncrement());
        twin.pushTo("aliyun", "twinAliyunKey", "report", "/aliyun");
        twin.pushTo("aliyun", "twinAliyunKey", "reply", "/aliyun");
    }

    @AfterEach
    void stop() {
        twin.close();
    }

    @Test
    void the_kit_sends_and_the_person_reads_it() throws Exception {
        SendSmsResponseBody sent = send(client("twinAliyunSecret"), notice("key-1"));
        assertThat(sent.getCode()).isEqualTo("OK");
        assertThat(sent.getBizId()).matches("[0-9]+\\^0");
        JsonNode got = twin.inbox("+86" + mobile);
        assertThat(got).hasSize(1);
        assertThat(got.get(0).path("text").asString())
                .isEqualTo("【康联医院】您有一条新的预约服务信息，编号K7 2*~，请在18:00前登录 https://care.example.cn/r 查看。");
        assertThat(got.get(0).path("key").asString()).isEqualTo("key-1");
    }

    @Test
    void a_report_and_the_query_tell_that_it_arrived() throws Exception {
        SendSmsResponseBody sent = send(client("twinAliyunSecret"), notice("key-2"));
        JsonNode report = Eventually.value(() -> twin.pushed, list -> !list.isEmpty())
                .getFirst()
                .json();
        assertThat(report.get(0).path("biz_id").asString()).isEqualTo(sent.getBizId());
        assertThat(report.get(0).path("out_id").asString()).isEqualTo("key-2");
        assertThat(report.get(0).path("phone_number").asString()).isEqualTo(mobile);
        assertThat(report.get(0).path("success").asBoolean()).isTrue();
        assertThat(report.get(0).path("report_time").asString()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        QuerySendDetailsResponseBody details = details();
        assertThat(details.getTotalCount()).isEqualTo("1");
        assertThat(details.getSmsSendDetailDTOs()
                        .getSmsSendDetailDTO()
                        .getFirst()
                        .getOutId())
                .isEqualTo("key-2");
        assertThat(details.getSmsSendDetailDTOs()
                        .getSmsSendDetailDTO()
                        .getFirst()
                        .getSendStatus())
                .isEqualTo(3L);
    }

    @Test
    void a_wrong_secret_and_an_unknown_key_are_refused_by_the_gateway() {
        assertThatThrownBy(() -> send(client("wrong"), notice("k")))
                .isInstanceOfSatisfying(
                        TeaException.class, e -> assertThat(e.getCode()).isEqualTo("SignatureDoesNotMatch"));
        assertThatThrownBy(() -> send(client("nobody", "twinAliyunSecret"), notice("k")))
                .isInstanceOfSatisfying(
                        TeaException.class, e -> assertThat(e.getCode()).isEqualTo("InvalidAccessKeyId.NotFound"));
        assertThat(twin.inbox("+86" + mobile)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "isv.SMS_SIGN_ILLEGAL            | 别家医院 | SMS_100001 | {\"code\":\"1\",\"time\":\"2\"}",
                "isv.SMS_TEMPLATE_ILLEGAL        | 康联医院 | SMS_999999 | {\"code\":\"1\",\"time\":\"2\"}",
                "isv.TEMPLATE_MISSING_PARAMETERS | 康联医院 | SMS_100001 | {\"code\":\"1\"}",
                "isv.PARAM_LENGTH_LIMIT          | 康联医院 | SMS_100001 | {\"code\":\"123456789012345678901234567890123456\",\"time\":\"2\"}",
                "isv.PARAM_LENGTH_LIMIT          | 康联医院 | SMS_100001 | {\"code\":\"\",\"time\":\"2\"}",
                "isv.BLACK_KEY_CONTROL_LIMIT     | 康联医院 | SMS_100001 | {\"code\":\"https://a.example\",\"time\":\"2\"}",
                "isv.BLACK_KEY_CONTROL_LIMIT     | 康联医院 | SMS_100001 | {\"code\":\"加 微信\",\"time\":\"2\"}",
                "isv.INVALID_JSON_PARAM          | 康联医院 | SMS_100001 | {code"
            })
    void a_success_of_the_call_is_none_of_the_sms(String code, String sign, String template, String parameters)
            throws Exception {
        SendSmsResponseBody body = send(
                client("twinAliyunSecret"),
                notice("k").setSignName(sign).setTemplateCode(template).setTemplateParam(parameters));
        assertThat(body.getCode()).isEqualTo(code);
        assertThat(twin.inbox("+86" + mobile)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"01088886666", "12345678901", "1400001", "+8512345678901"})
    void what_is_no_mobile_is_refused(String number) throws Exception {
        assertThat(send(client("twinAliyunSecret"), notice("k").setPhoneNumbers(number))
                        .getCode())
                .isEqualTo("isv.MOBILE_NUMBER_ILLEGAL");
    }

    @Test
    void a_code_comes_once_a_minute_and_five_times_an_hour() throws Exception {
        Client client = client("twinAliyunSecret");
        SendSmsRequest code = notice("k").setTemplateCode("SMS_100002").setTemplateParam("{\"code\":\"123456\"}");
        for (int minute = 0; minute < 5; minute++) {
            assertThat(send(client, code).getCode()).isEqualTo("OK");
            SendSmsResponseBody again = send(client, code);
            assertThat(again.getCode()).isEqualTo("isv.BUSINESS_LIMIT_CONTROL");
            assertThat(again.getMessage()).containsAnyOf("触发分钟级流控Permits:1", "触发小时级流控Permits:5");
            twin.forward("PT1M");
        }
        twin.forward("PT1H");
        assertThat(send(client, code).getCode()).isEqualTo("OK");
    }

    @Test
    void a_notification_comes_fifty_times_in_any_24_hours() throws Exception {
        Client client = client("twinAliyunSecret");
        for (int sent = 0; sent < 50; sent++) {
            assertThat(send(client, notice("k" + sent)).getCode()).isEqualTo("OK");
        }
        SendSmsResponseBody one = send(client, notice("one more"));
        assertThat(one.getCode()).isEqualTo("isv.BUSINESS_LIMIT_CONTROL");
        assertThat(one.getMessage()).isEqualTo("触发天级流控Permits:50");
        twin.forward("PT24H1S");
        assertThat(send(client, notice("next day")).getCode()).isEqualTo("OK");
    }

    @Test
    void a_report_that_is_not_taken_comes_again_after_a_minute_then_five_then_ten() throws Exception {
        twin.customerAnswers(
                new Twin.Answer(500, ""),
                new Twin.Answer(200, "thanks"),
                new Twin.Answer(200, "{\"code\":\"0\"}"),
                new Twin.Answer(503, ""));
        send(client("twinAliyunSecret"), notice("k"));
        Eventually.holds(() -> twin.pushed.size() == 1);
        twin.forward("PT1M");
        Eventually.holds(() -> twin.pushed.size() == 2);
        twin.forward("PT5M");
        Eventually.holds(() -> twin.pushed.size() == 3);
        twin.forward("PT10M");
        Eventually.holds(() -> twin.pushed.size() == 4);
        Eventually.holds(
                () -> twin.get("/twin/counts").path("pushes").path("GIVEN_UP").asInt() == 1);
    }

    @Test
    void a_reply_is_pushed_without_anything_that_tells_to_what() throws Exception {
        send(client("twinAliyunSecret"), notice("k"));
        Eventually.holds(() -> twin.pushed.size() == 1);
        twin.post("/twin/replies", "{\"from\":\"+86" + mobile + "\",\"text\":\"退订\"}");
        JsonNode reply = Eventually.value(() -> twin.pushed, list -> list.size() == 2)
                .getLast()
                .json()
                .get(0);
        assertThat(reply.path("content").asString()).isEqualTo("退订");
        assertThat(reply.path("phone_number").asString()).isEqualTo(mobile);
        assertThat(reply.has("biz_id")).isFalse();
    }

    @Test
    void a_telephone_that_is_off_or_blocked_fails_in_the_report() throws Exception {
        twin.post("/twin/people", "{\"mobile\":\"+86" + mobile + "\",\"phone\":\"blocked\"}");
        assertThat(send(client("twinAliyunSecret"), notice("k")).getCode()).isEqualTo("OK");
        JsonNode report = Eventually.value(() -> twin.pushed, list -> !list.isEmpty())
                .getFirst()
                .json()
                .get(0);
        assertThat(report.path("success").asBoolean()).isFalse();
        assertThat(report.path("err_code").asString()).isEqualTo("W-BLACK");
    }

    @Test
    void a_pooled_connection_makes_the_kit_send_again_and_the_nonce_gives_it_away() throws Exception {
        Client pooled = new Client(config("twinAliyunKey", "twinAliyunSecret").setMaxIdleConns(5));
        send(pooled, notice("first"));
        twin.order("{\"kind\":\"close\",\"accepted\":true,\"vendor\":\"aliyun\",\"of\":\"+86" + mobile + "\"}");
        assertThatThrownBy(() -> send(pooled, notice("second")))
                .isInstanceOfSatisfying(
                        TeaException.class, e -> assertThat(e.getCode()).isEqualTo("SignatureNonceUsed"));
        assertThat(twin.inbox("+86" + mobile)).hasSize(2);
    }

    @Test
    void without_pooled_connections_a_lost_answer_is_an_exception_and_one_sms() throws Exception {
        Client client = client("twinAliyunSecret");
        send(client, notice("first"));
        twin.order("{\"kind\":\"close\",\"accepted\":true,\"vendor\":\"aliyun\",\"of\":\"+86" + mobile + "\"}");
        assertThatThrownBy(() -> send(client, notice("second"))).isInstanceOf(TeaUnretryableException.class);
        assertThat(twin.inbox("+86" + mobile)).hasSize(2);
    }

    @Test
    void a_template_is_approved_only_by_the_rules() {
        for (String refused :
                new String[] {"您好，请加微信联系", "${a}${b}", "${a}", "编号${a}，再说一次${a}", "【康联】编号${a}", "编号${a}，拒收请回复R"}) {
            assertThat(twin.send("/twin/templates", template(refused)).statusCode())
                    .as(refused)
                    .isEqualTo(422);
        }
        assertThat(twin.send("/twin/templates", template("编号${a}，请查收")).statusCode())
                .isEqualTo(200);
    }

    private static String template(String content) {
        return "{\"vendor\":\"aliyun\",\"account\":\"twinAliyunKey\",\"code\":\"SMS_7\",\"content\":\"" + content
                + "\"}";
    }

    private QuerySendDetailsResponseBody details() throws Exception {
        return client("twinAliyunSecret")
                .querySendDetails(new QuerySendDetailsRequest()
                        .setPhoneNumber(mobile)
                        .setSendDate(today())
                        .setPageSize(10L)
                        .setCurrentPage(1L))
                .getBody();
    }

    /** By the twin's time, which other tests move. */
    private String today() {
        String now =
                twin.post("/twin/clock", "{\"forward\":\"PT0S\"}").path("now").asString();
        return LocalDate.ofInstant(java.time.Instant.parse(now), ZoneId.of("Asia/Shanghai"))
                .format(DateTimeFormatter.ofPattern("yyyyMMdd"));
    }

    private SendSmsRequest notice(String key) {
        return new SendSmsRequest()
                .setPhoneNumbers(mobile)
                .setSignName("康联医院")
                .setTemplateCode("SMS_100001")
                .setTemplateParam(PARAMETERS)
                .setOutId(key);
    }

    private static SendSmsResponseBody send(Client client, SendSmsRequest request) throws Exception {
        return client.sendSms(request).getBody();
    }

    private Client client(String secret) throws Exception {
        return client("twinAliyunKey", secret);
    }

    private Client client(String key, String secret) throws Exception {
        return new Client(config(key, secret).setMaxIdleConns(0));
    }

    private Config config(String key, String secret) {
        return new Config()
                .setAccessKeyId(key)
                .setAccessKeySecret(secret)
                .setEndpoint(twin.host())
                .setProtocol("http")
                .setConnectTimeout(2000)
                .setReadTimeout(5000);
    }
}
