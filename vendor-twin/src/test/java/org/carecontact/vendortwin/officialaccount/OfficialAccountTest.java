package org.carecontact.vendortwin.officialaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import me.chanjar.weixin.common.bean.WxOAuth2UserInfo;
import me.chanjar.weixin.common.bean.oauth2.WxOAuth2AccessToken;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.util.http.RequestExecutor;
import me.chanjar.weixin.mp.api.impl.WxMpServiceImpl;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;
import me.chanjar.weixin.mp.bean.template.WxMpTemplateData;
import me.chanjar.weixin.mp.bean.template.WxMpTemplateMessage;
import me.chanjar.weixin.mp.config.WxMpHostConfig;
import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.carecontact.testsupport.Eventually;
import org.carecontact.vendortwin.Twin;
import org.carecontact.vendortwin.http.Encoding;
import org.carecontact.vendortwin.settings.TwinSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** WxJava's official account part against the twin; only its hosts are set. */
class OfficialAccountTest {

    private static final String APP = "wxtwin0000000001";
    private static final String PERSON = "+8614000040001";
    private static final String NOTICE = "twinTemplateNotice0001";
    private static final String SUBSCRIPTION = "twinSubscriptionNotice1";

    @SuppressWarnings("NullAway.Init")
    private Twin twin;

    @SuppressWarnings("NullAway.Init")
    private Kit kit;

    private String openId = "";

    /** The kit with each code as it comes. */
    private static final class Kit extends WxMpServiceImpl {

        @Override
        public <T, E> T execute(RequestExecutor<T, E> executor, String uri, E body) throws WxErrorException {
            return executeInternal(executor, uri, body, false);
        }
    }

    @BeforeEach
    void start() throws IOException {
        twin = new Twin();
        kit = kit("twinAppSecret");
        twin.pushTo("official-account", APP, "event", "/official");
        openId = act("follow", "").path("openId").asString();
        Eventually.holds(() -> twin.pushed.size() == 1);
    }

    @AfterEach
    void stop() {
        twin.close();
    }

    @Test
    void a_template_message_comes_and_an_event_says_so() throws Exception {
        String id = kit.getTemplateMsgService().sendTemplateMsg(notice("key-1"));
        assertThat(twin.inbox(PERSON).get(0).path("text").asString()).isEqualTo("有一条新消息\n2026年11月27日 18:00\nK7-2");
        assertThat(twin.inbox(PERSON).get(0).path("key").asString()).isEqualTo("key-1");
        Eventually.holds(() -> twin.pushed.size() == 2);
        WxMpXmlMessage event = opened(twin.pushed.getLast());
        assertThat(event.getEvent()).isEqualTo("TEMPLATESENDJOBFINISH");
        assertThat(event.getFromUser()).isEqualTo(openId);
        assertThat(event.getStatus()).isEqualTo("success");
        assertThat(twin.pushed.getLast().element("MsgID")).isEqualTo(id);
    }

    @Test
    void the_same_key_within_ten_minutes_is_the_same_message() throws Exception {
        String id = kit.getTemplateMsgService().sendTemplateMsg(notice("key-1"));
        assertThat(kit.getTemplateMsgService().sendTemplateMsg(notice("key-1"))).isEqualTo(id);
        assertThat(twin.inbox(PERSON)).hasSize(1);
        twin.forward("PT10M1S");
        assertThat(kit.getTemplateMsgService().sendTemplateMsg(notice("key-1"))).isNotEqualTo(id);
        assertThat(twin.inbox(PERSON)).hasSize(2);
    }

