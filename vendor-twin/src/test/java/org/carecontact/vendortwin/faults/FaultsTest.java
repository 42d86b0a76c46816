package org.carecontact.vendortwin.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.dysmsapi20170525.Client;
import com.aliyun.dysmsapi20170525.models.SendSmsRequest;
import com.aliyun.tea.TeaException;
import com.aliyun.tea.TeaUnretryableException;
import com.aliyun.teaopenapi.models.Config;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.sms.v20210111.SmsClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import org.carecontact.testsupport.Eventually;
import org.carecontact.vendortwin.Twin;
import org.carecontact.vendortwin.world.Vendor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each fault that can be ordered does what it says, and is over when it said so. */
class FaultsTest {

    private static final String CORP = "wwtwin0000000001";
    private static final String MOBILE = "14000050001";
    private static final String PERSON = "+86" + MOBILE;

    @SuppressWarnings("NullAway.Init")
    private Twin twin;

    @BeforeEach
    void start() throws IOException {
        twin = new Twin();
        twin.pushTo("aliyun", "twinAliyunKey", "report", "/aliyun");
        twin.pushTo("tencent", "twinTencentId", "report", "/tencent");
        twin.pushTo("wecom", CORP, "event", "/wecom");
    }

    @AfterEach
    void stop() {
        twin.close();
    }

    // ---- answers

    @Test
    void a_connection_that_closes_before_the_call_took_effect_leaves_nothing() {
        twin.order("{\"kind\":\"close\",\"vendor\":\"aliyun\",\"times\":1}");
        assertThatThrownBy(() -> aliyun("a")).isInstanceOf(TeaUnretryableException.class);
        assertThat(twin.inbox(PERSON)).isEmpty();
    }

    @Test
    void a_call_that_comes_late_takes_effect_when_the_caller_is_gone() {
        twin.order("{\"kind\":\"late\",\"vendor\":\"tencent\",\"delay\":\"PT1.5S\"}");
        assertThatThrownBy(() -> tencent("1"))
                .isInstanceOfSatisfying(
                        TencentCloudSDKException.class,
                        e -> assertThat(e.getErrorCode()).isNull());
        Eventually.holds(() -> twin.inbox(PERSON).size() == 1);
    }

    @Test
    void an_answer_that_comes_late_comes_after_the_report() {
        twin.order("{\"kind\":\"answer_late\",\"vendor\":\"tencent\",\"delay\":\"PT30S\"}");
        assertThatThrownBy(() -> tencent("1")).isInstanceOf(TencentCloudSDKException.class);
        Eventually.holds(() -> twin.pushed.size() == 1);
        assertThat(twin.pushed.getFirst().json().get(0).path("report_status").asString())
                .isEqualTo("SUCCESS");
    }

