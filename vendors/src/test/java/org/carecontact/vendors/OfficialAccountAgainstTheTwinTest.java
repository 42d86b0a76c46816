package org.carecontact.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carecontact.vendors.wechat.OfficialAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** An official account as its twin verifies, limits and loses. */
class OfficialAccountAgainstTheTwinTest {

    private static final String APP = "wxtwin0000000001";
    private static final String PERSON = "+8614010000001";
    private static final String NOTICE = "twinTemplateNotice0001";
    private static final String SUBSCRIPTION = "twinSubscriptionNotice1";
    private static final Duration READ = Duration.ofMillis(1_500);

    private final RunningTwin twin = new RunningTwin();
    private final String uri = TestTokenStores.freshUri();
    private final MongoDatabase database = TestTokenStores.database(uri);
    private final OfficialAccount account = client("twinAppSecret");
    private String openId = "";

    private OfficialAccount client(String secret) {
        return client(secret, database);
    }

    private OfficialAccount client(String secret, MongoDatabase tokens) {
        return new OfficialAccount(
                new WeChatAccount(twin.url(), twin.url(), APP, secret, READ, READ),
                TestTokenStores.of(tokens, Clock.systemUTC()),
                Clock.systemUTC());
    }

    @BeforeEach
    void follow() {
        openId = act("follow", "").path("openId").asString();
    }

    @AfterEach
    void close() {
        twin.close();
    }

    private JsonNode act(String act, String template) {
        return twin.post(
                "/twin/official-account/acts",
                "{\"act\":\"" + act + "\",\"account\":\"" + APP + "\",\"person\":\"" + PERSON + "\",\"template\":\""
                        + template + "\"}");
    }

