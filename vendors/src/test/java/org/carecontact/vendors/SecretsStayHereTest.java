package org.carecontact.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.client.MongoDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.carecontact.vendors.ScriptedServer.Reply;
import org.carecontact.vendors.aliyun.AliyunSms;
import org.carecontact.vendors.calls.QuietLogs;
import org.carecontact.vendors.tencent.TencentSms;
import org.carecontact.vendors.tokens.MongoTokens;
import org.carecontact.vendors.wechat.OfficialAccount;
import org.carecontact.vendors.wecom.WeCom;
import org.carecontact.vendortwin.faults.FaultKind;
import org.carecontact.vendortwin.settings.TwinSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Makes each call against each fault with every logger at its most talkative, and reads all that was said. */
class SecretsStayHereTest {

    private static final String SECRET = "hush9a7c";
    private static final String TOKEN = "token5f3e";
    private static final String NUMBER = "14010000001";
    private static final String PERSON = "open77aa";
    private static final String NAME = "张三丰";
    private static final String STATE = "state31cc";
    private static final List<String> HIDDEN = List.of(SECRET, TOKEN, NUMBER, PERSON, NAME, STATE);

    private static final String ACCOUNTS = """
            report-after: PT0.1S
            aliyun:
              - {access-key-id: ak1, access-key-secret: %1$s, signs: [测试医院], templates: []}
            tencent:
              - {secret-id: id1, secret-key: %1$s, sdk-app-id: "14000", signs: [测试医院], templates: []}
            wecom:
              - {corp-id: ww1, apps: [{agent-id: 1000002, secret: %1$s}]}
            official-accounts:
              - {app-id: wx1, secret: %1$s, templates: [{id: T1, keys: [thing1]}]}
            """.formatted(SECRET);

    private static final Duration SHORT = Duration.ofMillis(300);

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Map<Logger, Optional<Level>> levels = new LinkedHashMap<>();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final List<String> jdkLines = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final MongoDatabase database = TestTokenStores.database(TestTokenStores.freshUri());

    private final Handler jdk = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (!String.valueOf(line.getLoggerName()).contains("httpserver")) { // the server of the test itself
                jdkLines.add(line.getLoggerName() + " " + line.getMessage() + " "
                        + (line.getThrown() == null ? "" : trace(line.getThrown())));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listenToEverything() {
        lines.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(lines);
        java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
        root.addHandler(jdk);
        jdk.setLevel(java.util.logging.Level.ALL);
        loosenTongues();
    }

    @AfterEach
    void restore() {
        levels.forEach((logger, level) -> logger.setLevel(level.orElse(null)));
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(lines);
        java.util.logging.Logger.getLogger("").removeHandler(jdk);
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.INFO);
        QuietLogs.install();
    }

    private void loosenTongues() {
        for (Logger logger : context.getLoggerList()) {
            levels.putIfAbsent(logger, Optional.ofNullable(logger.getLevel()));
            logger.setLevel(Level.TRACE);
        }
        Enumeration<String> names = LogManager.getLogManager().getLoggerNames();
        while (names.hasMoreElements()) {
            java.util.logging.Logger logger = LogManager.getLogManager().getLogger(names.nextElement());
            if (logger != null) {
                logger.setLevel(java.util.logging.Level.ALL);
            }
        }
    }

