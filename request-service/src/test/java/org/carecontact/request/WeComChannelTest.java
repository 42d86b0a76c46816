package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.carecontact.events.ChannelClosed;
import org.carecontact.kernel.Kernel;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.SampleEvents;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.Test;

/** A granted contact gets sessions at WeCom, which end with it. */
class WeComChannelTest extends RunningChannels {

    @Test
    void k2_a_contact_is_bound_by_the_doctors_word_and_closed_with_its_end() {
        People people = new People();
        String qr = untilOffered(people);
        assertThat(channel(people, people.doctorToken).json().path("session").has("qr"))
                .isFalse();

        assertThat(VENDOR.scan(qr, people.patient)).isEqualTo("WAITS_FOR_MEMBER");
        awaitState(people, "TO_CONFIRM");
        VENDOR.letIn(people.doctor, people.patient);
        Eventually.value(() -> VENDOR.messages(people.doctor), count -> count > 0);
        assertThat(state(people, people.patientToken))
                .as("a code alone is no proof")
                .isEqualTo("TO_CONFIRM");
        assertThat(confirm(people, people.patientToken, true).status()).isEqualTo(403);
        assertThat(confirm(people, people.doctorToken, true).text("state")).isEqualTo("LIVE");
        awaitState(people, "LIVE");

        assertThat(end(people).status()).isEqualTo(200);

        ChannelClosed closed = Topic.of(Topics.REQUESTS).expect(people.pair, ChannelClosed.class);
        assertThat(closed.getSaid()).contains("close_temp_chat:0");
        assertThat(closed.getRequest()).isEqualTo(people.request(1));
        assertThat(VENDOR.contact(people.doctor, people.patient)).isEmpty();
    }

    @Test
    void whom_the_doctor_does_not_know_is_closed_and_the_patient_gets_another_qr_code() {
        People people = new People();
        String first = untilOffered(people);
        VENDOR.scan(first, "stranger");
        VENDOR.letIn(people.doctor, "stranger");
        awaitState(people, "TO_CONFIRM");

        assertThat(confirm(people, people.doctorToken, false).status()).isEqualTo(200);

        awaitState(people, "OFFERED");
        Eventually.value(() -> VENDOR.contact(people.doctor, "stranger"), Optional::isEmpty);
        assertThat(channel(people, people.patientToken)
                        .json()
                        .path("session")
                        .path("qr")
                        .asString())
                .isNotEqualTo(first);
        assertThat(confirm(people, people.doctorToken, true).problem()).isEqualTo("nobody-to-confirm");
    }

    @Test
    void k4_an_unused_qr_code_dies_with_the_contact() {
        People people = new People();
        String qr = untilOffered(people);

        end(people);

        Topic.of(Topics.REQUESTS).expect(people.pair, ChannelClosed.class);
        assertThat(VENDOR.scan(qr, people.patient)).isEmpty();
    }

    @Test
    void a_patient_who_left_asks_for_a_new_session() {
        People people = new People();
        live(people);
        assertThat(renew(people).problem()).isEqualTo("session-open");

        VENDOR.patientLeaves(people.doctor, people.patient);

        awaitState(people, "NONE");
        assertThat(state(people, people.doctorToken)).isEqualTo("NONE");
        assertThat(renew(people).status()).isEqualTo(200);
        awaitState(people, "OFFERED");
    }

    @Test
    void a_suspended_contact_leaves_nothing_at_the_vendor_and_gets_a_new_qr_code_afterwards() {
        People people = new People();
        live(people);
        String contact = "/contacts/" + people.request(1);
        String until = Instant.now().plus(Duration.ofDays(3)).toString();

        post(contact + "/pause", people.doctorToken, "{\"until\":\"" + until + "\"}")
                .is(200);

        Eventually.value(() -> VENDOR.contact(people.doctor, people.patient), Optional::isEmpty);
        assertThat(channel(people, people.patientToken).problem()).isEqualTo("suspended-for-absence");

        post(contact + "/resumption", people.doctorToken, "{}").is(200);

        awaitState(people, "OFFERED");
        enter(people);
        end(people).is(200);
        Topic.of(Topics.REQUESTS).expect(people.pair, ChannelClosed.class);
    }

