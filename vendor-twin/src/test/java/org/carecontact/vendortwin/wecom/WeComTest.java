package org.carecontact.vendortwin.wecom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.util.http.RequestExecutor;
import me.chanjar.weixin.cp.api.WxCpExternalContactService;
import me.chanjar.weixin.cp.api.impl.WxCpServiceImpl;
import me.chanjar.weixin.cp.bean.external.WxCpContactWayInfo;
import me.chanjar.weixin.cp.bean.external.WxCpContactWayResult;
import me.chanjar.weixin.cp.bean.external.contact.WxCpExternalContactInfo;
import me.chanjar.weixin.cp.bean.message.WxCpMessage;
import me.chanjar.weixin.cp.bean.message.WxCpMessageSendResult;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.carecontact.testsupport.Eventually;
import org.carecontact.vendortwin.Twin;
import org.carecontact.vendortwin.settings.TwinSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** WxJava's WeCom part against the twin; only its address is set, and its hidden repetition is left out. */
class WeComTest {

    private static final String CORP = "wwtwin0000000001";
    private static final String PATIENT = "+8614000030001";

    @SuppressWarnings("NullAway.Init")
    private Twin twin;

    @SuppressWarnings("NullAway.Init")
    private Kit kit;

    @SuppressWarnings("NullAway.Init")
    private WxCpExternalContactService contacts;

    /** The kit with each code as it comes. */
    private static final class Kit extends WxCpServiceImpl {

        @Override
        public <T, E> T execute(RequestExecutor<T, E> executor, String uri, E body) throws WxErrorException {
            return executeInternal(executor, uri, body, false);
        }
    }

    @BeforeEach
    void start() throws IOException {
        twin = new Twin();
        kit = kit("twinWeComSecret", 1000002);
        contacts = kit.getExternalContactService();
        twin.pushTo("wecom", CORP, "event", "/wecom");
    }

    @AfterEach
    void stop() {
        twin.close();
    }

    @Test
    void a_lasting_way_is_made_read_listed_changed_and_removed() throws Exception {
        WxCpContactWayResult made = contacts.addContactWay(way("drli", "c7f3", false));
        assertThat(made.getConfigId()).isNotEmpty();
        assertThat(made.getQrCode()).startsWith(twin.it.url());
        WxCpContactWayInfo.ContactWay read =
                contacts.getContactWay(made.getConfigId()).getContactWay();
        assertThat(read.getState()).isEqualTo("c7f3");
        assertThat(read.getUsers()).containsExactly("drli");
        assertThat(read.getSkipVerify()).isTrue();
        assertThat(contacts.listContactWay(null, null, null, 100L).getContactWay())
                .hasSize(1);
        read.setState("c7f4");
        WxCpContactWayInfo changed = new WxCpContactWayInfo();
        changed.setContactWay(read);
        contacts.updateContactWay(changed);
        assertThat(contacts.getContactWay(made.getConfigId()).getContactWay().getState())
                .isEqualTo("c7f4");
        contacts.deleteContactWay(made.getConfigId());
        assertThat(code(() -> contacts.getContactWay(made.getConfigId()))).isEqualTo(40058);
    }

    @Test
    void a_scan_makes_a_contact_that_an_event_tells_and_calls_show() throws Exception {
        scan(contacts.addContactWay(way("drli", "c7f3", false)), PATIENT, "ADDED");
        Twin.Pushed event =
                Eventually.value(() -> twin.pushed, list -> !list.isEmpty()).getFirst();
        assertThat(event.element("ChangeType")).isEqualTo("add_external_contact");
        assertThat(event.element("State")).isEqualTo("c7f3");
        assertThat(event.element("UserID")).isEqualTo("drli");
        assertThat(event.element("WelcomeCode")).isNotEmpty();
        String external = event.element("ExternalUserID");
        assertThat(contacts.listExternalContacts("drli")).containsExactly(external);
        WxCpExternalContactInfo detail = contacts.getContactDetail(external, null);
        assertThat(detail.getExternalContact().getUnionId()).startsWith("ox");
        assertThat(detail.getFollowedUsers().getFirst().getState()).isEqualTo("c7f3");
        assertThat(contacts.listFollowers()).contains("drli");
        assertThat(contacts.getContactDetailBatch(new String[] {"drli"}, "", 100)
                        .getExternalContactList())
                .hasSize(1);
    }

