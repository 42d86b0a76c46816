package org.carecontact.vendors.wechat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import me.chanjar.weixin.common.bean.oauth2.WxOAuth2AccessToken;
import me.chanjar.weixin.mp.bean.template.WxMpTemplateData;
import me.chanjar.weixin.mp.bean.template.WxMpTemplateMessage;
import me.chanjar.weixin.mp.config.WxMpHostConfig;
import me.chanjar.weixin.mp.enums.WxMpApiUrl;
import org.carecontact.vendors.OfficialAccountClient;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.VendorRefused;
import org.carecontact.vendors.WeChatAccount;
import org.carecontact.vendors.WeChatPerson;
import org.carecontact.vendors.calls.QuietLogs;
import org.carecontact.vendors.calls.Windows;
import org.carecontact.vendors.tokens.Tokens;
import org.carecontact.vendors.weixin.OneSendClients;
import org.carecontact.vendors.weixin.SharedToken;
import org.carecontact.vendors.weixin.WxCalls;

/** Sends the messages of one official account, with stable tokens. */
public final class OfficialAccount implements OfficialAccountClient {

    // WxJava puts the code into an address as it is.
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,512}");
    private static final Pattern STATE = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final MpService service;
    private final WxCalls calls;

    public OfficialAccount(WeChatAccount account, Tokens tokens, Clock clock) {
        QuietLogs.install();
        Windows windows = new Windows(clock);
        SharedToken token =
                new SharedToken("wechat:" + account.appId(), tokens, OfficialAccountCodes::outcome, windows);
        MpConfig config = new MpConfig(token);
        config.setAppId(account.appId());
        config.setSecret(account.secret());
        config.setApacheHttpClientBuilder(new OneSendClients(account.connectTimeout(), account.readTimeout()));
        config.setHostConfig(hosts(account.api(), account.open()));
        this.service = new MpService(token);
        service.setWxMpConfigStorage(config);
        this.calls = new WxCalls(OfficialAccountCodes::outcome, windows);
    }

    private static WxMpHostConfig hosts(URI api, URI open) {
        return WxMpHostConfig.builder()
                .apiHost(api.toString())
                .openHost(open.toString())
                .mpHost(open.toString())
                .build();
    }

    @Override
    public Outcome template(
            String key, String openId, String template, String url, SequencedMap<String, String> values) {
        if (!ValueLengths.fit(values)) {
            return new Outcome.RefusedOurFault("too-long");
        }
        WxMpTemplateMessage message = WxMpTemplateMessage.builder()
                .toUser(openId)
                .templateId(template)
                .clientMsgId(key)
                .url(url)
                // Not by addData, which cuts what is too long.
                .data(values.entrySet().stream()
                        .map(value -> new WxMpTemplateData(value.getKey(), value.getValue()))
                        .toList())
                .build();
        return send(WxMpApiUrl.TemplateMsg.MESSAGE_TEMPLATE_SEND, message.toJson());
    }

    /** By the plain call: WxJava's own one throws after the message has been sent, because there is no msgid. */
    @Override
    public Outcome subscription(
            String key, String openId, String template, String page, SequencedMap<String, String> values) {
        if (!ValueLengths.fit(values)) {
            return new Outcome.RefusedOurFault("too-long");
        }
        JsonObject data = new JsonObject();
        for (Map.Entry<String, String> value : values.entrySet()) {
            JsonObject filled = new JsonObject();
            filled.addProperty("value", value.getValue());
            data.add(value.getKey(), filled);
        }
        JsonObject message = new JsonObject();
        message.addProperty("touser", openId);
        message.addProperty("template_id", template);
        if (!page.isEmpty()) {
            message.addProperty("page", page);
        }
        message.add("data", data);
        return send(WxMpApiUrl.SubscribeMsg.SEND_SUBSCRIBE_MESSAGE_URL, message.toString());
    }

    private Outcome send(WxMpApiUrl address, String message) {
        try {
            JsonElement id = calls.call(() -> service.post(address, message)).get("msgid");
            return new Outcome.Accepted(id == null || !id.isJsonPrimitive() ? "" : id.getAsString());
        } catch (VendorRefused e) {
            return e.kind();
        }
    }

    @Override
    public String authorizeUrl(String redirect, String state, boolean withUnionId) {
        if (!STATE.matcher(state).matches()) {
            throw new IllegalArgumentException("a state has 1 to 128 letters, digits, - or _");
        }
        String scope = withUnionId ? "snsapi_userinfo" : "snsapi_base";
        return service.getOAuth2Service().buildAuthorizationUrl(redirect, scope, state);
    }

    @Override
    public WeChatPerson exchange(String code) throws VendorRefused {
        if (!CODE.matcher(code).matches()) {
            throw new VendorRefused(new Outcome.RefusedForGood("code-malformed"));
        }
        WxOAuth2AccessToken answer = calls.run(() -> service.getOAuth2Service().getAccessToken(code));
        if (answer == null || answer.getOpenId() == null || answer.getOpenId().isEmpty()) {
            throw WxCalls.unknown("no-code");
        }
        if (answer.getSnapshotUser() != null && answer.getSnapshotUser() != 0) {
            throw new VendorRefused(new Outcome.RefusedForGood("snapshot-user"));
        }
        return new WeChatPerson(
                answer.getOpenId(), Optional.ofNullable(answer.getUnionId()).filter(id -> !id.isEmpty()));
    }
}