    @Test
    void an_account_has_a_cap_for_its_messages_of_a_day_and_a_refused_one_counts_not() throws Exception {
        twin.close();
        twin = new Twin(TwinSettings.read(
                TwinSettings.sandboxText().replace("app-id: " + APP, "app-id: " + APP + "\n    daily-templates: 2")));
        kit = kit("twinAppSecret");
        openId = act("follow", "").path("openId").asString();
        kit.getTemplateMsgService().sendTemplateMsg(notice("a"));
        assertThat(code(() -> kit.post(twin.it.url() + "/cgi-bin/message/template/send", body(NOTICE, "thing1", ""))))
                .isEqualTo(47003);
        kit.getTemplateMsgService().sendTemplateMsg(notice("b"));
        assertThat(code(() -> kit.getTemplateMsgService().sendTemplateMsg(notice("c"))))
                .isEqualTo(45009);
        twin.forward("PT24H");
        kit.getTemplateMsgService().sendTemplateMsg(notice("c"));
        assertThat(twin.inbox(PERSON)).hasSize(3);
    }

    @Test
    void who_unfollowed_refuses_or_is_blacklisted_gets_nothing() throws Exception {
        act("refuse-messages", "");
        kit.getTemplateMsgService().sendTemplateMsg(notice("a"));
        Eventually.holds(() -> twin.pushed.size() == 2);
        assertThat(opened(twin.pushed.getLast()).getStatus()).isEqualTo("failed:user block");
        act("blacklist", "");
        assertThat(code(() -> kit.getTemplateMsgService().sendTemplateMsg(notice("b"))))
                .isEqualTo(43019);
        act("unfollow", "");
        Eventually.holds(() -> twin.pushed.size() == 3);
        assertThat(opened(twin.pushed.getLast()).getEvent()).isEqualTo("unsubscribe");
        assertThat(code(() -> kit.getTemplateMsgService().sendTemplateMsg(notice("c"))))
                .isEqualTo(43004);
        assertThat(kit.getUserService().userInfo(openId).getSubscribe()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "thing1, 123456789012345678901",
        "thing1, ''",
        "time2, 明天下午",
        "character_string3, 中文",
        "character_string3, 123456789012345678901234567890123"
    })
    void a_value_that_does_not_fit_is_named(String name, String value) {
        assertThatThrownBy(() -> kit.post(twin.it.url() + "/cgi-bin/message/template/send", body(NOTICE, name, value)))
                .isInstanceOfSatisfying(WxErrorException.class, e -> {
                    assertThat(e.getError().getErrorCode()).isEqualTo(47003);
                    assertThat(e.getMessage()).contains("data." + name + ".value invalid");
                });
    }

    @Test
    void strangers_and_other_templates_are_refused() {
        assertThat(code(() -> kit.getTemplateMsgService()
                        .sendTemplateMsg(WxMpTemplateMessage.builder()
                                .toUser("oNobody")
                                .templateId(NOTICE)
                                .build())))
                .isEqualTo(40003);
        assertThat(code(() -> kit.post(
                        twin.it.url() + "/cgi-bin/message/template/send", body(SUBSCRIPTION, "thing1", "新消息"))))
                .isEqualTo(40037);
    }

    @Test
    void a_subscription_is_good_for_one_message_and_its_answer_has_no_id() throws Exception {
        String url = twin.it.url() + "/cgi-bin/message/subscribe/bizsend";
        assertThat(code(() -> kit.post(url, body(SUBSCRIPTION, "thing1", "新消息"))))
                .isEqualTo(43101);
        act("accept-subscription", SUBSCRIPTION);
        Eventually.holds(() -> twin.pushed.size() == 2);
        assertThat(opened(twin.pushed.getLast()).getSubscribeMsgPopupEvent()).isNotNull();
        assertThat(kit.post(url, body(SUBSCRIPTION, "thing1", "新消息"))).doesNotContain("msgid");
        Eventually.holds(() -> twin.pushed.size() == 3);
        assertThat(opened(twin.pushed.getLast()).getEvent()).isEqualTo("subscribe_msg_sent_event");
        assertThat(opened(twin.pushed.getLast()).getSubscribeMsgSentEvent()).isNotNull();
        assertThat(code(() -> kit.post(url, body(SUBSCRIPTION, "thing1", "新消息"))))
                .isEqualTo(43101);
        act("accept-subscription-for-good", SUBSCRIPTION);
        for (int message = 0; message < 3; message++) {
            kit.post(url, body(SUBSCRIPTION, "thing1", "新消息"));
        }
        act("withdraw-subscription", SUBSCRIPTION);
        assertThat(code(() -> kit.post(url, body(SUBSCRIPTION, "thing1", "新消息"))))
                .isEqualTo(43101);
    }