    @Test
    void with_verification_the_member_has_to_confirm() throws Exception {
        WxCpContactWayInfo way = way("drli", "c7f3", false);
        way.getContactWay().setSkipVerify(false);
        scan(contacts.addContactWay(way), PATIENT, "WAITS_FOR_MEMBER");
        Twin.Pushed half =
                Eventually.value(() -> twin.pushed, list -> !list.isEmpty()).getFirst();
        assertThat(half.element("ChangeType")).isEqualTo("add_half_external_contact");
        String external = half.element("ExternalUserID");
        assertThat(code(() -> contacts.getContactDetail(external, null))).isEqualTo(84061);
        act("{\"act\":\"confirm\",\"corp\":\"%s\",\"user\":\"drli\",\"external\":\"%s\"}".formatted(CORP, external));
        Eventually.holds(() -> twin.pushed.size() == 2);
        assertThat(twin.pushed.getLast().element("ChangeType")).isEqualTo("add_external_contact");
        assertThat(contacts.listExternalContacts("drli")).containsExactly(external);
    }

    @Test
    void a_second_scan_tells_nobody() throws Exception {
        WxCpContactWayResult made = contacts.addContactWay(way("drli", "c7f3", false));
        scan(made, PATIENT, "ADDED");
        Eventually.holds(() -> twin.pushed.size() == 1);
        scan(contacts.addContactWay(way("drli", "other", false)), PATIENT, "KNEW_EACH_OTHER");
        assertThat(twin.get("/twin/callbacks")).hasSize(1);
        String external = twin.pushed.getFirst().element("ExternalUserID");
        assertThat(contacts.getContactDetail(external, null)
                        .getFollowedUsers()
                        .getFirst()
                        .getState())
                .isEqualTo("c7f3");
    }

    @Test
    void a_temporary_session_is_in_no_list_and_closed_by_a_call_with_its_conclusion() throws Exception {
        WxCpContactWayResult made = contacts.addContactWay(way("drli", "c7f3", true));
        assertThat(contacts.listContactWay(null, null, null, 100L).getContactWay())
                .isEmpty();
        String external = scanned(made);
        assertThat(twin.send("/twin/wecom/acts", scanAct(made, "+8614000030002"))
                        .body())
                .contains("REFUSED");
        assertThat(contacts.getContactDetailBatch(new String[] {"drli"}, "", 100)
                        .getExternalContactList())
                .hasSize(1);
        assertThat(rawCode("/cgi-bin/externalcontact/list?userid=drli")).isEqualTo(84061);
        contacts.closeTempChat("drli", external);
        assertThat(twin.inbox(PATIENT).get(0).path("text").asString()).isEqualTo("再见");
        assertThat(code(() -> contacts.closeTempChat("drli", external))).isEqualTo(84061);
        assertThat(code(() -> contacts.getContactDetail(external, null))).isEqualTo(84061);
        assertThat(twin.get("/twin/callbacks")).hasSize(1);
    }

    @Test
    void a_temporary_session_ends_by_itself_and_its_qr_code_too() throws Exception {
        String external = scanned(contacts.addContactWay(way("drli", "c7f3", true)));
        contacts.getContactDetail(external, null);
        WxCpContactWayResult unused = contacts.addContactWay(way("drwu", "c8", true));
        twin.forward("PT24H1S");
        assertThat(code(() -> contacts.getContactDetail(external, null))).isEqualTo(84061);
        Eventually.holds(() -> twin.inbox(PATIENT).size() == 1);
        scan(unused, PATIENT, "REFUSED");
        WxCpContactWayInfo late = way("drwu", "c9", true);
        late.getContactWay().setConfigId(unused.getConfigId());
        assertThat(code(() -> contacts.updateContactWay(late))).isEqualTo(40058);
    }

