package org.carecontact.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.carecontact.testsupport.Eventually;
import org.carecontact.vendors.ScriptedServer.Reply;
import org.carecontact.vendors.ScriptedServer.Seen;
import org.carecontact.vendors.wecom.WeCom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** WeCom as its twin verifies, limits and loses. */
class WeComAgainstTheTwinTest {

    private static final String CORP = "wwtwin0000000001";
    private static final String PERSON = "+8614010000001";
    private static final Duration READ = Duration.ofMillis(1_500);
    private static final String AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";

    private final RunningTwin twin = new RunningTwin();
    private final String uri = TestTokenStores.freshUri();
    private final MongoDatabase database = TestTokenStores.database(uri);
    private final WeCom weCom = client("twinWeComSecret");

    private WeCom client(String secret) {
        return client(secret, database);
    }

    private WeCom client(String secret, MongoDatabase tokens) {
        return new WeCom(
                new WeComAccount(twin.url(), CORP, 1000002, secret, READ, READ),
                TestTokenStores.of(tokens, Clock.systemUTC()),
                Clock.systemUTC());
    }

    @AfterEach
    void close() {
        twin.close();
    }

    private static Outcome card(WeCom client, String name) {
        return client.message("k", "drli", "新的联系请求", "请登录查看", "https://h.example/r/" + name);
    }

    private Invitation invitation(boolean temporary) throws VendorRefused {
        Optional<NewInvitation.Temporary> session = temporary
                ? Optional.of(
                        new NewInvitation.Temporary(Duration.ofDays(14), Duration.ofDays(1), Optional.empty(), "再见"))
                : Optional.empty();
        return weCom.addContactWay(new NewInvitation("drli", "r", "c7f3", false, session));
    }

    private String act(String act, String more) {
        return twin.post("/twin/wecom/acts", "{\"act\":\"" + act + "\",\"corp\":\"" + CORP + "\"," + more + "}")
                .toString();
    }

    /** The person scans and the doctor confirms; returns the external user id. */
    private String connect(Invitation invitation) {
        assertThat(act("scan", "\"config\":\"" + invitation.configId() + "\",\"person\":\"" + PERSON + "\""))
                .contains("WAITS_FOR_MEMBER");
        JsonNode contacts = twin.get("/twin/wecom/contacts?corp=" + CORP);
        String external = contacts.get(0).path("externalUserId").asString();
        act("confirm", "\"user\":\"drli\",\"external\":\"" + external + "\"");
        return external;
    }

    @Test
    void a_card_arrives_and_the_same_one_is_dropped() {
        assertThat(card(weCom, "1"))
                .isInstanceOfSatisfying(
                        Outcome.Accepted.class,
                        accepted -> assertThat(accepted.vendorId()).isNotEmpty());
        assertThat(card(weCom, "1")).isInstanceOf(Outcome.Accepted.class);
        assertThat(card(weCom, "2")).isInstanceOf(Outcome.Accepted.class);
        assertThat(twin.inbox(CORP + "/drli")).hasSize(2);
    }

    @Test
    void a_wrong_secret_is_our_fault() {
        assertThat(card(client("wrong"), "1")).isInstanceOf(Outcome.RefusedOurFault.class);
    }

    @Test
    void a_lost_answer_is_unknown_and_the_card_sent_again_arrives_once() {
        int tried = 0;
        for (String kind : new String[] {"CLOSE", "BAD_GATEWAY", "EMPTY_OBJECT", "ANSWER_LATE", "CODE"}) {
            twin.order("{\"kind\":\"" + kind + "\",\"vendor\":\"wecom\",\"call\":\"message/send\",\"accepted\":true,"
                    + "\"delay\":\"PT3S\",\"code\":\"-1\"}");
            assertThat(card(weCom, kind)).as(kind).isInstanceOf(Outcome.Unknown.class);
            tried++;
            assertThat(twin.countAll("wecom message/send")).as(kind).isEqualTo(tried);
            assertThat(card(weCom, kind)).as(kind).isInstanceOf(Outcome.Accepted.class);
            tried++;
            assertThat(twin.inbox(CORP + "/drli")).as(kind).hasSize(tried / 2);
        }
    }