    private static SequencedMap<String, String> values(String thing) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        values.put("thing1", thing);
        values.put("time2", "2026年11月30日 18:00");
        values.put("character_string3", "K7-3");
        return values;
    }

    private Outcome template(OfficialAccount client, String key) {
        return client.template(key, openId, NOTICE, "https://h.example/r/1", values("请登录查看"));
    }

    private Outcome subscription(String key) {
        return account.subscription(key, openId, SUBSCRIPTION, "https://h.example/r/" + key, values("请登录查看"));
    }

    @Test
    void a_template_message_arrives_once_for_each_key() {
        assertThat(template(account, "k-1"))
                .isInstanceOfSatisfying(
                        Outcome.Accepted.class,
                        accepted -> assertThat(accepted.vendorId()).isNotEmpty());
        template(account, "k-1");
        template(account, "k-2");
        assertThat(twin.inbox(PERSON)).hasSize(2);
        assertThat(twin.inbox(PERSON).toString()).contains("请登录查看");
    }

    @Test
    void a_subscription_is_used_up_by_one_message() {
        assertThat(subscription("k-1")).isEqualTo(new Outcome.RefusedForGood("43101"));
        act("accept-subscription", SUBSCRIPTION);
        assertThat(subscription("k-1")).isEqualTo(new Outcome.Accepted(""));
        assertThat(subscription("k-2")).isEqualTo(new Outcome.RefusedForGood("43101"));
        assertThat(twin.inbox(PERSON)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"unfollow, 43004", "blacklist, 43019"})
    void who_does_not_want_it_is_refused_for_good(String act, String code) {
        act(act, "");
        assertThat(template(account, "k-1")).isEqualTo(new Outcome.RefusedForGood(code));
        assertThat(twin.inbox(PERSON)).isEmpty();
    }

    @Test
    void wrong_ids_values_and_secrets_have_their_class() {
        assertThat(account.template("k", "nobody", NOTICE, "", values("x")))
                .isEqualTo(new Outcome.RefusedForGood("40003"));
        assertThat(account.template("k", openId, "twinTemplateUnknown", "", values("x")))
                .isEqualTo(new Outcome.RefusedOurFault("40037"));
        assertThat(account.template("k", openId, SUBSCRIPTION, "", values("x")))
                .isEqualTo(new Outcome.RefusedOurFault("40037"));
        SequencedMap<String, String> missing = values("x");
        missing.remove("time2");
        act("accept-subscription", SUBSCRIPTION);
        assertThat(account.subscription("k", openId, SUBSCRIPTION, "", missing))
                .isEqualTo(new Outcome.RefusedOurFault("47003"));
        database.drop();
        assertThat(template(client("wrong"), "k")).isEqualTo(new Outcome.RefusedOurFault("40125"));
        assertThat(twin.inbox(PERSON)).isEmpty();
    }

    @Test
    void a_lost_answer_is_unknown_and_the_same_key_arrives_once() {
        int tried = 0;
        for (String kind : new String[] {"CLOSE", "BAD_GATEWAY", "EMPTY_OBJECT", "ANSWER_LATE", "CODE"}) {
            twin.order("{\"kind\":\"" + kind
                    + "\",\"vendor\":\"official-account\",\"call\":\"template/send\",\"accepted\":true,"
                    + "\"delay\":\"PT3S\",\"code\":\"-1\"}");
            assertThat(template(account, kind)).as(kind).isInstanceOf(Outcome.Unknown.class);
            tried++;
            assertThat(twin.countAll("official-account template/send")).as(kind).isEqualTo(2 * tried - 1);
            assertThat(template(account, kind)).as(kind).isInstanceOf(Outcome.Accepted.class);
            assertThat(twin.inbox(PERSON)).as(kind).hasSize(tried);
        }
    }

    /** Each with a storage of its own, by a connection of its own, on one database. */
    @Test
    void two_instances_lose_nothing_while_tokens_are_cancelled() throws Exception {
        List<OfficialAccount> instances = List.of(account, client("twinAppSecret", TestTokenStores.database(uri)));
        template(account, "first");
        int before = issued();
        for (String code : new String[] {"40001", "40014", "42001"}) {
            twin.order("{\"kind\":\"TOKENS_CANCELLED\",\"vendor\":\"official-account\","
                    + "\"call\":\"template/send\",\"code\":\"" + code + "\"}");
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                List<Future<Outcome>> sent = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    OfficialAccount instance = instances.get(i % 2);
                    String key = code + "-" + i;
                    sent.add(threads.submit(() -> template(instance, key)));
                }
                for (Future<Outcome> one : sent) {
                    assertThat(one.get()).isInstanceOf(Outcome.Accepted.class);
                }
            }
        }
        assertThat(twin.inbox(PERSON)).hasSize(25);
        assertThat(issued() - before).isEqualTo(3);
    }

    private int issued() {
        return twin.countAll("official-account stable_token");
    }

    @Test
    void fields_that_nobody_documented_do_no_harm() {
        twin.order("{\"kind\":\"ANSWER_MORE_FIELDS\",\"vendor\":\"official-account\",\"times\":0}");
        assertThat(template(account, "k-1")).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void a_person_logs_in_once_per_code() throws VendorRefused {
        String code = login(true, "allow");
        WeChatPerson person = account.exchange(code);
        assertThat(person.openId()).isEqualTo(openId);
        assertThat(person.unionId()).isPresent();
        refused("40163", code);
        assertThat(account.exchange(login(false, "allow")).unionId()).isEmpty();
        refused("snapshot-user", login(false, "snapshot"));
        refused("40029", "never-given");
    }

    private void refused(String code, String exchanged) {
        assertThatThrownBy(() -> account.exchange(exchanged))
                .isInstanceOfSatisfying(
                        VendorRefused.class, e -> assertThat(e.kind()).isEqualTo(new Outcome.RefusedForGood(code)));
    }

    /** The person is sent to WeChat, chooses, and is led back. */
    private String login(boolean withUnionId, String choice) {
        String back = twin.location(account.authorizeUrl("https://h.example/back", "s-1", withUnionId)
                .replace("#wechat_redirect", "")
                .replace(
                        "/connect/oauth2/authorize?",
                        "/connect/oauth2/answer?person=%2B8614010000001&choice=" + choice + "&"));
        assertThat(back).startsWith("https://h.example/back?").contains("state=s-1");
        return back.replaceAll(".*[?&]code=([^&]*).*", "$1");
    }
}
