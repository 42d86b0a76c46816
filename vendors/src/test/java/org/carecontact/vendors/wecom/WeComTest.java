package org.carecontact.vendors.wecom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.carecontact.vendors.ContactWay;
import org.carecontact.vendors.ContactWayPage;
import org.carecontact.vendors.Customer;
import org.carecontact.vendors.FakeWeChat;
import org.carecontact.vendors.Invitation;
import org.carecontact.vendors.NewInvitation;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.ScriptedServer;
import org.carecontact.vendors.ScriptedServer.Reply;
import org.carecontact.vendors.ScriptedServer.Seen;
import org.carecontact.vendors.SetClock;
import org.carecontact.vendors.TestTokenStores;
import org.carecontact.vendors.VendorRefused;
import org.carecontact.vendors.WeComAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeComTest {

    private final SetClock clock = new SetClock("2026-11-27T10:30:20Z");
    private final FakeWeChat vendor = new FakeWeChat();
    private final MongoDatabase database = TestTokenStores.database(TestTokenStores.freshUri());
    private final WeCom weCom = client(vendor.server().url());

    private WeCom client(URI api) {
        WeComAccount account =
                new WeComAccount(api, "ww1", 1000002, "hush", Duration.ofMillis(900), Duration.ofMillis(700));
        return new WeCom(account, TestTokenStores.of(database, clock), clock);
    }

    @AfterEach
    void close() {
        vendor.close();
    }

    private Outcome send(String key) {
        return weCom.message(key, "drli", "新的联系请求", "请登录查看", "https://h.example/r/" + key);
    }

    @Test
    void a_card_is_sent_so_that_the_same_one_is_dropped() {
        vendor.answer("{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":\"m-1\",\"invaliduser\":\"\"}");
        assertThat(send("k1")).isEqualTo(new Outcome.Accepted("m-1"));
        Seen seen = vendor.server().seen("/message/send").getFirst();
        assertThat(seen.body())
                .contains(
                        "\"touser\":\"drli\"",
                        "\"msgtype\":\"textcard\"",
                        "\"agentid\":1000002",
                        "\"enable_duplicate_check\":1",
                        "\"duplicate_check_interval\":14400",
                        "https://h.example/r/k1");
    }

    @ParameterizedTest
    @CsvSource({"invaliduser", "unlicenseduser"})
    void a_success_that_names_the_member_is_none(String list) {
        vendor.answer("{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":\"m\",\"" + list + "\":\"other|DrLi\"}");
        assertThat(send("k1")).isEqualTo(new Outcome.RefusedForGood(list));
        vendor.answer("{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":\"m\",\"" + list + "\":\"drli2\"}");
        assertThat(send("k2")).isEqualTo(new Outcome.Accepted("m"));
    }

    @Test
    void what_would_be_cut_or_reach_others_is_not_sent() {
        String cut = "医".repeat(43);
        assertThat(weCom.message("k", "drli", cut, "d", "https://h"))
                .isEqualTo(new Outcome.RefusedOurFault("too-long"));
        assertThat(weCom.message("k", "drli", "t", "医".repeat(171), "https://h"))
                .isEqualTo(new Outcome.RefusedOurFault("too-long"));
        for (String everybody : new String[] {"@all", "drli|drwu", "", " "}) {
            assertThat(weCom.message("k", everybody, "t", "d", "https://h")).isInstanceOf(Outcome.RefusedForGood.class);
        }
        assertThat(vendor.server().seen()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, Unknown",
        "40003, RefusedForGood",
        "60111, RefusedForGood",
        "81013, RefusedForGood",
        "84061, RefusedForGood",
        "84074, RefusedForGood",
        "40096, RefusedForGood",
        "45009, RefusedUntil",
        "45011, RefusedUntil",
        "45033, RefusedUntil",
        "40013, RefusedOurFault",
        "40056, RefusedOurFault",
        "40058, RefusedOurFault",
        "41040, RefusedOurFault",
        "48002, RefusedOurFault",
        "60020, RefusedOurFault",
        "301002, RefusedOurFault",
        "99999999, RefusedOurFault",
    })
    void each_code_has_its_class_and_is_sent_once(int code, String wanted) {
        vendor.answer("{\"errcode\":" + code + ",\"errmsg\":\"drli, from ip: 10.0.0.1\"}");
        Outcome outcome = send("k1");
        assertThat(outcome.getClass().getSimpleName()).isEqualTo(wanted);
        assertThat(outcome).asString().contains(Integer.toString(code)).doesNotContain("drli");
        assertThat(vendor.server().seen("/message/send")).hasSize(1);
    }

    @Test
    void what_is_no_answer_is_unknown_and_sent_once() {
        Reply[] replies = {
            ScriptedServer.html(502),
            ScriptedServer.html(200),
            ScriptedServer.json("{}"),
            ScriptedServer.json("[]"),
            ScriptedServer.json(""),
            ScriptedServer.json("<xml></xml>"),
            ScriptedServer.json("{\"errmsg\":\"ok\"}"),
            ScriptedServer.json(503, "{\"errcode\":0}"),
            new Reply.Close(),
            new Reply.Late()
        };
        for (int i = 0; i < replies.length; i++) {
            Reply reply = replies[i];
            vendor.answer(_ -> reply);
            assertThat(send("k" + i)).as(reply.toString()).isInstanceOf(Outcome.Unknown.class);
            assertThat(vendor.server().seen("/message/send")).hasSize(i + 1);
        }
    }

    @Test
    void each_call_has_a_connection_of_its_own() {
        for (int i = 0; i < 4; i++) {
            assertThat(send("k" + i)).isInstanceOf(Outcome.Accepted.class);
        }
        assertThat(vendor.server().seen().stream().map(Seen::from).distinct()).hasSize(5);
    }

    @Test
    void without_a_token_nothing_was_sent() {
        Instant soon = clock.instant().plusSeconds(5);
        vendor.answerTokens(_ -> ScriptedServer.json("{\"errcode\":-1,\"errmsg\":\"busy\"}"));
        assertThat(send("k1")).isEqualTo(new Outcome.RefusedUntil(soon, "token--1"));
        vendor.answerTokens(_ -> ScriptedServer.html(502));
        assertThat(send("k1")).isEqualTo(new Outcome.RefusedUntil(soon, "token-no-answer"));
        vendor.answerTokens(_ -> ScriptedServer.json("{}"));
        assertThat(send("k1")).isEqualTo(new Outcome.RefusedUntil(soon, "token-empty"));
        vendor.answerTokens(_ -> new Reply.Close());
        assertThat(send("k1")).isEqualTo(new Outcome.RefusedUntil(soon, "token-no-answer"));
        vendor.answerTokens(_ -> ScriptedServer.json("{\"errcode\":40001,\"errmsg\":\"invalid credential\"}"));
        assertThat(send("k1")).isEqualTo(new Outcome.RefusedOurFault("40001"));
        vendor.close();
        assertThat(send("k1")).isEqualTo(new Outcome.RefusedUntil(soon, "unreachable"));
        assertThat(vendor.server().seen("/message/send")).isEmpty();
    }

    @Test
    void a_cancelled_token_costs_one_refresh_and_the_message_arrives_once() {
        send("k1");
        vendor.cancelToken();
        assertThat(send("k2")).isInstanceOf(Outcome.Accepted.class);
        assertThat(vendor.issued()).isEqualTo(2);
        assertThat(vendor.accepted().values()).containsOnly(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {40001, 40014, 42001})
    void a_token_that_never_works_is_refreshed_once_per_call(int code) {
        vendor.answer("{\"errcode\":" + code + ",\"errmsg\":\"x\"}");
        assertThat(send("k1"))
                .isEqualTo(new Outcome.RefusedUntil(clock.instant().plusSeconds(5), Integer.toString(code)));
        assertThat(vendor.issued()).isEqualTo(2);
        assertThat(vendor.server().seen("/message/send")).hasSize(2);
    }

    @Test
    void two_instances_on_one_storage_lose_no_message_and_refresh_once_per_expiry() throws Exception {
        List<WeCom> instances = List.of(weCom, client(vendor.server().url()));
        for (int expiry = 1; expiry <= 8; expiry++) {
            vendor.cancelToken();
            int round = expiry;
            CountDownLatch together = new CountDownLatch(1);
            try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
                List<Future<Outcome>> sent = new ArrayList<>();
                for (int i = 0; i < 12; i++) {
                    int one = i;
                    sent.add(threads.submit(() -> {
                        together.await();
                        return instances
                                .get(one % 2)
                                .message("k", "drli", "t", "d", "https://h.example/" + round + "/" + one);
                    }));
                }
                together.countDown();
                for (Future<Outcome> one : sent) {
                    assertThat(one.get()).isInstanceOf(Outcome.Accepted.class);
                }
            }
            assertThat(vendor.issued()).isEqualTo(expiry);
        }
        assertThat(vendor.accepted()).hasSize(96);
        assertThat(vendor.accepted().values()).containsOnly(1);
    }

    @Test
    void a_temporary_invitation_is_made() throws VendorRefused {
        vendor.answer("{\"errcode\":0,\"errmsg\":\"ok\",\"config_id\":\"c-1\",\"qr_code\":\"https://q.example/1\"}");
        NewInvitation wanted = new NewInvitation(
                "drli",
                "r",
                "c7f3",
                false,
                Optional.of(new NewInvitation.Temporary(
                        Duration.ofDays(14), Duration.ofHours(24), Optional.of("ox-union"), "再见")));
        assertThat(weCom.addContactWay(wanted)).isEqualTo(new Invitation("c-1", "https://q.example/1"));
        assertThat(vendor.server().seen("/add_contact_way").getFirst().body())
                .contains(
                        "\"state\":\"c7f3\"",
                        "\"user\":[\"drli\"]",
                        "\"skip_verify\":false",
                        "\"is_temp\":true",
                        "\"expires_in\":1209600",
                        "\"chat_expires_in\":86400",
                        "\"unionid\":\"ox-union\"",
                        "再见");
        assertThat(wanted).asString().doesNotContain("ox-union");
    }

    @Test
    void a_lasting_invitation_is_made() throws VendorRefused {
        vendor.answer("{\"errcode\":0,\"errmsg\":\"ok\",\"config_id\":\"c-2\",\"qr_code\":\"https://q.example/2\"}");
        weCom.addContactWay(new NewInvitation("drli", "r", "c7f4", false, Optional.empty()));
        assertThat(vendor.server().seen("/add_contact_way").getFirst().body())
                .contains("\"is_temp\":false")
                .doesNotContain("expires_in", "unionid");
    }

    @Test
    void an_invitation_without_its_id_is_unknown() {
        vendor.answer("{\"errcode\":0,\"errmsg\":\"ok\"}");
        NewInvitation wanted = new NewInvitation("drli", "r", "c7f4", false, Optional.empty());
        refused("Unknown", () -> weCom.addContactWay(wanted));
        vendor.answer("{\"errcode\":41040,\"errmsg\":\"x\"}");
        refused("RefusedOurFault", () -> weCom.addContactWay(wanted));
        vendor.answer("{\"errcode\":-1,\"errmsg\":\"x\"}");
        refused("Unknown", () -> weCom.addContactWay(wanted));
        assertThat(vendor.server().seen("/add_contact_way")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234567890123456789012345678901"})
    void a_state_that_wecom_would_refuse_is_refused_here(String state) {
        assertThatThrownBy(() -> new NewInvitation("drli", "r", state, false, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_session_longer_than_fourteen_days_is_refused_here() {
        Duration longer = Duration.ofDays(14).plusSeconds(1);
        assertThatThrownBy(() -> new NewInvitation.Temporary(longer, Duration.ofDays(1), Optional.empty(), ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NewInvitation.Temporary(Duration.ofDays(1), longer, Optional.empty(), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_invitation_is_read() throws VendorRefused {
        vendor.answer("{\"errcode\":0,\"errmsg\":\"ok\",\"contact_way\":{\"config_id\":\"c-1\",\"type\":1,\"scene\":2,"
                + "\"remark\":\"r\",\"skip_verify\":false,\"state\":\"c7f3\",\"qr_code\":\"https://q.example/1\","
                + "\"user\":[\"drli\"],\"party\":[],\"is_temp\":true,\"expires_in\":1,\"chat_expires_in\":86400,"
                + "\"conclusions\":{},\"new_field\":{}}}");
        assertThat(weCom.getContactWay("c-1"))
                .contains(new ContactWay(
                        "c-1",
                        "https://q.example/1",
                        "r",
                        "c7f3",
                        false,
                        List.of("drli"),
                        true,
                        Optional.of(Duration.ofDays(1))));
        vendor.answer("{\"errcode\":0,\"errmsg\":\"ok\"}");
        refused("Unknown", () -> weCom.getContactWay("c-1"));
    }

    @Test
    void an_invitation_that_wecom_does_not_know_is_gone() throws VendorRefused {
        vendor.answer("{\"errcode\":40058,\"errmsg\":\"invalid config_id\"}");
        assertThat(weCom.getContactWay("c-1")).isEmpty();
        weCom.deleteContactWay("c-1");
        refused("RefusedOurFault", () -> weCom.updateContactWay("c-1", "r", "s", false));
        vendor.answer("{\"errcode\":60020,\"errmsg\":\"not allow to access from your ip\"}");
        refused("RefusedOurFault", () -> weCom.getContactWay("c-1"));
        refused("RefusedOurFault", () -> weCom.deleteContactWay("c-1"));
    }

    @Test
    void invitations_are_listed_by_pages() throws VendorRefused {
        vendor.answer(
                "{\"errcode\":0,\"errmsg\":\"ok\",\"contact_way\":[{\"config_id\":\"c-1\"},{\"config_id\":\"c-2\"}],"
                        + "\"next_cursor\":\"n\"}");
        Instant from = Instant.ofEpochSecond(1);
        assertThat(weCom.listContactWays(from, Instant.ofEpochSecond(2), ""))
                .isEqualTo(new ContactWayPage(List.of("c-1", "c-2"), "n"));
        weCom.listContactWays(from, Instant.ofEpochSecond(2), "n");
        List<Seen> seen = vendor.server().seen("/list_contact_way");
        assertThat(seen.get(0).body())
                .contains("\"start_time\":1", "\"end_time\":2")
                .doesNotContain("cursor");
        assertThat(seen.get(1).body()).contains("\"cursor\":\"n\"");
    }

    @Test
    void changes_are_done_only_when_wecom_says_so() throws VendorRefused {
        weCom.updateContactWay("c-1", "r2", "s2", false);
        weCom.deleteContactWay("c-1");
        weCom.closeTempChat("drli", "wm-1");
        assertThat(vendor.server().seen("/update_contact_way").getFirst().body())
                .contains("\"config_id\":\"c-1\"", "\"state\":\"s2\"", "\"skip_verify\":false");
        assertThat(vendor.server().seen("/close_temp_chat").getFirst().body())
                .contains("\"userid\":\"drli\"", "\"external_userid\":\"wm-1\"");
        vendor.answer("{}");
        refused("Unknown", () -> weCom.updateContactWay("c-1", "r2", "s2", false));
        refused("Unknown", () -> weCom.deleteContactWay("c-1"));
        refused("Unknown", () -> weCom.closeTempChat("drli", "wm-1"));
        vendor.answer("{\"errcode\":84061,\"errmsg\":\"x\"}");
        refused("RefusedForGood", () -> weCom.closeTempChat("drli", "wm-1"));
    }

    @Test
    void customers_are_read_over_all_pages_and_members() throws VendorRefused {
        vendor.answer(seen -> ScriptedServer.json(
                seen.body().contains("\"cursor\":\"\"")
                        ? "{\"errcode\":0,\"errmsg\":\"ok\",\"external_contact_list\":[{\"external_contact\":{"
                                + "\"external_userid\":\"wm-1\",\"name\":\"张三\",\"type\":1,\"unionid\":\"ox-1\"},"
                                + "\"follow_info\":{\"userid\":\"drli\",\"remark\":\"张三\",\"createtime\":1795745211,"
                                + "\"add_way\":1,\"state\":\"c7f3\",\"tag_id\":[]}}],\"next_cursor\":\"n\"}"
                        : "{\"errcode\":0,\"errmsg\":\"ok\",\"external_contact_list\":[{\"external_contact\":{"
                                + "\"external_userid\":\"wm-2\"},\"follow_info\":{\"userid\":\"drwu\"}}],"
                                + "\"next_cursor\":\"\"}"));
        List<Customer> found = weCom.customers(List.of("drli", "drwu", "drli"));
        assertThat(found)
                .containsExactly(
                        new Customer("drli", "wm-1", Optional.of("ox-1"), Instant.ofEpochSecond(1795745211), "c7f3", 1),
                        new Customer("drwu", "wm-2", Optional.empty(), Instant.EPOCH, "", 0));
        assertThat(found).asString().doesNotContain("wm-1", "ox-1");
        assertThat(vendor.server().seen("/batch/get_by_user").getFirst().body())
                .contains("\"userid_list\":[\"drli\",\"drwu\"]");
    }

    @Test
    void members_are_asked_for_a_hundred_at_a_time() throws VendorRefused {
        vendor.answer("{\"errcode\":84061,\"errmsg\":\"x\"}");
        List<String> members = IntStream.range(0, 201).mapToObj(i -> "dr" + i).toList();
        assertThat(weCom.customers(members)).isEmpty();
        assertThat(vendor.server().seen("/batch/get_by_user")).hasSize(3);
    }

    @Test
    void a_list_that_is_missing_or_without_an_end_is_no_empty_list() {
        vendor.answer("{\"errcode\":0,\"errmsg\":\"ok\"}");
        refused("Unknown", () -> weCom.customers(List.of("drli")));
        refused("Unknown", () -> weCom.customersOf("drli"));
        refused("Unknown", () -> weCom.customer("wm-1"));
        refused("Unknown", () -> weCom.followUsers());
        refused("Unknown", () -> weCom.listContactWays(Instant.EPOCH, Instant.EPOCH, ""));
        vendor.answer("{\"errcode\":0,\"errmsg\":\"ok\",\"external_contact_list\":[],\"next_cursor\":\"same\"}");
        refused("Unknown", () -> weCom.customers(List.of("drli")));
        vendor.answer("{\"errcode\":0,\"external_contact_list\":[{\"external_contact\":1,\"follow_info\":[]}]}");
        refused("Unknown", () -> weCom.customers(List.of("drli")));
        vendor.answer("{\"errcode\":0,\"external_contact_list\":[1]}");
        refused("Unknown", () -> weCom.customers(List.of("drli")));
    }

    @Test
    void a_question_that_was_read_and_not_answered_is_asked_once() {
        vendor.answer(_ -> new Reply.Close());
        refused("Unknown", () -> weCom.customer("wm-1"));
        assertThat(vendor.server().seen("/externalcontact/get")).hasSize(1);
    }

    @Test
    void one_customer_and_the_members_are_read() throws VendorRefused {
        vendor.answer(
                "{\"errcode\":0,\"errmsg\":\"ok\",\"external_contact\":{\"external_userid\":\"wm 1&a=b\",\"name\":\"张三\"},"
                        + "\"follow_user\":[{\"userid\":\"drli\",\"createtime\":5,\"state\":\"s\",\"add_way\":1},"
                        + "{\"userid\":\"drwu\",\"createtime\":6}]}");
        assertThat(weCom.customer("wm 1&a=b").stream().map(Customer::userId)).containsExactly("drli", "drwu");
        assertThat(vendor.server().seen("/externalcontact/get").getFirst().query())
                .contains("external_userid=wm+1&a=b"); // decoded once by the server: it was one value
        vendor.answer("{\"errcode\":0,\"errmsg\":\"ok\",\"external_userid\":[\"wm-1\",\"wm-2\"]}");
        assertThat(weCom.customersOf("drli")).containsExactly("wm-1", "wm-2");
        vendor.answer("{\"errcode\":0,\"errmsg\":\"ok\",\"follow_user\":[\"drli\",\"drwu\"]}");
        assertThat(weCom.followUsers()).containsExactly("drli", "drwu");
        vendor.answer("{\"errcode\":84061,\"errmsg\":\"x\"}");
        assertThat(weCom.customersOf("drli")).isEmpty();
        assertThat(weCom.customer("wm-1")).isEmpty();
    }

    private static void refused(String kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        VendorRefused.class,
                        e -> assertThat(e.kind().getClass().getSimpleName()).isEqualTo(kind))
                .hasNoCause();
    }
}
