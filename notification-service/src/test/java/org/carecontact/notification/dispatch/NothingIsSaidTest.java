package org.carecontact.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Topic;
import org.carecontact.vendors.VendorRefused;
import org.carecontact.vendors.tokens.MongoTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** What the service lets out beside its messages, with every logger at its most talkative. */
final class NothingIsSaidTest extends RunningNotifications {

    private static final String CODE = "918273";
    private static final String REPLY = "我胸痛得很厉害";

    @BeforeEach
    void vendorsReport() {
        TWIN.reportTo("http://127.0.0.1:" + SERVICE.port());
    }

    @AfterEach
    void vendorsBehaveAgain() {
        TWIN.behaves();
    }

    @Test
    void no_line_metric_or_topic_holds_a_number_an_open_id_a_code_a_token_or_a_secret() throws VendorRefused {
        List<String> hidden = new ArrayList<>(List.of(
                Twin.SECRET,
                Twin.AES_KEY,
                Twin.WECOM_TOKEN,
                Twin.ALIYUN_PATH,
                Twin.ACCOUNT_PATH,
                Twin.SECOND_TENCENT_PATH,
                CALLBACK,
                CODE,
                REPLY));
        try (Heard heard = new Heard()) {
            hidden.addAll(everythingHappens());
            MongoTokens tokens = SERVICE.bean(MongoTokens.class);
            for (String account : List.of("wechat:wx1", "wecom:ww1:1000002")) {
                hidden.add(tokens.current(account, () -> {
                            throw new AssertionError("there is one");
                        })
                        .value());
            }
            assertThat(heard.lines()).isNotEmpty();
            heard.hides(hidden);
        }
        String metrics = SERVICE.metrics();
        assertThat(hidden).allSatisfy(one -> assertThat(metrics).doesNotContain(one));
        for (String topic : List.of(
                Topics.CONSENTS,
                Topics.REQUESTS,
                Topics.NOTIFICATIONS,
                Topics.patients(FOLLOWED),
                Topics.doctors(TWINNED),
                Topics.deadLetters("notification-service"))) {
            for (ConsumerRecord<byte[], byte[]> record : Topic.of(topic).records()) {
                String said = written(record.key()) + written(record.value()) + headers(record);
                assertThat(hidden).allSatisfy(one -> assertThat(said).doesNotContain(one));
            }
        }
    }