    private static List<Reply> faults() {
        String echo = SECRET + " " + TOKEN + " " + NUMBER + " " + PERSON + " " + NAME;
        return List.of(
                ScriptedServer.json("{\"errcode\":0,\"errmsg\":\"ok\",\"Code\":\"OK\",\"openid\":\"" + PERSON + "\"}"),
                ScriptedServer.json("{}"),
                ScriptedServer.json(echo),
                ScriptedServer.json(
                        "{\"errcode\":\"" + echo + "\",\"Code\":\"" + echo + "\",\"Message\":\"" + echo + "\"}"),
                ScriptedServer.json(400, "{\"Code\":\"" + echo + "\",\"Message\":\"" + echo + "\"}"),
                ScriptedServer.json("{\"errcode\":40001,\"errmsg\":\"" + echo + "\"}"),
                ScriptedServer.json("{\"errcode\":-1,\"errmsg\":\"" + echo + "\"}"),
                ScriptedServer.json("{\"errcode\":45009,\"errmsg\":\"" + echo + "\"}"),
                ScriptedServer.json(
                        "{\"Response\":{\"Error\":{\"Code\":\"" + NUMBER + "\",\"Message\":\"" + echo + "\"}}}"),
                ScriptedServer.json("{\"Response\":{\"SendStatusSet\":[{\"Code\":\"" + NUMBER + "\"}]}}"),
                new Reply.Text(
                        302, "text/html", echo, Map.of("Location", "https://127.0.0.1:1/?access_token=" + TOKEN)),
                new Reply.Text(502, "text/html", "<html>" + NUMBER + "</html>", Map.of("Set-Cookie", SECRET + "=1")),
                new Reply.Close(),
                new Reply.Late());
    }

    @Test
    void no_call_and_no_fault_says_anything_of_a_person_or_a_secret() {
        for (Reply fault : faults()) {
            for (boolean tokenFails : new boolean[] {false, true}) {
                try (ScriptedServer vendor = new ScriptedServer(seen -> !tokenFails
                                && (seen.path().endsWith("token")
                                        && !seen.path().startsWith("/sns"))
                        ? ScriptedServer.json("{\"errcode\":0,\"access_token\":\"" + TOKEN + "\",\"expires_in\":7200}")
                        : fault)) {
                    callAll(vendor.url());
                }
            }
        }
        callAll(URI.create("http://127.0.0.1:1")); // nobody listens there
        assertThat(said).hasSizeGreaterThan(300);
        assertThat(said).allSatisfy(SecretsStayHereTest::hidesAll);
        assertThat(heard()).allSatisfy(SecretsStayHereTest::hidesAll);
    }

    @Test
    void no_fault_of_the_twin_makes_a_call_say_anything_of_a_person_or_a_secret() throws VendorRefused {
        try (RunningTwin twin = new RunningTwin(TwinSettings.read(ACCOUNTS))) {
            callAll(twin.url());
            List<String> hidden = new ArrayList<>(HIDDEN);
            for (FaultKind kind : FaultKind.values()) {
                for (boolean accepted : new boolean[] {true, false}) {
                    if (kind.isOfAnswers() && (accepted || !kind.name().contains("LATE"))) {
                        twin.order("{\"kind\":\"" + kind + "\",\"times\":0,\"delay\":\"PT0.5S\",\"code\":\"40014\","
                                + "\"accepted\":" + accepted + "}");
                        callAll(twin.url());
                        twin.behaves();
                    }
                }
            }
            MongoTokens tokens = TestTokenStores.of(database, Clock.systemUTC());
            callAll(twin.url());
            for (String account : List.of("wechat:wx1", "wecom:ww1:1000002")) {
                hidden.add(tokens.current(account, () -> {
                            throw new AssertionError("there is one");
                        })
                        .value());
            }
            assertThat(said)
                    .hasSizeGreaterThan(200)
                    .allSatisfy(text -> assertThat(text).doesNotContain(hidden));
            assertThat(heard()).allSatisfy(text -> assertThat(text).doesNotContain(hidden));
            assertThat(twin.inbox("ww1/" + PERSON)).isNotEmpty();
        }
    }

