package org.carecontact.vendors.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carecontact.vendors.FakeWeChat;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.ScriptedServer;
import org.carecontact.vendors.ScriptedServer.Reply;
import org.carecontact.vendors.ScriptedServer.Seen;
import org.carecontact.vendors.SetClock;
import org.carecontact.vendors.TestTokenStores;
import org.carecontact.vendors.VendorRefused;
import org.carecontact.vendors.WeChatAccount;
import org.carecontact.vendors.WeChatPerson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfficialAccountTest {

    private final SetClock clock = new SetClock("2026-11-27T10:30:20Z");
    private final FakeWeChat vendor = new FakeWeChat();
    private final MongoDatabase database = TestTokenStores.database(TestTokenStores.freshUri());
    private final OfficialAccount account = client();

    private OfficialAccount client() {
        WeChatAccount settings = new WeChatAccount(
                vendor.server().url(),
                vendor.server().url(),
                "wx1",
                "hush",
                Duration.ofMillis(900),
                Duration.ofMillis(700));
        return new OfficialAccount(settings, TestTokenStores.of(database, clock), clock);
    }

    @AfterEach
    void close() {
        vendor.close();
    }

    private static SequencedMap<String, String> values(String thing) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        values.put("thing1", thing);
        return values;
    }

    private Outcome template(String key) {
        return account.template(key, "open-1", "T1", "https://h.example/r/1", values("请登录查看"));
    }

    private Outcome subscription(String key) {
        return account.subscription(key, "open-1", "T1", "https://h.example/r/" + key, values("请登录查看"));
    }

    @Test
    void a_template_message_is_sent_with_its_key() {
        vendor.answer("{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":200228332}");
        assertThat(template("k-1")).isEqualTo(new Outcome.Accepted("200228332"));
        Seen seen = vendor.server().seen("/template/send").getFirst();
        assertThat(seen.body())
                .contains("\"touser\":\"open-1\"", "\"template_id\":\"T1\"", "\"client_msg_id\":\"k-1\"")
                .contains("\"data\":{\"thing1\":{\"value\":\"请登录查看\"}}");
    }

    @Test
    void a_subscription_message_is_accepted_although_it_has_no_id() {
        assertThat(subscription("k-1")).isEqualTo(new Outcome.Accepted(""));
        assertThat(vendor.server().seen("/subscribe/bizsend")).hasSize(1);
        assertThat(vendor.server().seen("/subscribe/bizsend").getFirst().body())
                .contains("\"data\":{\"thing1\":{\"value\":\"请登录查看\"}}", "\"page\":\"https://h.example/r/k-1\"");
    }

    @Test
    void the_token_is_the_stable_one_and_never_forced() {
        template("k-1");
        vendor.cancelToken();
        template("k-2");
        assertThat(vendor.server().seen("/stable_token"))
                .hasSize(2)
                .allSatisfy(seen -> assertThat(seen.body()).contains("\"force_refresh\":false"));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, Unknown",
        "43004, RefusedForGood",
        "43101, RefusedForGood",
        "43019, RefusedForGood",
        "48002, RefusedForGood",
        "40003, RefusedForGood",
        "50002, RefusedForGood",
        "45009, RefusedUntil",
        "45011, RefusedUntil",
        "45033, RefusedUntil",
        "40013, RefusedOurFault",
        "40037, RefusedOurFault",
        "47003, RefusedOurFault",
        "48001, RefusedOurFault",
        "48004, RefusedOurFault",
        "45109, RefusedOurFault",
    })
    void each_code_has_its_class_and_is_sent_once(int code, String wanted) {
        vendor.answer("{\"errcode\":" + code + ",\"errmsg\":\"open-1 rid: 1\"}");
        for (Outcome outcome : new Outcome[] {template("k-1"), subscription("k-1")}) {
            assertThat(outcome.getClass().getSimpleName()).isEqualTo(wanted);
            assertThat(outcome).asString().contains(Integer.toString(code)).doesNotContain("open-1");
        }
        assertThat(vendor.accepted().values()).containsOnly(1);
        assertThat(vendor.issued()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"45009, 2026-11-27T16:00:00Z", "45011, 2026-11-27T10:31:00Z", "45033, 2026-11-27T10:30:30Z"})
    void a_limit_lasts_as_long_as_its_window(int code, Instant until) {
        vendor.answer("{\"errcode\":" + code + ",\"errmsg\":\"x\"}");
        assertThat(template("k-1")).isEqualTo(new Outcome.RefusedUntil(until, Integer.toString(code)));
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
            ScriptedServer.json("{\"msgid\":1}"),
            ScriptedServer.json(503, "{\"errcode\":0}"),
            new Reply.Close(),
            new Reply.Late()
        };
        for (int i = 0; i < replies.length; i++) {
            Reply reply = replies[i];
            vendor.answer(_ -> reply);
            assertThat(template("k-" + i)).as(reply.toString()).isInstanceOf(Outcome.Unknown.class);
            assertThat(subscription("k-" + i)).as(reply.toString()).isInstanceOf(Outcome.Unknown.class);
            assertThat(vendor.server().seen("/template/send")).hasSize(i + 1);
            assertThat(vendor.server().seen("/subscribe/bizsend")).hasSize(i + 1);
        }
    }

    @Test
    void without_a_token_nothing_was_sent() {
        vendor.answerTokens(_ -> ScriptedServer.html(502));
        assertThat(template("k-1"))
                .isEqualTo(new Outcome.RefusedUntil(clock.instant().plusSeconds(5), "token-no-answer"));
        vendor.answerTokens(_ -> ScriptedServer.json("{\"errcode\":40125,\"errmsg\":\"invalid appsecret\"}"));
        assertThat(template("k-1")).isEqualTo(new Outcome.RefusedOurFault("40125"));
        vendor.answerTokens(_ -> ScriptedServer.json("{\"errcode\":45009,\"errmsg\":\"x\"}"));
        assertThat(template("k-1")).isInstanceOf(Outcome.RefusedUntil.class);
        vendor.close();
        assertThat(template("k-1"))
                .isEqualTo(new Outcome.RefusedUntil(clock.instant().plusSeconds(5), "unreachable"));
        assertThat(vendor.server().seen("/template/send")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "thing1, 20",
        "character_string2, 32",
        "phone_number3, 17",
        "car_number4, 8",
        "number12, 32",
        "letter5, 32",
        "symbol6, 5",
        "phrase7, 5",
        "const8, 20",
        "name9, 20"
    })
    void a_value_that_would_be_cut_is_not_sent(String name, int longest) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        values.put(name, "x".repeat(longest));
        assertThat(account.template("k", "open-1", "T1", "", values)).isInstanceOf(Outcome.Accepted.class);
        assertThat(vendor.server().seen("/template/send").getFirst().body()).contains("x".repeat(longest));
        values.put(name, "x".repeat(longest + 1));
        assertThat(account.template("k", "open-1", "T1", "", values))
                .isEqualTo(new Outcome.RefusedOurFault("too-long"));
        assertThat(account.subscription("k", "open-1", "T1", "", values))
                .isEqualTo(new Outcome.RefusedOurFault("too-long"));
        assertThat(vendor.server().seen("/template/send")).hasSize(1);
    }

    @Test
    void a_chinese_name_may_have_ten_characters() {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        values.put("name1", "张".repeat(11));
        assertThat(account.template("k", "open-1", "T1", "", values))
                .isEqualTo(new Outcome.RefusedOurFault("too-long"));
        values.put("name1", "张".repeat(10));
        assertThat(account.template("k", "open-1", "T1", "", values)).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void two_instances_on_one_storage_lose_no_message_and_refresh_once_per_expiry() throws Exception {
        List<OfficialAccount> instances = List.of(account, client());
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
                                .template("k-" + round + "-" + one, "open-1", "T1", "", values("x"));
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
    void people_are_sent_to_wechat_to_log_in() {
        assertThat(account.authorizeUrl("https://h.example/back?a=b", "s-1", true))
                .startsWith(vendor.server().url() + "/connect/oauth2/authorize?appid=wx1&redirect_uri=https%3A%2F%2F")
                .contains("scope=snsapi_userinfo", "state=s-1")
                .doesNotContain("hush");
        assertThat(account.authorizeUrl("https://h.example/back", "s-1", false)).contains("scope=snsapi_base");
        for (String state : new String[] {"", "a&b", "a#b", "x".repeat(129)}) {
            assertThatThrownBy(() -> account.authorizeUrl("https://h.example", state, false))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_code_is_exchanged_for_a_person() throws VendorRefused {
        vendor.answer("{\"access_token\":\"t\",\"expires_in\":7200,\"openid\":\"open-1\",\"scope\":\"snsapi_userinfo\","
                + "\"unionid\":\"ox-1\"}");
        WeChatPerson person = account.exchange("code_1-A");
        assertThat(person).isEqualTo(new WeChatPerson("open-1", Optional.of("ox-1")));
        assertThat(person).asString().doesNotContain("open-1", "ox-1");
        vendor.answer("{\"access_token\":\"t\",\"openid\":\"open-1\",\"unionid\":\"\"}");
        assertThat(account.exchange("code_1-A").unionId()).isEmpty();
        assertThat(vendor.issued()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a&appid=evil", "\"x\"", "a b", "医", "x#y", "a\n"})
    void a_code_that_is_none_is_not_sent(String code) {
        assertThatThrownBy(() -> account.exchange(code))
                .isInstanceOfSatisfying(
                        VendorRefused.class,
                        e -> assertThat(e.kind()).isEqualTo(new Outcome.RefusedForGood("code-malformed")));
        assertThat(vendor.server().seen()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"openid\":\"o\",\"is_snapshotuser\":1}|RefusedForGood",
                "{\"errcode\":40029,\"errmsg\":\"x\"}|RefusedForGood",
                "{\"errcode\":40163,\"errmsg\":\"x\"}|RefusedForGood",
                "{\"errcode\":48001,\"errmsg\":\"x\"}|RefusedOurFault",
                "{\"errcode\":-1,\"errmsg\":\"x\"}|Unknown",
                "{}|Unknown",
                "<html>|Unknown",
                "[]|Unknown"
            })
    void what_is_no_person_is_refused(String answer, String wanted) {
        vendor.answer(answer);
        assertThatThrownBy(() -> account.exchange("code1"))
                .isInstanceOfSatisfying(
                        VendorRefused.class,
                        e -> assertThat(e.kind().getClass().getSimpleName()).isEqualTo(wanted))
                .hasNoCause();
        assertThat(vendor.server().seen()).hasSize(1);
    }
}