    @Test
    void temporary_sessions_are_for_medical_companies_only() {
        String yaml = "wecom: [{corp-id: wwshop, medical: false, apps: [{agent-id: 1, secret: s}]}]";
        try (org.carecontact.vendortwin.VendorTwin shop = org.carecontact.vendortwin.VendorTwin.start(
                org.carecontact.vendortwin.settings.TwinSettings.read(yaml))) {
            Kit other = new Kit();
            other.setWxCpConfigStorage(config(shop.url(), "wwshop", "s", 1));
            assertThat(code(() -> other.getExternalContactService().addContactWay(way("drli", "c", true))))
                    .isEqualTo(41040);
            assertThat(code(() -> other.getExternalContactService().addContactWay(way("drli", "c", false))))
                    .isZero();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_way_for_one_person_refuses_others() throws Exception {
        String union = twin.post("/twin/people", "{\"mobile\":\"" + PATIENT + "\",\"name\":\"王测试\"}")
                .path("unionId")
                .asString();
        WxCpContactWayInfo way = way("drli", "c7f3", true);
        way.getContactWay().setUnionId(union);
        WxCpContactWayResult made = contacts.addContactWay(way);
        scan(made, "+8614000030002", "REFUSED");
        scan(made, PATIENT, "ADDED");
    }

    @Test
    void what_is_too_long_or_too_much_is_refused() {
        assertThat(code(() -> contacts.addContactWay(way("drli", "x".repeat(31), false))))
                .isEqualTo(40058);
        assertThat(code(() -> contacts.addContactWay(way("Dr Li!", "x", false))))
                .isEqualTo(60111);
        WxCpContactWayInfo long1 = way("drli", "x", true);
        long1.getContactWay().setChatExpiresIn(15 * 86_400);
        assertThat(code(() -> contacts.addContactWay(long1))).isEqualTo(40058);
        WxCpContactWayInfo two = way("drli", "x", false);
        two.getContactWay().setUsers(List.of("drli", "drwu"));
        assertThat(code(() -> contacts.addContactWay(two))).isEqualTo(40058);
    }

    @Test
    void either_side_removes_the_other_and_each_has_its_event() throws Exception {
        String external = scanned(contacts.addContactWay(way("drli", "c7f3", false)));
        act("{\"act\":\"removed-by-person\",\"corp\":\"%s\",\"user\":\"drli\",\"external\":\"%s\"}"
                .formatted(CORP, external));
        Eventually.holds(() -> twin.pushed.size() == 2);
        assertThat(twin.pushed.getLast().element("ChangeType")).isEqualTo("del_follow_user");
        assertThat(code(() -> contacts.getContactDetail(external, null))).isEqualTo(84061);
        scan(contacts.addContactWay(way("drli", "c8", false)), PATIENT, "ADDED");
        act("{\"act\":\"removed-by-member\",\"corp\":\"%s\",\"user\":\"drli\",\"external\":\"%s\"}"
                .formatted(CORP, external));
        Eventually.holds(() -> twin.pushed.size() == 4);
        assertThat(twin.pushed.getLast().element("ChangeType")).isEqualTo("del_external_contact");
    }

    @Test
    void a_members_own_contact_has_no_state() throws Exception {
        act("{\"act\":\"add\",\"corp\":\"%s\",\"user\":\"drli\",\"person\":\"%s\"}".formatted(CORP, PATIENT));
        Twin.Pushed event =
                Eventually.value(() -> twin.pushed, list -> !list.isEmpty()).getFirst();
        assertThat(event.element("ChangeType")).isEqualTo("add_external_contact");
        assertThat(event.opened()).doesNotContain("<State>");
        assertThat(contacts.listExternalContacts("drli")).hasSize(1);
    }

    @Test
    void tokens_are_checked() throws Exception {
        assertThat(code(() -> kit("wrong", 1000002).getAccessToken(true))).isEqualTo(40001);
        assertThat(rawCode("/cgi-bin/externalcontact/get_follow_user_list")).isEqualTo(41001);
        String token = kit.getAccessToken();
        assertThat(rawCode("/cgi-bin/externalcontact/get_follow_user_list?access_token=x"))
                .isEqualTo(40014);
        assertThat(kit("twinWeComSecret", 1000002).getAccessToken()).isEqualTo(token);
        twin.forward("PT2H1S");
        assertThat(rawCode("/cgi-bin/externalcontact/get_follow_user_list?access_token=" + token))
                .isEqualTo(42001);
        assertThat(contacts.listFollowers()).isEmpty(); // the kit fetched a new one
    }

    @Test
    void a_cancelled_token_makes_the_kit_fetch_another_once() throws Exception {
        contacts.listFollowers();
        for (String code : new String[] {"40001", "40014", "42001"}) {
            twin.order("{\"kind\":\"tokens_cancelled\",\"vendor\":\"wecom\",\"code\":\"" + code + "\"}");
            assertThat(contacts.listFollowers()).isEmpty();
        }
        assertThat(twin.get("/twin/counts").at("/tokens/wecom").asInt()).isEqualTo(4);
    }

    @Test
    void a_message_comes_to_the_member_and_strangers_are_named() throws Exception {
        WxCpMessageSendResult sent = kit.getMessageService().send(card("drli|Dr Li!"));
        assertThat(sent.getMsgId()).isNotEmpty();
        assertThat(sent.getInvalidUser()).isEqualTo("Dr Li!");
        JsonNode got = twin.inbox(CORP + "/drli");
        assertThat(got.get(0).path("title").asString()).isEqualTo("有一位患者等您");
        assertThat(code(() -> kit.getMessageService().send(card("Dr Li!")))).isEqualTo(81013);
        assertThat(code(() -> kit("twinWeComSecret", 7).getMessageService().send(card("drli"))))
                .isEqualTo(40056);
    }

    @Test
    void more_than_thirty_messages_a_minute_are_dropped_without_a_word() throws Exception {
        for (int sent = 0; sent < 35; sent++) {
            assertThat(kit.getMessageService().send(text("drli", "第" + sent)).getErrCode())
                    .isZero();
        }
        assertThat(twin.inbox(CORP + "/drli")).hasSize(30);
        twin.forward("PT1M1S");
        kit.getMessageService().send(text("drli", "后来"));
        assertThat(twin.inbox(CORP + "/drli")).hasSize(31);
    }

    @Test
    void an_application_has_a_cap_for_all_members_of_a_day() throws Exception {
        twin.close();
        twin = new Twin(TwinSettings.read(TwinSettings.sandboxText()
                .replace("corp-id: " + CORP, "corp-id: " + CORP + "\n    daily-messages: 3")));
        kit = kit("twinWeComSecret", 1000002);
        kit.getMessageService().send(text("drli|drwang", "早"));
        assertThat(code(() -> kit.getMessageService().send(text("drli|drwang", "晚"))))
                .isEqualTo(45009);
        kit.getMessageService().send(text("drli", "晚"));
        twin.forward("PT24H");
        kit.getMessageService().send(text("drwang", "第二天"));
        assertThat(twin.inbox(CORP + "/drli")).hasSize(2);
        assertThat(twin.inbox(CORP + "/drwang")).hasSize(2);
    }

    @Test
    void a_repeated_message_is_found_by_its_content_and_a_long_one_is_cut() throws Exception {
        for (int sent = 0; sent < 2; sent++) {
            WxCpMessage message = text("drli", "同一句");
            message.setEnableDuplicateCheck(true);
            message.setDuplicateCheckInterval(600);
            kit.getMessageService().send(message);
        }
        assertThat(twin.inbox(CORP + "/drli")).hasSize(1);
        kit.getMessageService().send(text("drli", "长".repeat(1000)));
        assertThat(twin.inbox(CORP + "/drli").get(1).path("text").asString()).isEqualTo("长".repeat(682));
    }

    @Test
    void a_way_and_a_message_of_the_same_member_need_the_same_token_only() throws Exception {
        contacts.addContactWay(way("drli", "c", false));
        kit.getMessageService().send(card("drli"));
        assertThat(twin.get("/twin/counts").at("/tokens/wecom").asInt()).isEqualTo(1);
    }

    @Test
    void an_address_that_does_not_open_what_is_sealed_is_not_taken() {
        for (String path : new String[] {"/other", "/lazy"}) {
            String address = "{\"vendor\":\"wecom\",\"account\":\"%s\",\"kind\":\"event\",\"url\":\"%s\"}"
                    .formatted(CORP, twin.customerUrl(path));
            assertThat(twin.send("/twin/addresses", address).statusCode())
                    .as(path)
                    .isEqualTo(422);
        }
    }

    @Test
    void an_event_that_is_not_taken_comes_three_times_in_all() throws Exception {
        twin.customerAnswers(new Twin.Answer(500, ""), new Twin.Answer(200, "<xml/>"), new Twin.Answer(403, ""));
        scan(contacts.addContactWay(way("drli", "c", false)), PATIENT, "ADDED");
        Eventually.holds(() -> twin.get("/twin/counts").at("/pushes/GIVEN_UP").asInt() == 1);
        assertThat(twin.pushed).hasSize(3);
        assertThat(twin.pushed.getLast().element("State")).isEqualTo("c");
    }

    @Test
    void what_happens_to_one_person_is_told_in_its_order() throws Exception {
        for (int round = 0; round < 10; round++) {
            act("{\"act\":\"add\",\"corp\":\"%s\",\"user\":\"drli\",\"person\":\"%s\"}".formatted(CORP, PATIENT));
            String external = twin.get("/twin/wecom/contacts?corp=" + CORP)
                    .get(0)
                    .path("externalUserId")
                    .asString();
            act("{\"act\":\"removed-by-person\",\"corp\":\"%s\",\"user\":\"drli\",\"external\":\"%s\"}"
                    .formatted(CORP, external));
        }
        Eventually.holds(() -> twin.pushed.size() == 20);
        assertThat(twin.pushed.stream().map(pushed -> pushed.element("ChangeType")))
                .startsWith("add_external_contact", "del_follow_user", "add_external_contact")
                .endsWith("add_external_contact", "del_follow_user");
    }

    @Test
    void a_contact_may_be_marked_blocked_or_refuse_a_transfer() throws Exception {
        String external = scanned(contacts.addContactWay(way("drli", "c", true)));
        String who = "\"corp\":\"%s\",\"user\":\"drli\",\"external\":\"%s\"}".formatted(CORP, external);
        act("{\"act\":\"remark\",\"text\":\"复诊\"," + who);
        act("{\"act\":\"refuse-transfer\"," + who);
        act("{\"act\":\"block\"," + who);
        Eventually.holds(() -> twin.pushed.size() == 3);
        assertThat(twin.pushed.get(1).element("ChangeType")).isEqualTo("edit_external_contact");
        assertThat(twin.pushed.get(2).element("FailReason")).isEqualTo("customer_refused");
        assertThat(contacts.getContactDetail(external, null)
                        .getFollowedUsers()
                        .getFirst()
                        .getRemark())
                .isEqualTo("复诊");
        contacts.closeTempChat("drli", external);
        assertThat(twin.inbox(PATIENT).get(0).path("state").asString()).isEqualTo("FAILED");
    }

    @Test
    void a_welcome_is_said_once_and_in_time() throws Exception {
        scanned(contacts.addContactWay(way("drli", "c", false)));
        String code = twin.pushed.getFirst().element("WelcomeCode");
        String body = "{\"welcome_code\":\"" + code + "\",\"text\":{\"content\":\"您好\"}}";
        kit.post(twin.it.url() + "/cgi-bin/externalcontact/send_welcome_msg", body);
        assertThat(twin.inbox(PATIENT).get(0).path("text").asString()).isEqualTo("您好");
        assertThat(code(() -> kit.post(twin.it.url() + "/cgi-bin/externalcontact/send_welcome_msg", body)))
                .isEqualTo(41051);
    }

    private String scanned(WxCpContactWayResult made) {
        int before = twin.pushed.size();
        scan(made, PATIENT, "ADDED");
        Eventually.holds(() -> twin.pushed.size() == before + 1);
        return twin.pushed.getLast().element("ExternalUserID");
    }

    private void scan(WxCpContactWayResult made, String person, String expected) {
        assertThat(twin.post("/twin/wecom/acts", scanAct(made, person))
                        .path("scanned")
                        .asString())
                .isEqualTo(expected);
    }

    private static String scanAct(WxCpContactWayResult made, String person) {
        return "{\"act\":\"scan\",\"config\":\"%s\",\"person\":\"%s\"}".formatted(made.getConfigId(), person);
    }

    private void act(String body) {
        twin.post("/twin/wecom/acts", body);
    }

    private int rawCode(String path) {
        String token = "";
        try {
            token = path.contains("userid=") ? "&access_token=" + kit.getAccessToken() : "";
        } catch (WxErrorException e) {
            throw new AssertionError(e);
        }
        return twin.get(path + token).path("errcode").asInt();
    }

    private static int code(ThrowingCallable call) {
        try {
            call.call();
            return 0;
        } catch (WxErrorException e) {
            return e.getError().getErrorCode();
        } catch (Throwable e) {
            Throwable cause = e.getCause();
            if (cause instanceof WxErrorException known) {
                return known.getError().getErrorCode();
            }
            throw new AssertionError(e);
        }
    }

    private Kit kit(String secret, int agent) {
        Kit made = new Kit();
        made.setWxCpConfigStorage(config(twin.it.url(), CORP, secret, agent));
        return made;
    }

    private static WxCpDefaultConfigImpl config(String url, String corp, String secret, int agent) {
        WxCpDefaultConfigImpl config = new WxCpDefaultConfigImpl();
        config.setBaseApiUrl(url);
        config.setCorpId(corp);
        config.setCorpSecret(secret);
        config.setAgentId(agent);
        return config;
    }

    private static WxCpContactWayInfo way(String user, String state, boolean temporary) {
        WxCpContactWayInfo.ContactWay way = new WxCpContactWayInfo.ContactWay();
        way.setType(WxCpContactWayInfo.TYPE.SINGLE);
        way.setScene(WxCpContactWayInfo.SCENE.QRCODE);
        way.setSkipVerify(true);
        way.setState(state);
        way.setUsers(List.of(user));
        if (temporary) {
            way.setIsTemp(true);
            way.setExpiresIn(86_400);
            way.setChatExpiresIn(86_400);
            WxCpContactWayInfo.ContactWay.Conclusion end = new WxCpContactWayInfo.ContactWay.Conclusion();
            end.setTextContent("再见");
            way.setConclusions(end);
        }
        WxCpContactWayInfo info = new WxCpContactWayInfo();
        info.setContactWay(way);
        return info;
    }

    private static WxCpMessage card(String to) {
        return WxCpMessage.TEXTCARD()
                .toUser(to)
                .title("有一位患者等您")
                .description("请在系统中查看")
                .url("https://care.example.cn/r/abc")
                .build();
    }

    private static WxCpMessage text(String to, String content) {
        return WxCpMessage.TEXT().toUser(to).content(content).build();
    }
}
