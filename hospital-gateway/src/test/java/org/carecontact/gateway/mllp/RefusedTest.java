package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.bson.types.Binary;
import org.carecontact.events.EncounterChanged;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import tools.jackson.databind.JsonNode;

/** What a feed refuses is kept, explained and replayed after its file has changed. */
@ExtendWith(OutputCaptureExtension.class)
// Longer than 300 lines: one refused message after the other.
class RefusedTest extends RunningGateway {

    private static final HospitalsFolder FOLDER = HospitalsFolder.of(HOSPITALS);
    private static final RunningService GATEWAY = gateway(FOLDER)
            .with(
                    "spring.mongodb.uri",
                    org.carecontact.testsupport.Installation.shared().mongoUri("gateway_refused"))
            .with("carecontact.refused.most", 30)
            .with("carecontact.refused.sweep-every", "1h")
            .start();

    /** Made up, with the right check digit. */
    private static final String CITIZEN = "11010519491231002X";

    private String staff = "";
    private String visit = "";
    private String patient = "";

    RefusedTest() {
        super(GATEWAY);
    }

    @BeforeEach
    void a_feed_that_takes_version_2_5_only() {
        staff = service.staff("tongren", "S1");
        visit = SampleMessage.newVisit();
        patient = "P" + visit;
        takes("tongren", "versions: 2.5");
        database().getCollection("refused").deleteMany(new Document());
    }

    private void takes(String hospital, String... lines) {
        int port = feed(hospital).file().port();
        FOLDER.feed(hospital, port, lines);
        boolean every = String.join("", lines).contains("any");
        Eventually.holds(() -> feed(hospital).dialect().versions().isEmpty() == every);
    }

    private com.mongodb.client.MongoDatabase database() {
        return service.bean(MongoDatabaseFactory.class).getMongoDatabase();
    }

    private SampleMessage message(String trigger) {
        return SampleMessage.of(trigger, visit).set("PID", 3, patient + "^^^HIS^PI");
    }

    private SampleMessage refused(String trigger) {
        return message(trigger).set("MSH", 12, "2.3");
    }

    private void send(SampleMessage message, String verdict) {
        try (MllpClient client = connect()) {
            assertThat(client.exchange(message).verdict()).isEqualTo(verdict);
        }
    }

    private JsonNode waiting() {
        return service.get(staff, "/refused?limit=100").is(200).json().path("items");
    }

    private static String id(JsonNode items, int place) {
        return items.path(place).path("id").asString();
    }

    private Answer replay(String id) {
        return service.post(staff, "/refused/" + id + "/replay", Map.of());
    }

    private String state() {
        return encounters
                .find("tongren", "tongren:" + visit)
                .map(stored -> stored.state().getClass().getSimpleName())
                .orElse("none");
    }