    @Test
    void a_callback_is_signed_and_counts_once() {
        People people = new People();
        String xml = """
                <xml><FromUserName>sys</FromUserName><CreateTime>%d</CreateTime><Event>change_external_contact</Event>\
                <ChangeType>something_new</ChangeType><UserID>%s</UserID></xml>""".formatted(Instant.now().getEpochSecond(), people.doctor);

        assertThat(hear(xml).status()).isEqualTo(200);
        assertThat(hear(xml).body()).isEqualTo("success");
        assertThat(counted("UNKNOWN_KIND")).isPositive();
        assertThat(counted("DUPLICATE")).isPositive();
        TwinOfWeCom.Sealed sealed = TwinOfWeCom.Sealed.of(xml);
        String unsigned = sealed.query().replaceFirst("msg_signature=.", "msg_signature=");
        assertThat(call(TwinOfWeCom.PATH + unsigned, sealed.body()).problem()).isEqualTo("wecom-callback-refused");
        assertThat(call(TwinOfWeCom.PATH + sealed.query(), "<xml>").problem()).isEqualTo("wecom-callback-refused");
        assertThat(call(TwinOfWeCom.PATH, sealed.body()).status()).isEqualTo(400);
        assertThat(call("another-path-of-somebody" + sealed.query(), sealed.body())
                        .status())
                .isEqualTo(404);
        Answer echo = service().get("", "/wecom/" + TwinOfWeCom.PATH + TwinOfWeCom.Sealed.check("1616140317555161061"));
        assertThat(echo.body()).isEqualTo("1616140317555161061");
    }

    @Test
    void a_doctors_own_contact_is_neither_bound_nor_touched() {
        People people = new People();
        untilOffered(people);

        VENDOR.addOwn(people.doctor, "own");
        reconcile().is(200);
        end(people);
        Topic.of(Topics.REQUESTS).expect(people.pair, ChannelClosed.class);
        reconcile().is(200);

        assertThat(VENDOR.contact(people.doctor, "own")).isPresent();
    }

    @Test
    void only_supervisors_and_operators_compare() {
        assertThat(post("/channels/reconcile", token("staff", "S1", null), "{}").problem())
                .isEqualTo("wrong-role");
        Answer report = reconcile().is(200);
        assertThat(report.json().get(0).path("hospital").asString()).isEqualTo(HOSPITAL);
        assertThat(report.body()).doesNotContain("external");
    }

    @Test
    void whether_a_hospital_gets_temporary_sessions_is_found_out_and_reported() {
        People people = new People();
        untilOffered(people);
        assertThat(sessions(token("operator", "O1", null)))
                .containsEntry(HOSPITAL, "GIVEN")
                .containsEntry(LISTING_HOSPITAL, "NOT_TRIED");

        VENDOR.addToAnother("D1", "own");

        assertThat(sessions(token("operator", "O1", null))).containsEntry(LISTING_HOSPITAL, "REFUSED");
        assertThat(sessions(token("supervisor", "V1", null))).containsOnlyKeys(HOSPITAL);
    }