    /** Without this one the test above would pass if nothing at all were heard. */
    @Test
    void without_the_silence_the_sdks_tell_all() {
        try (ScriptedServer vendor = new ScriptedServer(seen -> seen.path().endsWith("token")
                ? ScriptedServer.json("{\"errcode\":0,\"access_token\":\"" + TOKEN + "\",\"expires_in\":7200}")
                : ScriptedServer.json("{\"errcode\":81013,\"errmsg\":\"" + PERSON + "\"}"))) {
            WeCom weCom = new WeCom(
                    new WeComAccount(vendor.url(), "ww1", 1, SECRET, SHORT, SHORT),
                    TestTokenStores.of(database, Clock.systemUTC()),
                    Clock.systemUTC());
            context.resetTurboFilterList();
            loosenTongues();
            weCom.message("k", PERSON, "t", "d", "https://h.example/r");
            assertThat(String.join("\n", heard())).contains(TOKEN, PERSON, SECRET);
        }
    }

    private List<String> heard() {
        List<String> heard = new ArrayList<>(jdkLines);
        for (ILoggingEvent line : List.copyOf(lines.list)) {
            if (line.getLoggerName().startsWith("org.carecontact.vendortwin")) {
                continue; // another process, but for this test
            }
            heard.add(line.getLoggerName() + " " + line.getFormattedMessage() + " "
                    + (line.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(line.getThrowableProxy())));
        }
        return heard;
    }

    private static void hidesAll(String text) {
        assertThat(text).doesNotContain(HIDDEN);
    }

    private void callAll(URI vendor) {
        Clock clock = Clock.systemUTC();
        SequencedMap<String, String> values = new LinkedHashMap<>();
        values.put("thing1", NAME);
        Sms sms = new Sms("k-1", E164.parse(NUMBER).orElseThrow(), "SMS_1", values, "测试医院");
        Instant before = clock.instant().minusSeconds(10_000);
        for (SmsClient client : List.of(
                new AliyunSms(new AliyunAccount(vendor, "ak1", SECRET, SHORT, SHORT, SHORT), clock),
                new TencentSms(
                        new TencentAccount(vendor, "id1", SECRET, "ap-guangzhou", "14000", SHORT, SHORT, SHORT),
                        clock))) {
            say(() -> client.send(sms));
            say(() -> client.settle(sms, before));
        }
        database.drop();
        OfficialAccount account = new OfficialAccount(
                new WeChatAccount(vendor, vendor, "wx1", SECRET, SHORT, SHORT),
                TestTokenStores.of(database, clock),
                clock);
        say(() -> account.template("k-1", PERSON, "T1", "https://h.example", values));
        say(() -> account.subscription("k-1", PERSON, "T1", "", values));
        say(() -> account.exchange(STATE));
        say(() -> account.exchange("\"" + STATE + "\""));
        WeCom weCom = new WeCom(
                new WeComAccount(vendor, "ww1", 1000002, SECRET, SHORT, SHORT),
                TestTokenStores.of(database, clock),
                clock);
        say(() -> weCom.message("k-1", PERSON, NAME, "d", "https://h.example"));
        say(() -> weCom.addContactWay(new NewInvitation(PERSON, NAME, STATE, false, Optional.empty())));
        say(() -> weCom.getContactWay("c-1"));
        say(() -> weCom.listContactWays(before, before, ""));
        say(() -> {
            weCom.updateContactWay("c-1", NAME, STATE, false);
            return "done";
        });
        say(() -> {
            weCom.closeTempChat("drli", PERSON);
            return "done";
        });
        say(() -> {
            weCom.deleteContactWay("c-1");
            return "done";
        });
        say(() -> weCom.customersOf(PERSON).size()); // the ids themselves are what is asked for
        say(() -> weCom.customers(List.of(PERSON)));
        say(() -> weCom.customer(PERSON));
        say(() -> weCom.followUsers().size());
    }

    private interface Call {
        Object make() throws VendorRefused;
    }

    /** What a caller could log: the outcome, or the exception with all its causes. */
    private void say(Call call) {
        try {
            said.add(String.valueOf(call.make()));
        } catch (VendorRefused e) {
            said.add(trace(e));
        }
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
