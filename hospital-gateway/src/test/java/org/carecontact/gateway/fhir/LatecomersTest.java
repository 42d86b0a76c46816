package org.carecontact.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.gateway.fhir.Samples.encounter;
import static org.carecontact.gateway.fhir.Samples.entry;
import static org.carecontact.gateway.fhir.Samples.json;
import static org.carecontact.gateway.fhir.Samples.patient;
import static org.carecontact.gateway.fhir.Samples.reference;
import static org.carecontact.gateway.fhir.StaffSamples.appointment;
import static org.carecontact.gateway.fhir.StaffSamples.practitioner;
import static org.carecontact.gateway.fhir.StaffSamples.role;
import static org.carecontact.gateway.fhir.StaffSamples.schedule;
import static org.carecontact.gateway.fhir.StaffSamples.slot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.EncounterStatus;
import org.carecontact.events.PatientMerged;
import org.carecontact.events.ScheduleChanged;
import org.carecontact.events.ScheduleSlot;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.MongoDatabaseFactory;

// Longer than 300 lines: one thing that comes too early after the other.
/** Resources that come before those that they refer to. */
class LatecomersTest {

    private static final String EIGHT = "2026-11-23T08:00:00+08:00";
    private static final String NINE = "2026-11-23T09:00:00+08:00";
    private static final FhirFeeds FEEDS = FhirFeeds.of("departments: { 心内科: cardiology }");
    private static final RunningService SERVICE =
            FEEDS.gateway().with("carecontact.refused.sweep-every", "200ms").start();

    private String number = "";
    private String id = "";

    @BeforeEach
    void somebody_nobody_else_knows() {
        number = FhirFeeds.newNumber();
        id = number + "-id";
    }

    private static Answer waits(Answer answer, int status, String place) {
        answer.is(status);
        assertThat(answer.text("resourceType")).isEqualTo("OperationOutcome");
        assertThat(answer.json().at("/issue/0/severity").asString()).isEqualTo("information");
        assertThat(answer.json().at("/issue/0/expression/0").asString("")).isEqualTo(place);
        assertThat(answer.json().at("/issue/0/diagnostics").asString()).contains("7 days");
        return answer;
    }

    private static void stored(Answer answer, int status) {
        answer.is(status);
        assertThat(answer.json().at("/issue/0/diagnostics").asString()).isEqualTo("Stored");
    }