    @Test
    void a_withdrawn_subscription_is_told_in_either_element() {
        act("withdraw-subscription", SUBSCRIPTION);
        Eventually.holds(() -> twin.pushed.size() == 2);
        assertThat(twin.pushed.getLast().opened()).contains("<SubscribeMsgPopupEvent>");
        twin.order("{\"kind\":\"other_element\",\"vendor\":\"official-account\"}");
        act("withdraw-subscription", SUBSCRIPTION);
        Eventually.holds(() -> twin.pushed.size() == 3);
        assertThat(opened(twin.pushed.getLast()).getSubscribeMsgChangeEvent()).isNotNull();
    }

    @Test
    void the_stable_token_is_the_same_until_five_minutes_before_its_end() throws Exception {
        String first = kit.getAccessToken();
        assertThat(kit("twinAppSecret").getAccessToken()).isEqualTo(first);
        twin.forward("PT1H56M");
        String second = kit("twinAppSecret").getAccessToken();
        assertThat(second).isNotEqualTo(first);
        assertThat(userInfo(first)).isZero();
        twin.forward("PT5M");
        assertThat(userInfo(first)).isEqualTo(42001);
        assertThat(userInfo(second)).isZero();
        assertThat(code(() -> kit("wrong").getAccessToken(true))).isEqualTo(40125);
    }

    @Test
    void forced_tokens_end_the_others_and_have_their_pause() throws Exception {
        String first = kit.getAccessToken();
        assertThat(stable(true).has("access_token")).isTrue();
        assertThat(userInfo(first)).isEqualTo(42001);
        assertThat(stable(true).path("errcode").asInt()).isEqualTo(45011);
        for (int forced = 1; forced < 20; forced++) {
            twin.forward("PT30S");
            assertThat(stable(true).has("access_token")).isTrue();
        }
        twin.forward("PT30S");
        assertThat(stable(true).path("errcode").asInt()).isEqualTo(45009);
    }

    @Test
    void a_cancelled_token_is_replaced_by_the_kit_and_nothing_is_sent_twice() throws Exception {
        kit.getTemplateMsgService().sendTemplateMsg(notice("a"));
        twin.order("{\"kind\":\"tokens_cancelled\",\"vendor\":\"official-account\",\"code\":\"40001\"}");
        kit.getTemplateMsgService().sendTemplateMsg(notice("b"));
        assertThat(twin.inbox(PERSON)).hasSize(2);
    }

    @Test
    void somebody_lets_the_page_know_who_they_are() throws Exception {
        Map<String, String> query = authorized("snsapi_userinfo", "allow");
        assertThat(query).containsEntry("state", "s1");
        WxOAuth2AccessToken token = kit.getOAuth2Service().getAccessToken(query.getOrDefault("code", ""));
        assertThat(token.getOpenId()).isEqualTo(openId);
        assertThat(token.getUnionId()).startsWith("ox");
        WxOAuth2UserInfo person = kit.getOAuth2Service().getUserInfo(token, "zh_CN");
        assertThat(person.getOpenid()).isEqualTo(openId);
        assertThat(code(() -> kit.getOAuth2Service().getAccessToken(query.getOrDefault("code", ""))))
                .isEqualTo(40163);
    }

    @Test
    void a_quiet_scope_a_preview_a_refusal_and_a_late_code() throws Exception {
        WxOAuth2AccessToken quiet = kit.getOAuth2Service()
                .getAccessToken(authorized("snsapi_base", "allow").getOrDefault("code", ""));
        assertThat(quiet.getUnionId()).isNull();
        assertThat(code(() -> kit.getOAuth2Service().getUserInfo(quiet, "zh_CN")))
                .isEqualTo(48001);
        WxOAuth2AccessToken preview = kit.getOAuth2Service()
                .getAccessToken(authorized("snsapi_base", "snapshot").getOrDefault("code", ""));
        assertThat(preview.getSnapshotUser()).isEqualTo(1);
        assertThat(preview.getOpenId()).isNotEqualTo(openId);
        assertThat(authorized("snsapi_base", "refuse")).doesNotContainKey("code");
        String late = authorized("snsapi_base", "allow").getOrDefault("code", "");
        twin.forward("PT5M1S");
        assertThat(code(() -> kit.getOAuth2Service().getAccessToken(late))).isEqualTo(40029);
    }