    /** Without this one the test above would pass if nothing were heard at all. */
    @Test
    void without_the_silence_the_libraries_tell_all() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        List<TurboFilter> silence = List.copyOf(context.getTurboFilterList());
        assertThat(silence).isNotEmpty();
        context.resetTurboFilterList();
        try (Heard heard = new Heard(
                List.of("org.apache.coyote", "org.springframework.web", "org.mongodb.driver", "org.apache.http"))) {
            Case one = follower();
            request(one, one.redirected());
            awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
            SERVICE.get("", "/r/" + linkTo(one)).is(200);
            assertThat(String.join("\n", heard.lines())).contains(linkTo(one), TWIN.does("follow", mobile(one), ""));
        } finally {
            silence.forEach(context::addTurboFilter);
        }
    }

    /** Messages by every provider with faults, reports, replies, entries and refusals; returns what must not be said. */
    private List<String> everythingHappens() {
        List<String> hidden = new ArrayList<>();
        for (String kind : List.of("", "TOKENS_CANCELLED", "CLOSE", "BAD_GATEWAY", "EMPTY_OBJECT", "CODE", "")) {
            Case one = follower();
            String openId = TWIN.does("follow", mobile(one), "");
            doctorKnown(one);
            awaitRecipient(FOLLOWED + ":DOCTOR:" + one.doctor);
            Case other = Case.at(TWINNED, pairs);
            patientKnown(other, "PATIENT", other.patientsPhone);
            awaitRecipient(TWINNED + ":PATIENT:" + other.patient);
            hidden.addAll(List.of(one.patientsPhone, one.doctorsPhone, openId, other.patientsPhone));
            if (!kind.isEmpty()) {
                for (Map.Entry<String, String> whom : Map.of(
                                "aliyun", mobile(other), "wecom", one.doctor, "official-account", openId)
                        .entrySet()) {
                    if (kind.equals("TOKENS_CANCELLED") && whom.getKey().equals("aliyun")) {
                        continue; // it has none
                    }
                    String code = kind.equals("TOKENS_CANCELLED")
                            ? "40014"
                            : whom.getKey().equals("aliyun") ? "isv.BUSINESS_LIMIT_CONTROL" : "45009";
                    TWIN.order(Map.of(
                            "kind",
                            kind,
                            "vendor",
                            whom.getKey(),
                            "of",
                            whom.getValue(),
                            "accepted",
                            !kind.equals("CODE"),
                            "code",
                            code));
                }
            }
            request(one, one.doctorAsked());
            Eventually.holds(() -> TWIN.inbox("ww1/" + one.doctor).size() > 0
                    || TWIN.inbox("+86" + one.doctorsPhone).size() > 0);
            request(one, one.redirected());
            consent(other, other.consentAsked());
            consent(other, other.codeIssued(seal, 1, CODE, Instant.now().plusSeconds(595)));
            Eventually.holds(() -> TWIN.inbox(mobile(one)).size() > 0
                    && TWIN.inbox(mobile(other)).size() > 1);
            if (kind.isEmpty()) {
                hidden.addAll(readers(one, other));
            }
        }
        return hidden;
    }

    /** What people and strangers ask of what was sent. */
    private List<String> readers(Case one, Case other) {
        String link = linkTo(one);
        Matcher typed = Pattern.compile("编号([2-9A-Z]{6})")
                .matcher(TWIN.inbox(mobile(other)).toString());
        assertThat(typed.find()).isTrue();
        String code = typed.group(1);
        SERVICE.get("", "/r/" + link).is(200);
        SERVICE.get("", "/r?c=" + code).is(200);
        SERVICE.get(SERVICE.patient(TWINNED, other.patient), "/entries/" + code).is(200);
        SERVICE.get(SERVICE.patient(TWINNED, "P-other"), "/entries/" + code).isProblem(404, "not-found");
        SERVICE.get(SERVICE.staff(TWINNED, "S1"), "/entries/" + code).isProblem(403, "wrong-role");
        SERVICE.get("", "/entries/" + code);
        SERVICE.get("", "/callbacks/" + Twin.ACCOUNT_PATH + "?msg_signature=x&timestamp=1&nonce=2&echostr=eA%3D%3D")
                .isProblem(403, "callback-refused");
        SERVICE.get("", "/callbacks/" + Twin.ACCOUNT_PATH + "/reports");
        SERVICE.post("", "/callbacks/" + Twin.ALIYUN_PATH + "/replies", "{not json " + REPLY);
        TWIN.replies(mobile(other), REPLY);
        String staff = SERVICE.staff(TWINNED, "S1");
        Eventually.holds(() -> SERVICE.get(staff, "/replies").is(200).body().contains(REPLY));
        return List.of(link, code);
    }

    private static String linkTo(Case one) {
        for (JsonNode item : TWIN.inbox(mobile(one))) {
            String url = item.path("url").asString("");
            if (url.contains("/r/")) {
                return url.substring(url.indexOf("/r/") + 3);
            }
        }
        throw new AssertionError("no link");
    }

    private static String mobile(Case one) {
        return "+86" + one.patientsPhone;
    }

    private Case follower() {
        Case one = Case.at(FOLLOWED, pairs);
        String openId = TWIN.does("follow", mobile(one), "");
        patientKnown(one, point(one, "PATIENT", "wechat", openId), point(one, "PATIENT", "sms", one.patientsPhone));
        awaitRecipient(FOLLOWED + ":PATIENT:" + one.patient);
        return one;
    }

    private static String written(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static String headers(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder headers = new StringBuilder();
        Arrays.stream(record.headers().toArray())
                .forEach(header -> headers.append(header.key()).append(written(header.value())));
        return headers.toString();
    }
}