    /** Each with a storage of its own, by a connection of its own, on one database. */
    @Test
    void two_instances_lose_nothing_while_tokens_are_cancelled() throws Exception {
        List<WeCom> instances = List.of(weCom, client("twinWeComSecret", TestTokenStores.database(uri)));
        card(weCom, "first");
        int before = twin.get("/twin/counts").path("tokens").path("wecom").asInt();
        for (String code : new String[] {"40001", "40014", "42001"}) {
            twin.order("{\"kind\":\"TOKENS_CANCELLED\",\"vendor\":\"wecom\",\"call\":\"message/send\",\"code\":\""
                    + code + "\"}");
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                List<Future<Outcome>> sent = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    WeCom instance = instances.get(i % 2);
                    String name = code + "-" + i;
                    sent.add(threads.submit(() -> card(instance, name)));
                }
                for (Future<Outcome> one : sent) {
                    assertThat(one.get()).isInstanceOf(Outcome.Accepted.class);
                }
            }
        }
        assertThat(twin.inbox(CORP + "/drli")).hasSize(25);
        assertThat(twin.get("/twin/counts").path("tokens").path("wecom").asInt() - before)
                .isEqualTo(3);
    }

    @Test
    void a_temporary_session_is_made_used_and_closed() throws VendorRefused {
        Invitation invitation = invitation(true);
        assertThat(invitation.qrCode()).isNotEmpty();
        assertThat(weCom.getContactWay(invitation.configId())).hasValueSatisfying(way -> {
            assertThat(way.temporary()).isTrue();
            assertThat(way.state()).isEqualTo("c7f3");
            assertThat(way.skipVerify()).isFalse();
            assertThat(way.userIds()).containsExactly("drli");
            assertThat(way.chatLasts()).contains(Duration.ofDays(1));
        });
        assertThat(weCom.customers(List.of("drli"))).isEmpty();
        String external = connect(invitation);
        assertThat(weCom.customers(List.of("drli"))).singleElement().satisfies(customer -> {
            assertThat(customer.externalUserId()).isEqualTo(external);
            assertThat(customer.state()).isEqualTo("c7f3");
            assertThat(customer.userId()).isEqualTo("drli");
        });
        assertThat(weCom.customersOf("drli")).isEmpty(); // it leaves temporary sessions out
        assertThat(weCom.customer(external)).hasSize(1);
        weCom.closeTempChat("drli", external);
        assertThat(weCom.customers(List.of("drli"))).isEmpty();
        refused("84061", () -> weCom.closeTempChat("drli", external));
    }

    @Test
    void a_lasting_invitation_is_listed_changed_and_deleted() throws VendorRefused {
        Invitation invitation = invitation(false);
        invitation(true);
        Instant from = Instant.now().minusSeconds(60);
        assertThat(weCom.listContactWays(from, Instant.now().plusSeconds(60), ""))
                .isEqualTo(new ContactWayPage(List.of(invitation.configId()), ""));
        weCom.updateContactWay(invitation.configId(), "r2", "c7f4", false);
        assertThat(weCom.getContactWay(invitation.configId()).orElseThrow().state())
                .isEqualTo("c7f4");
        String external = connect(invitation);
        assertThat(weCom.customersOf("drli")).containsExactly(external);
        refused("84061", () -> weCom.closeTempChat("drli", external));
        weCom.deleteContactWay(invitation.configId());
        weCom.deleteContactWay(invitation.configId());
        assertThat(weCom.getContactWay(invitation.configId())).isEmpty();
        assertThat(weCom.followUsers()).contains("drli");
    }

    @Test
    void a_contact_that_is_hidden_for_a_while_is_empty_then_there() throws VendorRefused {
        twin.order("{\"kind\":\"CONTACT_HIDDEN\",\"vendor\":\"wecom\",\"delay\":\"PT10M\"}");
        String external = connect(invitation(false));
        assertThat(weCom.customer(external)).isEmpty();
        twin.post("/twin/clock", "{\"forward\":\"PT11M\"}");
        assertThat(weCom.customer(external)).hasSize(1);
    }

    @Test
    void callbacks_are_opened_and_those_that_lie_are_refused() throws VendorRefused {
        EncryptedCallbacks callbacks = new EncryptedCallbacks("twinPushToken", AES_KEY, CORP, Clock.systemUTC());
        List<String> opened = new CopyOnWriteArrayList<>();
        List<String> refused = new CopyOnWriteArrayList<>();
        try (ScriptedServer us = new ScriptedServer(seen -> callback(callbacks, seen, opened, refused))) {
            twin.post(
                    "/twin/addresses",
                    "{\"vendor\":\"wecom\",\"account\":\"" + CORP + "\",\"kind\":\"event\",\"url\":\"" + us.url()
                            + "/cb\"}");
            assertThat(opened).hasSize(1); // the echo
            for (String kind : new String[] {"WRONG_RECEIVER", "WRONG_SIGNATURE", "STALE"}) {
                twin.order("{\"kind\":\"" + kind + "\",\"vendor\":\"wecom\"}");
                String external = connect(invitation(false));
                act("removed-by-person", "\"user\":\"drli\",\"external\":\"" + external + "\"");
            }
            Eventually.passes(() -> {
                assertThat(refused).containsExactlyInAnyOrder("receiveid", "signature", "timestamp");
                assertThat(opened)
                        .filteredOn(text -> text.equals("del_follow_user"))
                        .hasSize(3);
                assertThat(opened)
                        .filteredOn(text -> text.equals("add_external_contact"))
                        .hasSize(3);
            });
        }
    }

    private static Reply callback(EncryptedCallbacks callbacks, Seen seen, List<String> opened, List<String> refused) {
        Map<String, String> query = new HashMap<>();
        for (String part : seen.query().split("&")) {
            query.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
        }
        try {
            String sealed = seen.method().equals("GET")
                    ? query.getOrDefault("echostr", "")
                    : CallbackXml.read(seen.body()).first("Encrypt").orElse("");
            String text = callbacks.open(
                    query.getOrDefault("msg_signature", ""),
                    query.getOrDefault("timestamp", ""),
                    query.getOrDefault("nonce", ""),
                    sealed);
            opened.add(
                    seen.method().equals("GET")
                            ? text
                            : CallbackXml.read(text).first("ChangeType").orElse(""));
            return new Reply.Text(200, "text/plain", seen.method().equals("GET") ? text : "success", Map.of());
        } catch (CallbackRefused e) {
            refused.add(String.valueOf(e.getMessage()));
            return new Reply.Text(403, "text/plain", "", Map.of());
        }
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        VendorRefused.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