    @Test
    void a_bad_gateway_is_a_page_and_the_kits_do_not_know_what_came_of_it() throws Exception {
        twin.order("{\"kind\":\"bad_gateway\",\"accepted\":true,\"times\":2}");
        assertThatThrownBy(() -> aliyun("a")).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> tencent("1"))
                .isInstanceOfSatisfying(
                        TencentCloudSDKException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo("ServerSideError"));
        assertThat(twin.inbox(PERSON)).hasSize(2);
        assertThat(aliyun("b")).isEqualTo("OK");
    }

    @Test
    void an_empty_object_breaks_the_kit() {
        twin.order("{\"kind\":\"empty_object\",\"vendor\":\"tencent\"}");
        assertThatThrownBy(() -> tencent("1")).isInstanceOf(RuntimeException.class);
        assertThat(twin.inbox(PERSON)).isEmpty();
    }

    @Test
    void a_code_comes_in_the_vendors_form_and_as_often_as_ordered() throws Exception {
        twin.order("{\"kind\":\"code\",\"vendor\":\"aliyun\",\"code\":\"isp.SYSTEM_ERROR\"}");
        twin.order("{\"kind\":\"code\",\"vendor\":\"tencent\",\"code\":\"InternalError.Timeout\"}");
        twin.order(
                "{\"kind\":\"code\",\"vendor\":\"wecom\",\"call\":\"externalcontact/get\",\"code\":\"-1\",\"times\":3}");
        assertThat(aliyun("a")).isEqualTo("isp.SYSTEM_ERROR");
        assertThatThrownBy(() -> tencent("1"))
                .isInstanceOfSatisfying(
                        TencentCloudSDKException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo("InternalError.Timeout"));
        for (int times = 0; times < 3; times++) {
            assertThat(weComGet("x").path("errcode").asInt()).isEqualTo(-1);
        }
        assertThat(weComGet("x").path("errcode").asInt()).isEqualTo(40096);
        assertThat(aliyun("b")).isEqualTo("OK");
        assertThat(twin.count("aliyun SendSms NOT_DONE")).isEqualTo(1);
        assertThat(twin.count("aliyun SendSms OK")).isEqualTo(1);
    }

    @Test
    void a_code_of_the_gateway_has_a_status_of_its_own() {
        twin.order("{\"kind\":\"code\",\"vendor\":\"aliyun\",\"code\":\"Throttling.User\"}");
        assertThatThrownBy(() -> aliyun("a"))
                .isInstanceOfSatisfying(
                        TeaException.class, e -> assertThat(e.getCode()).isEqualTo("Throttling.User"));
    }

    @Test
    void a_limit_of_wecom_names_its_code_and_a_hint() {
        twin.order("{\"kind\":\"code\",\"vendor\":\"wecom\",\"call\":\"gettoken\",\"code\":\"45009\"}");
        JsonNode refused = twin.get("/cgi-bin/gettoken?corpid=" + CORP + "&corpsecret=twinWeComSecret");
        assertThat(refused.path("errcode").asInt()).isEqualTo(45009);
        assertThat(refused.path("errmsg").asString()).contains(", hint: [").endsWith("devtool/query?e=45009");
    }

    @Test
    void answers_may_have_fields_that_nobody_knows() throws Exception {
        twin.order("{\"kind\":\"answer_more_fields\",\"times\":0}");
        assertThat(aliyun("a")).isEqualTo("OK");
        assertThat(tencent("1")).isEqualTo("Ok");
    }

    @Test
    void a_report_may_say_any_code() throws Exception {
        twin.order("{\"kind\":\"report_code\",\"vendor\":\"aliyun\",\"of\":\"" + PERSON + "\",\"code\":\"W-BLACK-1\"}");
        aliyun("a");
        Eventually.holds(() -> twin.pushed.size() == 1);
        assertThat(twin.pushed.getFirst().json().get(0).path("err_code").asString())
                .isEqualTo("W-BLACK-1");
        assertThat(twin.inbox(PERSON).get(0).path("state").asString()).isEqualTo("FAILED");
    }

    @Test
    void a_fresh_contact_can_not_be_read_for_a_while() {
        twin.order("{\"kind\":\"contact_hidden\",\"vendor\":\"wecom\",\"delay\":\"PT10M\"}");
        String external = added();
        assertThat(weComGet(external).path("errcode").asInt()).isEqualTo(84061);
        twin.forward("PT10M");
        assertThat(weComGet(external).path("errcode").asInt()).isZero();
    }

    @Test
    void only_the_one_who_was_named_suffers() throws Exception {
        twin.order("{\"kind\":\"code\",\"vendor\":\"aliyun\",\"of\":\"+8614000059999\",\"code\":\"isp.SYSTEM_ERROR\"}");
        assertThat(aliyun("a")).isEqualTo("OK");
        assertThat(twin.get("/twin/faults")).hasSize(1);
        twin.exchange(java.net.http.HttpRequest.newBuilder(java.net.URI.create(twin.it.url() + "/twin/faults"))
                .DELETE());
        assertThat(twin.get("/twin/faults")).isEmpty();
    }

    // ---- pushes

    @Test
    void a_push_may_never_come() throws Exception {
        twin.order("{\"kind\":\"lost\",\"vendor\":\"aliyun\"}");
        aliyun("a");
        Eventually.holds(() -> twin.get("/twin/counts").at("/pushes/LOST").asInt() == 1);
        aliyun("b");
        Eventually.holds(() -> twin.pushed.size() == 1);
        assertThat(twin.pushed.getFirst().body()).contains("\"b\"");
    }

    @Test
    void a_push_may_come_twice() throws Exception {
        twin.order("{\"kind\":\"twice\",\"vendor\":\"aliyun\"}");
        aliyun("a");
        Eventually.holds(() -> twin.pushed.size() == 2);
        assertThat(twin.pushed.get(0).body()).isEqualTo(twin.pushed.get(1).body());
    }

    @Test
    void a_push_may_come_late() throws Exception {
        twin.order("{\"kind\":\"delayed\",\"vendor\":\"aliyun\",\"delay\":\"PT72H\"}");
        aliyun("a");
        Eventually.holds(
                () -> twin.inbox(PERSON).get(0).path("state").asString().equals("DELIVERED"));
        aliyun("b");
        Eventually.holds(() -> twin.pushed.size() == 1);
        assertThat(twin.pushed.getFirst().body()).contains("\"b\"");
        twin.forward("PT72H");
        Eventually.holds(() -> twin.pushed.size() == 2);
    }

    @Test
    void a_push_may_come_after_the_next_one() throws Exception {
        twin.order("{\"kind\":\"out_of_order\",\"vendor\":\"aliyun\",\"delay\":\"PT1H\"}");
        aliyun("a");
        Eventually.holds(
                () -> twin.inbox(PERSON).get(0).path("state").asString().equals("DELIVERED"));
        aliyun("b");
        Eventually.holds(() -> twin.pushed.size() == 2);
        assertThat(twin.pushed.get(0).body()).contains("\"b\"");
        assertThat(twin.pushed.get(1).body()).contains("\"a\"");
    }

    @Test
    void a_push_that_waits_for_a_next_one_comes_by_itself_in_the_end() throws Exception {
        twin.order("{\"kind\":\"out_of_order\",\"vendor\":\"aliyun\",\"delay\":\"PT1H\"}");
        aliyun("a");
        Eventually.holds(() -> twin.get("/twin/callbacks").size() == 1);
        twin.forward("PT1H1S");
        Eventually.holds(() -> twin.pushed.size() == 1);
    }

    @Test
    void a_push_may_come_before_the_answer() throws Exception {
        twin.order("{\"kind\":\"before_answer\",\"vendor\":\"aliyun\"}");
        aliyun("a");
        assertThat(twin.pushed).hasSize(1); // no waiting: it was there first
    }

    @Test
    void a_push_may_have_more_fields_and_an_unknown_change() {
        twin.order("{\"kind\":\"more_fields\",\"vendor\":\"wecom\"}");
        twin.order("{\"kind\":\"unknown_change\",\"vendor\":\"wecom\"}");
        added();
        assertThat(twin.pushed.getFirst().element("ChangeType")).isEqualTo("unheard_of_change");
        assertThat(twin.pushed.getFirst().opened()).contains("<UnheardOf>");
    }

    @Test
    void a_wrong_signature_comes_once_and_the_repetition_is_right() {
        twin.order("{\"kind\":\"wrong_signature\",\"vendor\":\"wecom\"}");
        twin.customerAnswers(new Twin.Answer(403, ""));
        scanNew();
        Eventually.holds(() -> twin.pushed.size() == 2);
        assertThatThrownBy(() -> twin.pushed.get(0).opened()).isInstanceOf(RuntimeException.class);
        assertThat(twin.pushed.get(1).element("ChangeType")).isEqualTo("add_external_contact");
    }

    @Test
    void a_push_may_be_sealed_for_another_receiver() {
        twin.order("{\"kind\":\"wrong_receiver\",\"vendor\":\"wecom\"}");
        scanNew();
        Eventually.holds(() -> twin.pushed.size() == 1);
        // WxJava does not look at the receiver, which the customer has to.
        assertThat(org.carecontact.vendortwin.callbacks.Unsealed.receiver(twin.pushed.getFirst()))
                .isEqualTo(CORP + "x");
    }

    @Test
    void a_push_may_have_an_old_time_that_is_signed() {
        twin.order("{\"kind\":\"stale\",\"vendor\":\"wecom\"}");
        scanNew();
        Eventually.holds(() -> twin.pushed.size() == 1);
        String time = org.carecontact.vendortwin.http.Encoding.parameters(
                        twin.pushed.getFirst().query())
                .getOrDefault("timestamp", "");
        assertThat(Instant.ofEpochSecond(Long.parseLong(time)))
                .isBefore(Instant.now().minus(Duration.ofMinutes(50)));
        assertThat(twin.pushed.getFirst().element("ChangeType")).isEqualTo("add_external_contact");
    }

    @Test
    void of_many_pushes_none_is_lost_but_by_order() {
        twin.order("{\"kind\":\"lost\",\"vendor\":\"wecom\",\"share\":0.1,\"times\":0,\"seed\":3}");
        twin.order("{\"kind\":\"twice\",\"vendor\":\"wecom\",\"share\":0.1,\"times\":0}");
        twin.order("{\"kind\":\"delayed\",\"vendor\":\"wecom\",\"share\":0.1,\"times\":0,\"delay\":\"PT10M\"}");
        twin.order("{\"kind\":\"out_of_order\",\"vendor\":\"wecom\",\"share\":0.1,\"times\":0,\"delay\":\"PT10M\"}");
        int adds = 400;
        for (int add = 0; add < adds; add++) {
            twin.post(
                    "/twin/wecom/acts",
                    "{\"act\":\"add\",\"corp\":\"%s\",\"user\":\"drli\",\"person\":\"+861400005%04d\"}"
                            .formatted(CORP, add));
        }
        twin.forward("PT10M1S");
        JsonNode counts = Eventually.value(
                () -> twin.get("/twin/counts"), now -> !now.path("pushes").has("WAITING"));
        int lost = counts.at("/faults/LOST").asInt();
        assertThat(lost).isBetween(15, 75);
        assertThat(counts.at("/pushes/LOST").asInt()).isEqualTo(lost);
        assertThat(twin.pushed).hasSize(counts.at("/pushes/TAKEN").asInt());
        assertThat(twin.pushed.stream()
                        .map(pushed -> pushed.element("ExternalUserID"))
                        .distinct())
                .hasSize(adds - lost);
    }

    // ---- orders

    @Test
    void a_share_hits_about_so_many_and_the_same_ones_again() {
        List<Boolean> first = draws();
        assertThat(first.stream().filter(hit -> hit).count()).isBetween(70L, 130L);
        assertThat(draws()).isEqualTo(first);
    }

    private static List<Boolean> draws() {
        Faults faults = new Faults();
        faults.order(new Fault("f", FaultKind.LOST, Vendor.WECOM, "", "", 0, 0.1, Duration.ZERO, "", false));
        faults.seed(7);
        List<Boolean> hits = new ArrayList<>();
        for (int draw = 0; draw < 1000; draw++) {
            hits.add(!faults.forPush(Vendor.WECOM, "add_external_contact", List.of())
                    .isEmpty());
        }
        return hits;
    }

    @Test
    void an_order_that_nobody_understands_is_refused() {
        assertThat(twin.send("/twin/faults", "{\"kind\":\"nonsense\"}").statusCode())
                .isEqualTo(400);
        assertThat(twin.send("/twin/faults", "{\"kind\":\"lost\",\"vendor\":\"acme\"}")
                        .statusCode())
                .isEqualTo(400);
        String kinds = Arrays.stream(FaultKind.values()).map(Enum::name).collect(Collectors.joining(", "));
        for (String body : List.of("{\"kind\":\"NOPE\"}", "{}", "{\"kind\":\"\"}")) {
            assertThat(twin.send("/twin/faults", body).body()).contains("kind is one of " + kinds);
        }
        for (String delay : List.of("5s", "5", "-", "PT")) {
            assertThat(twin.send("/twin/faults", "{\"kind\":\"LATE\",\"delay\":\"" + delay + "\"}")
                            .body())
                    .contains("delay is a duration in the form of ISO 8601, as PT5S");
        }
        assertThat(twin.send("/twin/faults", "{\"kind\":\"LATE\",\"times\":\"often\"}")
                        .body())
                .contains("times is a number");
        assertThat(twin.send("/twin/clock", "{\"forward\":\"1h\"}").body())
                .contains("forward is a duration in the form of ISO 8601");
        assertThat(twin.send("/twin/faults", "[").statusCode()).isEqualTo(400);
        assertThat(twin.get("/twin/faults")).isEmpty();
    }

    private String added() {
        scanNew();
        Eventually.holds(() -> !twin.pushed.isEmpty());
        return twin.pushed.getFirst().element("ExternalUserID");
    }

    private void scanNew() {
        String config = twin.post(
                        "/cgi-bin/externalcontact/add_contact_way?access_token=" + weComToken(),
                        "{\"type\":\"1\",\"scene\":\"2\",\"user\":[\"drli\"],\"state\":\"c\"}")
                .path("config_id")
                .asString();
        twin.post(
                "/twin/wecom/acts", "{\"act\":\"scan\",\"config\":\"%s\",\"person\":\"%s\"}".formatted(config, PERSON));
    }

    private JsonNode weComGet(String external) {
        return twin.get("/cgi-bin/externalcontact/get?access_token=" + weComToken() + "&external_userid=" + external);
    }

    private String weComToken() {
        return twin.get("/cgi-bin/gettoken?corpid=" + CORP + "&corpsecret=twinWeComSecret")
                .path("access_token")
                .asString();
    }

    private String aliyun(String key) throws Exception {
        Client client = new Client(new Config()
                .setAccessKeyId("twinAliyunKey")
                .setAccessKeySecret("twinAliyunSecret")
                .setEndpoint(twin.host())
                .setProtocol("http")
                .setMaxIdleConns(0));
        return client.sendSms(new SendSmsRequest()
                        .setPhoneNumbers(MOBILE)
                        .setSignName("康联医院")
                        .setTemplateCode("SMS_100001")
                        .setTemplateParam("{\"code\":\"1\",\"time\":\"18:00\"}")
                        .setOutId(key))
                .getBody()
                .getCode();
    }

    private String tencent(String value) throws TencentCloudSDKException {
        HttpProfile http = new HttpProfile();
        http.setProtocol("http://");
        http.setEndpoint(twin.host());
        http.setHttpClient(new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .readTimeout(1, TimeUnit.SECONDS)
                .build());
        http.setReadTimeout(1);
        ClientProfile profile = new ClientProfile();
        profile.setHttpProfile(http);
        com.tencentcloudapi.sms.v20210111.models.SendSmsRequest request =
                new com.tencentcloudapi.sms.v20210111.models.SendSmsRequest();
        request.setPhoneNumberSet(new String[] {PERSON});
        request.setSmsSdkAppId("1400000001");
        request.setTemplateId("200001");
        request.setSignName("康联医院");
        request.setTemplateParamSet(new String[] {value, "18:00"});
        return new SmsClient(new Credential("twinTencentId", "twinTencentKey"), "ap-guangzhou", profile)
                .SendSms(request).getSendStatusSet()[0].getCode();
    }
}