    private static void isUnknown(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().at("/issue/0/code").asString()).isEqualTo("not-found");
    }

    private static Document kept(RunningService service, String waitsFor) {
        Document found = service.bean(MongoDatabaseFactory.class)
                .getMongoDatabase()
                .getCollection("refused")
                .find(new Document("waitsFor", "tongren:" + waitsFor))
                .first();
        assertThat(found).isNotNull();
        return found;
    }

    private List<ScheduleChanged> schedules(int count) {
        return Topic.of(Topics.schedules("tongren")).expect("tongren:" + number, ScheduleChanged.class, count);
    }

    private List<EncounterChanged> encounters(int count) {
        return Topic.of(Topics.encounters("tongren")).expect("tongren:" + number, EncounterChanged.class, count);
    }

    private String visit() {
        return encounter(id, "V" + number, reference("Patient/" + id), "arrived", EIGHT);
    }

    @Test
    void a_visit_waits_for_its_patient_and_is_seen_on_the_feeds_page() {
        String staff = SERVICE.staff("tongren", "S1");
        Answer answer = waits(FEEDS.put("Encounter/" + id, visit()), 200, "Encounter.subject");
        assertThat(answer.body()).contains("Patient").doesNotContain(number);
        waits(FEEDS.put("Encounter/" + id, visit()), 200, "Encounter.subject");
        Document kept = kept(SERVICE, "Patient/" + id);
        assertThat(kept.getString("state")).isEqualTo("WAITING");
        assertThat(kept.get("times", 0L)).isEqualTo(2);
        assertThat(SERVICE.get(staff, "/feeds").is(200).body())
                .containsPattern("\"waiting\":[1-9]\\d*,\"oldestWaiting\":\"2");
        assertThat(SERVICE.metrics()).containsPattern("carecontact_feed_waiting\\{[^}]*} [1-9]");
        assertThat(SERVICE.get(staff, "/refused?state=WAITING").is(200).body())
                .contains(kept.getString("_id"), "Encounter.subject", "\"answer\":\"200\"");
        assertThat(SERVICE.get(staff, "/refused").is(200).body()).doesNotContain(kept.getString("_id"));
        assertThat(SERVICE.get(staff, "/refused/" + kept.getString("_id") + "?content=true")
                        .is(200)
                        .body())
                .contains("V" + number);

        stored(FEEDS.put("Patient/" + id, patient(id, number)), 200);
        EncounterChanged told = encounters(1).getFirst();
        assertThat(told.getStatus()).isEqualTo(EncounterStatus.IN_PROGRESS);
        assertThat(told.getChangedAt()).isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
        Eventually.holds(() -> kept(SERVICE, "Patient/" + id).getString("state").equals("REPLAYED"));
        assertThat(kept(SERVICE, "Patient/" + id).containsKey("sealed")).isFalse();
        stored(FEEDS.put("Encounter/" + id, visit()), 200);
        FEEDS.put("Encounter/" + id, visit().replace("arrived", "finished").replace(EIGHT, NINE))
                .is(200);
        assertThat(encounters(2).getLast().getStatus()).isEqualTo(EncounterStatus.FINISHED);
    }

    @RepeatedTest(30)
    void any_order_of_a_doctors_day_ends_alike(RepetitionInfo which) {
        String at = id;
        List<String> day = new ArrayList<>(List.of(
                practitioner(at, number, EIGHT, ""),
                role(at, reference("Practitioner/" + at), EIGHT, ""),
                schedule(at, EIGHT, reference("PractitionerRole/" + at), ""),
                slot(at, EIGHT, reference("Schedule/" + at), "busy", ""),
                appointment(at, EIGHT, "booked", reference("Location/2"), ",'slot':[" + reference("Slot/" + at) + "]")
                        .replace("24T09", "24T10")));
        Collections.shuffle(day, new Random(which.getCurrentRepetition()));
        for (String one : day) {
            String type = one.replaceAll("(?s).*?\"resourceType\":\"([A-Za-z]+)\".*", "$1");
            FEEDS.put(type + "/" + at, one).is(200);
        }
        List<ScheduleChanged> told = schedules(2);
        assertThat(told.getLast().getSlots()).hasSize(2);
    }

    @Test
    void of_two_versions_without_a_time_the_one_that_came_later_holds() {
        String busy = slot(id, EIGHT, reference("Schedule/" + id), "busy", "")
                .replace("\"meta\":{\"lastUpdated\":\"" + EIGHT + "\"},", "");
        assertThat(busy).doesNotContain("lastUpdated");
        waits(FEEDS.put("Slot/" + id, busy), 200, "Slot.schedule");
        waits(FEEDS.put("Slot/" + id, busy.replace("\"busy\"", "\"free\"")), 200, "Slot.schedule");
        waits(
                FEEDS.put(
                        "Slot/" + id + "2",
                        busy.replace("\"id\":\"" + id, "\"id\":\"" + id + "2")
                                .replace("2026-11-24T09:", "2026-11-24T10:")),
                200,
                "Slot.schedule");
        FEEDS.put("Practitioner/" + id, practitioner(id, number, EIGHT, "")).is(200);
        stored(FEEDS.put("Schedule/" + id, schedule(id, EIGHT, reference("Practitioner/" + id), "")), 200);
        Eventually.holds(() -> SERVICE.bean(MongoDatabaseFactory.class)
                        .getMongoDatabase()
                        .getCollection("refused")
                        .countDocuments(new Document("waitsFor", "tongren:Schedule/" + id).append("state", "WAITING"))
                == 0);
        Eventually.passes(() -> {
            List<ScheduleChanged> told =
                    Topic.of(Topics.schedules("tongren")).events("tongren:" + number, ScheduleChanged.class);
            assertThat(told).isNotEmpty();
            assertThat(told.getLast().getSlots())
                    .extracting(ScheduleSlot::getFrom)
                    .containsExactly(Instant.parse("2026-11-24T02:00:00Z"));
        });
    }

    @Test
    void a_version_that_waited_does_not_outrank_one_that_came_after_it() {
        FEEDS.put("Practitioner/" + id, practitioner(id, number, EIGHT, "")).is(200);
        FEEDS.put("Schedule/" + id, schedule(id, EIGHT, reference("Practitioner/" + id), ""))
                .is(200);
        String other = slot(id, EIGHT, reference("Schedule/late" + id), "busy", "")
                .replace("\"meta\":{\"lastUpdated\":\"" + EIGHT + "\"},", "");
        waits(FEEDS.put("Slot/" + id, other), 200, "Slot.schedule");
        stored(
                FEEDS.put(
                        "Slot/" + id,
                        other.replace("Schedule/late", "Schedule/").replace("\"busy\"", "\"free\"")),
                200);
        waits(
                FEEDS.put(
                        "Slot/z" + id,
                        other.replace("\"id\":\"" + id, "\"id\":\"z" + id).replace("24T09", "24T10")),
                200,
                "Slot.schedule");
        FEEDS.put("Schedule/late" + id, schedule("late" + id, EIGHT, reference("Practitioner/" + id), ""))
                .is(200);
        assertThat(schedules(1).getLast().getSlots())
                .extracting(ScheduleSlot::getFrom)
                .containsExactly(Instant.parse("2026-11-24T02:00:00Z"));
    }

    @Test
    void what_comes_in_the_same_moment_is_not_missed() throws Exception {
        FEEDS.put("Practitioner/" + id, practitioner(id, number, EIGHT, "")).is(200);
        int pairs = 40;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Answer>> all = new ArrayList<>();
            for (int i = 0; i < pairs; i++) {
                String at = id + i;
                String slot = slot(at, EIGHT, reference("Schedule/" + at), "busy", "")
                        .replace("24T09", "24T" + (10 + i % 10))
                        .replace("2026-11-24", "2026-11-" + (24 + i / 10));
                all.add(threads.submit(() -> FEEDS.put("Slot/" + at, slot).is(200)));
                all.add(threads.submit(() -> FEEDS.put(
                                "Schedule/" + at, schedule(at, EIGHT, reference("Practitioner/" + id), ""))
                        .is(200)));
            }
            for (Future<Answer> one : all) {
                one.get();
            }
        }
        assertThat(schedules(pairs).getLast().getSlots()).hasSize(pairs);
    }

    @Test
    void what_is_created_is_found_by_the_id_that_was_answered() {
        String slot = slot("x", EIGHT, reference("Schedule/" + id), "busy", "").replace("\"id\":\"x\",", "");
        Answer created = waits(FEEDS.post("Slot", slot), 201, "Slot.schedule");
        String at = created.header("Location").replaceAll(".*/(Slot/[^/]+).*", "$1");
        String more = ",'slot':[" + reference(at) + "]";
        waits(
                FEEDS.post(
                        "Appointment",
                        appointment("x", EIGHT, "booked", reference("Location/2"), more)
                                .replace("24T09", "24T10")
                                .replace("\"id\":\"x\",", "")),
                201,
                "Appointment.slot[0]");
        FEEDS.put("Practitioner/" + id, practitioner(id, number, EIGHT, "")).is(200);
        FEEDS.put("Schedule/" + id, schedule(id, EIGHT, reference("Practitioner/" + id), ""))
                .is(200);
        assertThat(schedules(2).getLast().getSlots()).hasSize(2);
    }

    @Test
    void a_schedule_is_waited_for_by_its_identifier_too() {
        String named = "{'type':'Schedule','identifier':{'system':'http://his.example/plan','value':'" + id + "'}}";
        waits(FEEDS.put("Slot/" + id, slot(id, EIGHT, named, "busy", "")), 200, "Slot.schedule");
        FEEDS.put("Practitioner/" + id, practitioner(id, number, EIGHT, "")).is(200);
        String more = ",'identifier':[{'system':'http://his.example/plan','value':'" + id + "'}]";
        FEEDS.put("Schedule/" + id, schedule(id, EIGHT, reference("Practitioner/" + id), more))
                .is(200);
        schedules(1);
    }

    @Test
    void a_merge_waits_for_the_survivor() {
        FEEDS.put("Patient/" + id, patient(id, number)).is(200);
        FEEDS.put("Encounter/" + id, visit()).is(200);
        String more = patient(id, number)
                .replaceFirst(
                        "\\{",
                        "{\"link\":[{\"other\":{\"reference\":\"Patient/S" + id + "\"},\"type\":\"replaced-by\"}],");
        waits(FEEDS.put("Patient/" + id, more), 200, "Patient.link[0].other");
        FEEDS.put("Patient/S" + id, patient("S" + id, "S" + number)).is(200);
        Topic.of(Topics.encounters("tongren")).expect("tongren:" + number, PatientMerged.class, 1);
    }

    @Test
    void an_entry_of_a_batch_waits_by_itself_and_a_transaction_does_not() {
        String visit = entry("http://his.example/e", "PUT", "Encounter/" + id, visit());
        isUnknown(FEEDS.bundle("transaction", visit));
        Answer batch = FEEDS.bundle(
                "batch",
                visit,
                entry(
                        "http://his.example/s",
                        "PUT",
                        "Slot/" + id,
                        slot(id, EIGHT, reference("urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"), "busy", "")));
        batch.is(200);
        assertThat(batch.json().at("/entry/0/response/status").asString()).isEqualTo("200 OK");
        assertThat(batch.json().at("/entry/0/response/outcome/issue/0/severity").asString())
                .isEqualTo("information");
        assertThat(batch.json().at("/entry/1/response/status").asString()).isEqualTo("422");
        FEEDS.bundle("batch", entry("http://his.example/p", "PUT", "Patient/" + id, patient(id, number)))
                .is(200);
        encounters(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'reference':'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0'}",
                "{'type':'Patient','identifier':{'type':{'coding':[{'code':'SS'}]},'value':'1'}}",
                "{'reference':'Group/1'}",
                "{'reference':'Practitioner/1'}",
                "{'reference':'Patient/990101190001011002'}",
                "{'display':'somebody'}"
            })
    void what_no_other_resource_will_make_somebody_is_refused(String subject) {
        isUnknown(FEEDS.put("Encounter/" + id, encounter(id, "V" + number, subject, "arrived", EIGHT)));
    }

    @Test
    void what_is_wrong_in_itself_does_not_wait() {
        FEEDS.put(
                        "Slot/" + id,
                        slot(id, EIGHT, reference("Schedule/" + id), "busy", "").replace("24T09:30", "24T08:30"))
                .is(422);
        FEEDS.send(
                        "PUT",
                        "Slot?identifier=http://his.example/slot%7Cother",
                        FhirFeeds.JSON,
                        slot(id, EIGHT, reference("Schedule/" + id), "busy", ""))
                .is(422);
    }

    @Test
    void what_waited_and_cannot_be_taken_after_all_is_for_a_person() {
        String other = FhirFeeds.newNumber();
        FEEDS.put("Patient/" + other, patient(other, other)).is(200);
        FEEDS.put("Encounter/" + id, encounter(id, "V" + number, reference("Patient/" + other), "arrived", EIGHT))
                .is(200);
        waits(FEEDS.put("Encounter/" + id, visit()), 200, "Encounter.subject");
        FEEDS.put("Patient/" + id, patient(id, number)).is(200);
        Eventually.holds(() -> kept(SERVICE, "Patient/" + id).getString("state").equals("REFUSED"));
        assertThat(SERVICE.get(SERVICE.staff("tongren", "S1"), "/refused").body())
                .contains(kept(SERVICE, "Patient/" + id).getString("_id"));
    }

    @Test
    void what_waits_is_sealed_and_has_no_citizens_number() {
        String citizens = "990101190001011002";
        String named = "'display':'欧阳'}";
        String text = visit().replace(
                        "\"reference\":\"Patient/" + id + "\"}", json("'reference':'Patient/" + id + "'," + named))
                .replaceFirst(
                        "\\{",
                        json("{'text':{'status':'generated','div':'<div xmlns=\\'http://www.w3.org/1999/xhtml\\'>"
                                        + citizens + " 14010000001</div>'},")
                                .replace("\\\"", "\\\\\""));
        waits(FEEDS.put("Encounter/" + id, text), 200, "Encounter.subject");
        Document kept = kept(SERVICE, "Patient/" + id);
        assertThat(kept.toJson()).doesNotContain(citizens, "14010000001", "欧阳", "V" + number);
        FEEDS.put("Patient/" + id, patient(id, number)).is(200);
        encounters(1);
    }

    @Test
    void what_waits_outlives_the_process_and_what_it_missed() {
        FhirFeeds feeds = FhirFeeds.of();
        RunningService.Builder apart = feeds.gateway()
                .with(
                        "spring.mongodb.uri",
                        org.carecontact.testsupport.Installation.shared().mongoUri("gateway_latecomers"))
                .with("carecontact.refused.most-waiting", 2)
                .with("carecontact.refused.sweep-every", "200ms");
        String third = encounter("W", "W", reference("Patient/W" + id), "arrived", EIGHT);
        try (RunningService first = apart.start()) {
            waits(feeds.put("Encounter/" + id, visit()), 200, "Encounter.subject");
            waits(
                    feeds.put("Slot/" + id, slot(id, EIGHT, reference("Schedule/" + id), "busy", "")),
                    200,
                    "Slot.schedule");
            isUnknown(feeds.put("Encounter/W", third));
            // As if it had ended between what came and what waited for it.
            first.bean(MongoDatabaseFactory.class)
                    .getMongoDatabase()
                    .getCollection("fhir-ids")
                    .insertOne(new Document("_id", "tongren:Patient/" + id).append("number", number));
        }
        try (RunningService second = apart.start()) {
            encounters(1);
            Eventually.holds(
                    () -> kept(second, "Patient/" + id).getString("state").equals("REPLAYED"));
            waits(feeds.put("Encounter/W", third), 200, "Encounter.subject");
        }
        try (RunningService last =
                apart.with("carecontact.refused.waiting", "0s").start()) {
            Eventually.holds(
                    () -> kept(last, "Patient/W" + id).getString("state").equals("REFUSED"));
            assertThat(last.get(last.staff("tongren", "S1"), "/refused").body()).contains("Slot.schedule");
        }
    }
}