    private Map<String, String> authorized(String scope, String choice) {
        String url = kit.getOAuth2Service().buildAuthorizationUrl("http://care.example.cn/back?a=1", scope, "s1");
        String answered = url.replace("#wechat_redirect", "")
                .replace(
                        "/connect/oauth2/authorize?",
                        "/connect/oauth2/answer?person=%2B8614000040001&choice=" + choice + "&")
                .replace(" ", "%20");
        String location = twin.exchange(
                        HttpRequest.newBuilder(URI.create(answered)).GET())
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(location).startsWith("http://care.example.cn/back?a=1&");
        return Encoding.parameters(location.substring(location.indexOf('?') + 1));
    }

    private int userInfo(String token) {
        return twin.get("/cgi-bin/user/info?openid=" + openId + "&access_token=" + token)
                .path("errcode")
                .asInt(0);
    }

    private JsonNode stable(boolean force) {
        return twin.post(
                "/cgi-bin/stable_token",
                "{\"grant_type\":\"client_credential\",\"appid\":\"%s\",\"secret\":\"twinAppSecret\",\"force_refresh\":%s}"
                        .formatted(APP, force));
    }

    private JsonNode act(String act, String template) {
        return twin.post(
                "/twin/official-account/acts",
                "{\"act\":\"%s\",\"account\":\"%s\",\"person\":\"%s\",\"template\":\"%s\"}"
                        .formatted(act, APP, PERSON, template));
    }

    private String body(String template, String name, String value) {
        Map<String, String> values = new java.util.TreeMap<>(
                Map.of("thing1", "有一条新消息", "time2", "2026年11月27日 18:00", "character_string3", "K7-2"));
        values.put(name, value);
        StringBuilder data = new StringBuilder();
        values.forEach((key, text) ->
                data.append(data.isEmpty() ? "" : ",").append("\"%s\":{\"value\":\"%s\"}".formatted(key, text)));
        return "{\"touser\":\"%s\",\"template_id\":\"%s\",\"data\":{%s}}".formatted(openId, template, data);
    }

    private WxMpTemplateMessage notice(String key) {
        return WxMpTemplateMessage.builder()
                .toUser(openId)
                .templateId(NOTICE)
                .clientMsgId(key)
                .url("https://care.example.cn/r/abc")
                .data(List.of(
                        new WxMpTemplateData("thing1", "有一条新消息"),
                        new WxMpTemplateData("time2", "2026年11月27日 18:00"),
                        new WxMpTemplateData("character_string3", "K7-2")))
                .build();
    }

    private WxMpXmlMessage opened(Twin.Pushed pushed) {
        return WxMpXmlMessage.fromXml(pushed.opened());
    }

    private static int code(ThrowingCallable call) {
        try {
            call.call();
            return 0;
        } catch (WxErrorException e) {
            return e.getError().getErrorCode();
        } catch (Throwable e) {
            if (e.getCause() instanceof WxErrorException known) {
                return known.getError().getErrorCode();
            }
            throw new AssertionError(e);
        }
    }

    private Kit kit(String secret) {
        WxMpDefaultConfigImpl config = new WxMpDefaultConfigImpl();
        config.setAppId(APP);
        config.setSecret(secret);
        config.useStableAccessToken(true);
        config.setHostConfig(WxMpHostConfig.builder()
                .apiHost(twin.it.url())
                .openHost(twin.it.url())
                .mpHost(twin.it.url())
                .build());
        Kit made = new Kit();
        made.setWxMpConfigStorage(config);
        return made;
    }
}