    @Test
    void a_refused_message_is_listed_and_explained_in_words() {
        SampleMessage message = refused("A04");
        send(message, "AR 203 MSH-12");
        JsonNode items = waiting();
        assertThat(items.size()).isEqualTo(1);
        JsonNode one = items.path(0);
        assertThat(one.path("feed").asString()).isEqualTo("tongren/his");
        assertThat(one.path("door").asString()).isEqualTo("hl7-v2");
        assertThat(one.path("sender").asString()).isEqualTo("HIS|tongren");
        assertThat(one.path("messageId").asString()).isEqualTo(message.controlId());
        assertThat(one.path("answer").asString()).isEqualTo("AR");
        assertThat(one.path("place").asString()).isEqualTo("MSH-12");
        assertThat(one.path("state").asString()).isEqualTo("REFUSED");
        assertThat(one.path("times").asInt()).isEqualTo(1);

        JsonNode told = service.get(staff, "/refused/" + id(items, 0)).is(200).json();
        assertThat(told.path("explanation").path("where").path("en").asString()).contains("MSH-12", "version");
        assertThat(told.path("explanation").path("remedy").asString()).isEqualTo("2.5");
        assertThat(told.path("explanation").path("dialect").path("en").asString())
                .contains("versions: any");
        assertThat(told.path("content").isMissingNode()).isTrue();

        JsonNode page = service.get(staff, "/feeds").json().path("items").path(0);
        assertThat(page.path("refused").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(page.path("oldestRefused").asString()).isNotEmpty();
        assertThat(service.metrics())
                .containsPattern(
                        "carecontact_feed_refused\\{door=\"hl7-v2\",feed=\"his\",hospital=\"tongren\"[^}]*} [1-9]");
    }

    @Test
    void the_same_message_again_is_counted_and_another_is_not() {
        SampleMessage message = refused("A04");
        for (int i = 0; i < 3; i++) {
            send(message, "AR 203 MSH-12");
        }
        send(message.set("PV1", 7, "D0009"), "AR 203 MSH-12");
        JsonNode items = waiting();
        assertThat(items.size()).isEqualTo(2);
        assertThat(items.path(0).path("times").asInt()).isEqualTo(3);
        assertThat(items.path(1).path("times").asInt()).isEqualTo(1);
    }

    @Test
    void the_same_message_by_many_lines_at_once_is_kept_once() throws Exception {
        SampleMessage message = refused("A04");
        List<Answer> _ = atOnce(8, () -> {
            send(message, "AR 203 MSH-12");
            return null;
        });
        JsonNode items = waiting();
        assertThat(items.size()).isEqualTo(1);
        assertThat(items.path(0).path("times").asInt()).isEqualTo(8);
    }

    @Test
    void after_the_file_has_changed_it_is_replayed_and_its_message_is_erased() {
        send(refused("A04"), "AR 203 MSH-12");
        String id = id(waiting(), 0);
        JsonNode still = replay(id).is(200).json();
        assertThat(still.path("replayed").asInt()).isZero();
        assertThat(still.path("stoppedBy").path("id").asString()).isEqualTo(id);
        assertThat(still.path("stoppedBy").path("why").asString()).isEqualTo("AR MSH-12");

        takes("tongren", "versions: any");
        assertThat(replay(id).is(200).json().path("replayed").asInt()).isEqualTo(1);
        assertThat(state()).isEqualTo("InProgress");
        assertThat(waiting().isEmpty()).isTrue();
        JsonNode told =
                service.get(staff, "/refused/" + id + "?content=true").is(200).json();
        assertThat(told.path("message").path("state").asString()).isEqualTo("REPLAYED");
        assertThat(told.path("content").isMissingNode()).isTrue();
        assertThat(database()
                        .getCollection("refused")
                        .find(new Document("_id", id))
                        .first())
                .doesNotContainKey("sealed");
        assertThat(replay(id).is(200).json().path("replayed").asInt()).isEqualTo(1);
        service.post(staff, "/refused/" + id + "/discard", Map.of()).isProblem(409, "refused-replayed");
    }

    @Test
    void what_came_before_about_the_same_patient_goes_first() {
        String stranger = SampleMessage.newVisit();
        send(refused("A04").at("20261123080000"), "AR 203 MSH-12");
        send(
                SampleMessage.of("A04", stranger)
                        .set("PID", 3, "P" + stranger + "^^^HIS^PI")
                        .set("MSH", 12, "2.3"),
                "AR 203 MSH-12");
        send(refused("A08").at("20261123081000").set("PV1", 7, "D0002"), "AR 203 MSH-12");
        send(refused("A03").at("20261123090000"), "AR 203 MSH-12");
        JsonNode items = waiting();
        takes("tongren", "versions: any");
        assertThat(replay(id(items, 3)).is(200).json().path("replayed").asInt()).isEqualTo(3);
        assertThat(waiting().size()).as("a stranger's waits").isEqualTo(1);
        List<EncounterChanged> changes =
                published(EncounterChanged.class, Topics.encounters("tongren"), "tongren:" + patient, 3);
        assertThat(changes.stream().map(change -> change.getDoctor() + " " + change.getStatus()))
                .containsExactly("D0001 IN_PROGRESS", "D0002 IN_PROGRESS", "D0001 FINISHED");
    }

    @Test
    void it_stops_at_the_first_that_is_refused_again() {
        send(refused("A04"), "AR 203 MSH-12");
        send(refused("A08").set("EVN", 2, "soon").set("MSH", 7, "soon"), "AR 203 MSH-12");
        send(refused("A03"), "AR 203 MSH-12");
        JsonNode items = waiting();
        takes("tongren", "versions: any");
        JsonNode done = replay(id(items, 2)).is(200).json();
        assertThat(done.path("replayed").asInt()).isEqualTo(1);
        assertThat(done.path("stoppedBy").path("id").asString()).isEqualTo(id(items, 1));
        assertThat(done.path("stoppedBy").path("why").asString()).isEqualTo("AE EVN-2");
        assertThat(state()).isEqualTo("InProgress");
        assertThat(waiting().path(0).path("place").asString()).isEqualTo("EVN-2");

        service.post(staff, "/refused/" + id(items, 1) + "/discard", Map.of()).is(200);
        assertThat(replay(id(items, 2)).is(200).json().path("replayed").asInt()).isEqualTo(1);
        assertThat(state()).isEqualTo("Finished");
    }

    @Test
    void a_merge_waits_for_what_came_before_about_both() {
        String other = patient + "x";
        send(refused("A04"), "AR 203 MSH-12");
        String second = SampleMessage.newVisit();
        send(SampleMessage.of("A04", second).set("PID", 3, other + "^^^HIS^PI").set("MSH", 12, "2.3"), "AR 203 MSH-12");
        send(
                SampleMessage.of("A40", visit)
                        .without("PV1")
                        .without("NK1")
                        .set("PID", 3, other + "^^^HIS^PI")
                        .set("MRG", 1, patient + "^^^HIS^PI")
                        .set("MSH", 12, "2.3")
                        .at("20261123100000"),
                "AR 203 MSH-12");
        JsonNode items = waiting();
        takes("tongren", "versions: any");
        assertThat(replay(id(items, 2)).is(200).json().path("replayed").asInt()).isEqualTo(3);
        Encounter moved =
                encounters.find("tongren", "tongren:" + visit).orElseThrow().state();
        assertThat(moved)
                .isInstanceOfSatisfying(
                        Encounter.Known.class,
                        known -> assertThat(known.told().patient().value()).isEqualTo(other));
    }

    @Test
    void two_replays_at_once_take_it_in_once() throws Exception {
        send(refused("A04"), "AR 203 MSH-12");
        send(refused("A03").at("20261123090000"), "AR 203 MSH-12");
        JsonNode items = waiting();
        takes("tongren", "versions: any");
        List<Answer> answers = atOnce(6, () -> replay(id(items, 1)));
        assertThat(answers).allSatisfy(answer -> answer.is(200));
        assertThat(published(EncounterChanged.class, Topics.encounters("tongren"), "tongren:" + patient, 2))
                .hasSize(2);
        assertThat(waiting().isEmpty()).isTrue();
    }

    @Test
    void what_came_again_meanwhile_and_was_taken_has_no_effect() {
        SampleMessage message = refused("A04").set("PID", 19, CITIZEN);
        send(message, "AR 203 MSH-12");
        String id = id(waiting(), 0);
        takes("tongren", "versions: any");
        send(message, "AA");
        send(message("A03").at("20261123090000"), "AA");
        assertThat(replay(id).is(200).json().path("stoppedBy").isMissingNode()).isTrue();
        assertThat(state()).isEqualTo("Finished");
        assertThat(published(EncounterChanged.class, Topics.encounters("tongren"), "tongren:" + patient, 2))
                .hasSize(2);
    }

    @Test
    void all_of_a_feed_are_replayed_in_their_order() {
        send(refused("A04"), "AR 203 MSH-12");
        send(refused("A08").set("EVN", 2, "soon").set("MSH", 7, "soon"), "AR 203 MSH-12");
        send(refused("A03"), "AR 203 MSH-12");
        String stranger = SampleMessage.newVisit();
        send(
                SampleMessage.of("A04", stranger)
                        .set("PID", 3, "P" + stranger + "^^^HIS^PI")
                        .set("MSH", 12, "2.3"),
                "AR 203 MSH-12");
        JsonNode items = waiting();
        takes("tongren", "versions: any");
        JsonNode done = service.post(staff, "/refused/replays", Map.of("feed", "tongren/his"))
                .is(200)
                .json();
        assertThat(done.path("replayed").asInt()).isEqualTo(2);
        JsonNode again = done.path("refusedAgain");
        assertThat(again.size()).isEqualTo(1);
        assertThat(again.get(0).path("id").asString()).isEqualTo(id(items, 1));
        assertThat(again.get(0).path("messageId").asString())
                .isEqualTo(items.get(1).path("messageId").asString());
        assertThat(again.get(0).path("place").asString()).isEqualTo("EVN-2");
        assertThat(again.get(0).path("why").asString()).isEqualTo("AE EVN-2");
        assertThat(again.get(0).path("remedy").asString()).isNotEmpty();
        assertThat(done.path("behind").asInt()).isEqualTo(1);
        assertThat(done.path("next").isMissingNode()).isTrue();
        assertThat(state()).isEqualTo("InProgress");
    }

    @Test
    void a_discarded_message_is_gone_and_the_same_may_be_refused_anew() {
        SampleMessage message = refused("A04");
        send(message, "AR 203 MSH-12");
        String id = id(waiting(), 0);
        for (int i = 0; i < 2; i++) {
            assertThat(service.post(staff, "/refused/" + id + "/discard", Map.of())
                            .is(200)
                            .text("state"))
                    .isEqualTo("DISCARDED");
        }
        replay(id).isProblem(409, "refused-discarded");
        send(message, "AR 203 MSH-12");
        assertThat(waiting().size()).isEqualTo(1);
        assertThat(id(waiting(), 0)).isNotEqualTo(id);
    }

    @Test
    void another_hospital_sees_nothing_and_does_nothing() {
        send(refused("A04"), "AR 203 MSH-12");
        String id = id(waiting(), 0);
        String other = service.staff("meiyan", "S2");
        assertThat(service.get(other, "/refused").is(200).json().path("items").isEmpty())
                .isTrue();
        service.get(other, "/refused?feed=tongren/his").isProblem(404, "not-found");
        service.get(other, "/refused/" + id).isProblem(404, "not-found");
        service.get(other, "/refused/" + id + "?content=true").isProblem(404, "not-found");
        service.post(other, "/refused/" + id + "/replay", Map.of()).isProblem(404, "not-found");
        service.post(other, "/refused/" + id + "/discard", Map.of()).isProblem(404, "not-found");
        service.post(other, "/refused/replays", Map.of("feed", "tongren/his")).isProblem(404, "not-found");
        service.get(service.doctor("tongren", "D1"), "/refused").isProblem(403, "wrong-role");
        service.call(staff, "POST", "/refused/" + id + "/discard", Map.of(), Map.of())
                .isProblem(400, "idempotency-key-missing");
        String operator = service.token("operator", "installation", "O1").build();
        assertThat(service.get(operator, "/refused")
                        .is(200)
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
        service.get(operator, "/refused/" + id).is(200);
        service.get(operator, "/refused/" + id + "?content=true").isProblem(403, "wrong-role");
        assertThat(waiting().size()).isEqualTo(1);
    }

    @Test
    void a_page_follows_the_other() {
        for (int i = 0; i < 5; i++) {
            send(refused("A08"), "AR 203 MSH-12");
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = service.get(
                            staff, "/refused?limit=2&feed=tongren/his" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .is(200)
                    .json();
            page.path("items").forEach(one -> seen.add(one.path("id").asString()));
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(5).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void the_oldest_make_room() {
        for (int i = 0; i < 35; i++) {
            send(refused("A08"), "AR 203 MSH-12");
        }
        assertThat(waiting().size()).isEqualTo(30);
        assertThat(service.metrics()).containsPattern("carecontact_feed_refused_displaced_total\\{[^}]*} [1-9]");
    }

    @Test
    void nothing_of_a_person_is_in_clear_and_a_citizens_number_is_nowhere(CapturedOutput output) {
        SampleMessage message =
                refused("A04").set("PID", 19, CITIZEN).set("NK1", 12, CITIZEN.toLowerCase(java.util.Locale.ROOT));
        send(message, "AR 203 MSH-12");
        try (MllpClient client = connect()) {
            // Nothing of a header: its ids may be anything.
            assertThat(client.exchange("MSH|^~\\&|" + SampleMessage.MOBILE + "|tongren|||20261123||ADT^A04|" + CITIZEN
                                    + "|P|2.5\rPID|1||" + patient + "^^^HIS^PI||" + SampleMessage.NAME + "\r")
                            .verdict())
                    .isEqualTo("AE 102 MSH-10");
            assertThat(client.exchange(SampleMessage.NAME + SampleMessage.MOBILE + CITIZEN)
                            .code())
                    .isEqualTo("AR");
        }
        JsonNode items = waiting();
        assertThat(items.size()).isEqualTo(3);
        List<String> kept = new ArrayList<>();
        for (Document document : database().getCollection("refused").find()) {
            assertThat(service.bean(Seal.class)
                            .open(document.get("sealed", Binary.class).getData(), SealPurposes.refused("tongren")))
                    .as("sealed")
                    .doesNotContain("110105194912310");
            kept.add(document.toJson(
                    JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build()));
        }
        String content = service.get(staff, "/refused/" + id(items, 0) + "?content=true")
                .is(200)
                .text("content");
        assertThat(content).contains(SampleMessage.NAME, SampleMessage.MOBILE).doesNotContain("110105194912310");
        assertThat(output.getOut()).contains("refused-message").contains("opened");
        for (String text : List.of(String.join("\n", kept), items.toString(), service.metrics(), output.getOut())) {
            assertThat(text)
                    .doesNotContain(
                            SampleMessage.NAME,
                            SampleMessage.MOBILE,
                            SampleMessage.KIN_MOBILE,
                            SampleMessage.BORN,
                            "110105194912310");
        }
        assertThat(String.join("\n", kept)).doesNotContain(patient);
    }

    @Test
    void what_is_too_large_is_cut_and_never_replayed() {
        byte[] large =
                refused("A04").set("PID", 11, "x".repeat(300 * 1024)).text().getBytes(StandardCharsets.UTF_8);
        try (MllpClient client = connect()) {
            client.write(MllpClient.block(large));
            assertThat(client.receive().code()).isEqualTo("AR");
        }
        JsonNode one = waiting().path(0);
        assertThat(one.path("cut").asBoolean()).isTrue();
        assertThat(service.get(staff, "/refused/" + one.path("id").asString())
                        .json()
                        .path("explanation")
                        .path("what")
                        .path("en")
                        .asString())
                .contains("too large");
        assertThat(replay(one.path("id").asString())
                        .is(200)
                        .json()
                        .path("stoppedBy")
                        .path("remedy")
                        .asString())
                .contains("Discard");
    }

    @Test
    void after_its_days_it_is_gone() {
        send(refused("A04"), "AR 203 MSH-12");
        assertThat(waiting().size()).isEqualTo(1);
        try (RunningService _ = gateway(HospitalsFolder.of(HOSPITALS))
                .with(
                        "spring.mongodb.uri",
                        org.carecontact.testsupport.Installation.shared().mongoUri("gateway_refused"))
                .with("carecontact.clock.offset", "P14DT1H")
                .start()) {
            Eventually.holds(() -> waiting().isEmpty());
        }
    }

    private static <T> List<T> atOnce(int many, Callable<T> call) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(many);
        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            List<Future<T>> all = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                all.add(threads.submit(() -> {
                    barrier.await();
                    return call.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : all) {
                results.add(one.get());
            }
            return results;
        }
    }
}