    @Test
    void what_another_hospitals_wecom_tells_of_a_code_counts_for_nothing() {
        People people = new People();
        untilOffered(people);
        String code = document(people)
                .get("state", Document.class)
                .get("line", Document.class)
                .getList("sessions", Document.class)
                .getFirst()
                .getString("code");
        String xml = """
                <xml><FromUserName>sys</FromUserName><CreateTime>%d</CreateTime><Event>change_external_contact</Event>\
                <ChangeType>add_external_contact</ChangeType><UserID>%s</UserID><ExternalUserID>wm-somebody</ExternalUserID>\
                <State>%s</State></xml>""".formatted(Instant.now().getEpochSecond(), people.doctor, code);

        TwinOfWeCom.Sealed others = TwinOfWeCom.Sealed.toAnother(xml);
        assertThat(call(TwinOfWeCom.OTHER_PATH + others.query(), others.body()).status())
                .isEqualTo(200);
        TwinOfWeCom.Sealed ours = TwinOfWeCom.Sealed.of(xml);
        assertThat(call(TwinOfWeCom.OTHER_PATH + ours.query(), ours.body()).problem())
                .isEqualTo("wecom-callback-refused");

        assertThat(counted("NOT_OURS")).isPositive();
        assertThat(state(people, people.patientToken)).isEqualTo("OFFERED");

        assertThat(hear(xml).status()).isEqualTo(200);
        assertThat(state(people, people.patientToken)).isEqualTo("TO_CONFIRM");
    }

    @Test
    void an_end_that_only_a_comparison_sees_closes_the_channel_and_is_timed() {
        People people = new People();
        // Granted, as the topic says, and over, as this service's own pairs say.
        Topic.of(Topics.REQUESTS)
                .as("request-service", HOSPITAL)
                .send(people.pair, people.pair, 1, people.says.granted(SampleEvents.unchanged()));
        Eventually.holds(() ->
                found(people).filter(kept -> kept.toJson().contains("Waiting")).isPresent());
        long timed = timed();

        Answer report = reconcile().is(200);

        assertThat(report.body()).contains("END_UNHEARD").contains(people.request(1));
        Topic.of(Topics.REQUESTS).expect(people.pair, ChannelClosed.class);
        assertThat(timed()).isGreaterThan(timed);
    }

    private Document document(People people) {
        return found(people).orElseThrow();
    }

    private Optional<Document> found(People people) {
        return Optional.ofNullable(service()
                .bean(Kernel.class)
                .database()
                .getCollection("channels")
                .find(new Document("_id", people.request(1)))
                .first());
    }

    private long timed() {
        return service()
                .bean(MeterRegistry.class)
                .get("carecontact.channel.closing")
                .timer()
                .count();
    }

    private Map<String, String> sessions(String token) {
        Map<String, String> sessions = new HashMap<>();
        post("/channels/reconcile", token, "{}")
                .is(200)
                .json()
                .forEach(report -> sessions.put(
                        report.path("hospital").asString(),
                        report.path("sessions").asString()));
        return sessions;
    }

    @Test
    void what_was_heard_long_ago_is_forgotten() {
        MongoCollection<Document> heard =
                service().bean(Kernel.class).database().getCollection("channel-callbacks");
        heard.insertOne(new Document("_id", "long-ago")
                .append("at", Date.from(Instant.now().minus(Duration.ofDays(31)))));
        heard.insertOne(new Document("_id", "lately")
                .append("at", Date.from(Instant.now().minus(Duration.ofDays(29)))));

        reconcile().is(200);

        assertThat(heard.find(new Document("_id", "long-ago")).first()).isNull();
        assertThat(heard.find(new Document("_id", "lately")).first()).isNotNull();
    }

    private void live(People people) {
        untilOffered(people);
        enter(people);
    }

    private void enter(People people) {
        String qr = channel(people, people.patientToken)
                .json()
                .path("session")
                .path("qr")
                .asString();
        VENDOR.scan(qr, people.patient);
        VENDOR.letIn(people.doctor, people.patient);
        awaitState(people, "TO_CONFIRM");
        confirm(people, people.doctorToken, true).is(200);
        awaitState(people, "LIVE");
    }

    private Answer renew(People people) {
        return post("/contacts/" + people.request(1) + "/session", people.patientToken, "{}");
    }

    private double counted(String meaning) {
        return service()
                .bean(MeterRegistry.class)
                .get("carecontact.channel.callbacks")
                .tag("meaning", meaning)
                .counter()
                .count();
    }
}
