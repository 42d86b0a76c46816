package org.carecontact.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.gateway.fhir.Samples.entry;
import static org.carecontact.gateway.fhir.Samples.json;
import static org.carecontact.gateway.fhir.Samples.reference;
import static org.carecontact.gateway.fhir.StaffSamples.appointment;
import static org.carecontact.gateway.fhir.StaffSamples.practitioner;
import static org.carecontact.gateway.fhir.StaffSamples.role;
import static org.carecontact.gateway.fhir.StaffSamples.schedule;
import static org.carecontact.gateway.fhir.StaffSamples.slot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.carecontact.events.DoctorChanged;
import org.carecontact.events.ScheduleChanged;
import org.carecontact.localparts.Ports;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What of staff and schedules can't be taken is refused with its place; nothing of it is stored, and nothing repeated. */
class StaffRefusalsTest {

    private static final String MARK = "MarkOfTheDoctor";
    private static final String EIGHT = "2026-11-23T08:00:00+08:00";
    private static final String NINE = "2026-11-23T09:00:00+08:00";
    private static final String OTHERS_SECRET = "another-secret";

    private static final FhirFeeds FEEDS = FhirFeeds.of();
    private static final int OTHERS_PORT = Ports.free();
    private static final RunningService SERVICE = start();

    /** With a second hospital. */
    private static RunningService start() {
        try {
            Path feeds =
                    Files.createDirectories(FEEDS.folder().resolve("meiyan").resolve("feeds"));
            Files.writeString(
                    feeds.resolve("fhir.yml"),
                    "hospital: meiyan\nlike: fhir\nport: " + OTHERS_PORT + "\nsecrets: ["
                            + FhirFeeds.sha256(OTHERS_SECRET) + "]\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return FEEDS.gateway()
                .topics(2, Topics.doctors("meiyan"), Topics.schedules("meiyan"))
                .start();
    }

    @BeforeAll
    static void somebody_is_known() {
        assertThat(SERVICE).isNotNull();
        FEEDS.put("Practitioner/known", practitioner("known", "KNOWN", EIGHT, ""))
                .is(200);
        FEEDS.put("Schedule/known", schedule("known", EIGHT, reference("Practitioner/known"), ""))
                .is(200);
    }

    private static void isRefused(Answer answer, int status, String code, String place) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.text("resourceType")).isEqualTo("OperationOutcome");
        assertThat(answer.json().at("/issue/0/code").asString()).isEqualTo(code);
        assertThat(answer.json().at("/issue/0/expression/0").asString("")).isEqualTo(place);
        assertThat(answer.json().at("/issue/0/diagnostics").asString()).isNotEmpty();
        assertThat(answer.body()).doesNotContain(MARK);
    }

    private static String without(String text, String element) {
        String changed = text.replaceAll(",?\\s*\"" + element + "\":(\"[^\"]*\"|\\[[^\\]]*\\]|\\{[^}]*\\})", "");
        assertThat(changed).isNotEqualTo(text);
        return changed;
    }

    static Stream<Arguments> broken() {
        String known = reference("Practitioner/known");
        String plan = reference("Schedule/known");
        String unknown = reference("Practitioner/" + MARK);
        String slot = slot("x", EIGHT, plan, "busy", "");
        String booked = appointment("x", EIGHT, "booked", known, "");
        return Stream.of(
                Arguments.of(
                        "an unusable number",
                        practitioner("x", "y".repeat(65), EIGHT, ""),
                        "value",
                        "Practitioner.identifier"),
                Arguments.of(
                        "no number at all",
                        json("{'resourceType':'Practitioner'}"),
                        "value",
                        "Practitioner.identifier"),
                Arguments.of(
                        "a role of somebody unknown",
                        role("x", unknown, EIGHT, ""),
                        "not-found",
                        "PractitionerRole.practitioner"),
                Arguments.of(
                        "a role of a role that is its own",
                        role(
                                "x",
                                reference("#r"),
                                EIGHT,
                                ",'contained':[{'resourceType':'PractitionerRole','id':'r'}]"),
                        "not-found",
                        "PractitionerRole.practitioner"),
                Arguments.of("nobody's schedule", schedule("x", EIGHT, "", ""), "required", "Schedule.actor"),
                Arguments.of(
                        "the schedule of somebody unknown",
                        schedule("x", EIGHT, reference("Location/1") + "," + unknown, ""),
                        "not-found",
                        "Schedule.actor[1]"),
                Arguments.of("a slot without a status", without(slot, "status"), "required", "Slot.status"),
                Arguments.of("a slot without a schedule", without(slot, "schedule"), "required", "Slot.schedule"),
                Arguments.of(
                        "a slot of an unknown schedule",
                        slot("x", EIGHT, reference("Schedule/" + MARK), "free", ""),
                        "not-found",
                        "Slot.schedule"),
                Arguments.of(
                        "a slot of a contained schedule of somebody unknown",
                        slot(
                                "x",
                                EIGHT,
                                reference("#p"),
                                "busy",
                                ",'contained':[{'resourceType':'Schedule','id':'p','actor':[" + unknown + "]}]"),
                        "not-found",
                        "Slot.schedule"),
                Arguments.of(
                        "a slot of something else",
                        slot("x", EIGHT, reference("Practitioner/known"), "busy", ""),
                        "not-found",
                        "Slot.schedule"),
                Arguments.of("a slot without a start", without(slot, "start"), "required", "Slot.start"),
                Arguments.of(
                        "a slot that starts on a day",
                        slot.replace("\"start\":\"2026-11-24T09:00:00+08:00\"", "\"start\":\"2026-11-24\""),
                        "required",
                        "Slot.start"),
                Arguments.of("a slot without an end", without(slot, "end"), "required", "Slot.end"),
                Arguments.of(
                        "a slot that ends before it begins", slot.replace("24T09:30", "24T08:30"), "value", "Slot.end"),
                Arguments.of(
                        "a slot of two years",
                        slot.replace("2026-11-24T09:30", "2028-11-24T09:30"),
                        "value",
                        "Slot.end"),
                Arguments.of(
                        "an appointment with somebody unknown",
                        appointment("x", EIGHT, "booked", unknown, ""),
                        "not-found",
                        "Appointment.participant[1].actor"),
                Arguments.of(
                        "an appointment with nobody of the Bundle",
                        appointment(
                                "x", EIGHT, "booked", reference("urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"), ""),
                        "not-found",
                        "Appointment.participant[1].actor"),
                Arguments.of(
                        "an appointment of an unknown slot only",
                        appointment(
                                "x",
                                EIGHT,
                                "booked",
                                reference("Location/2"),
                                ",'slot':[" + reference("Slot/" + MARK) + "]"),
                        "not-found",
                        "Appointment.slot[0]"),
                Arguments.of(
                        "a booked appointment without a time",
                        without(without(booked, "start"), "end"),
                        "required",
                        "Appointment.start"),
                Arguments.of(
                        "an appointment that ends before it begins",
                        booked.replace("24T09:30", "24T08:30"),
                        "value",
                        "Appointment.end"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void what_cannot_be_taken_is_refused_with_its_place(String what, String body, String code, String place) {
        Answer alone = FEEDS.post(place.replaceAll("\\..*", ""), body);
        if (body.contains("/" + MARK + "\"")) {
            alone.is(201); // it waits for whoever that is
            assertThat(alone.body()).contains("\"information\"", place).doesNotContain(MARK);
        } else {
            isRefused(alone, 422, code, place);
        }
        Answer bundled = FEEDS.bundle(
                "transaction",
                entry("urn:uuid:good", "PUT", "Practitioner/good", practitioner("good", "G" + MARK, EIGHT, "")),
                entry("urn:uuid:bad", "POST", place.replaceAll("\\..*", ""), body));
        isRefused(bundled, 422, code, "Bundle.entry[1].resource" + place.substring(place.indexOf('.')));
        isRefused(
                FEEDS.bundle(
                        "transaction",
                        entry(
                                "urn:uuid:plan",
                                "POST",
                                "Schedule",
                                schedule("x", EIGHT, reference("Practitioner/good"), ""))),
                422,
                "not-found",
                "Bundle.entry[0].resource.actor[0]");
    }

    static Stream<Arguments> malformed() {
        String slot = slot("x", EIGHT, reference("Schedule/known"), "busy", "");
        return Stream.of(
                Arguments.of("Slot", slot.replace("\"busy\"", "\"" + MARK + "\""), "code-invalid", "Slot.status"),
                Arguments.of("Slot", slot.replace("2026-11-24T09:00", MARK), "value", "Slot.start"),
                Arguments.of(
                        "Slot",
                        slot.replace("\"overbooked\":true", "\"overbooked\":\"" + MARK + "\""),
                        "value",
                        "Slot.overbooked"),
                Arguments.of("Slot", slot.replace("\"comment\"", "\"remark\""), "structure", "Slot.remark"),
                Arguments.of(
                        "Schedule",
                        json("{'resourceType':'Schedule','actor':{'reference':'x'}}"),
                        "structure",
                        "Schedule.actor"),
                Arguments.of(
                        "PractitionerRole",
                        json("{'resourceType':'PractitionerRole','active':'" + MARK + "'}"),
                        "value",
                        "PractitionerRole.active"),
                Arguments.of(
                        "Appointment",
                        appointment("x", EIGHT, MARK, reference("Practitioner/known"), ""),
                        "code-invalid",
                        "Appointment.status"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("malformed")
    void what_cannot_be_read_is_refused_with_its_place(String type, String body, String code, String place) {
        isRefused(FEEDS.post(type, body), 400, code, place);
    }

    @Test
    void an_appointment_without_a_status_is_refused() {
        String text = appointment("x", EIGHT, "booked", reference("Practitioner/known"), "")
                .replace("\"status\":\"booked\",", "");
        isRefused(FEEDS.post("Appointment", text), 422, "required", "Appointment.status");
    }

    @Test
    void what_says_not_who_is_meant_costs_a_warning_with_its_place() {
        Answer answer = FEEDS.put(
                        "Schedule/vague", schedule("vague", EIGHT, "{'identifier':{'value':'" + MARK + "'}}", ""))
                .is(200);
        assertThat(answer.json().at("/issue/0/severity").asString()).isEqualTo("warning");
        assertThat(answer.json().at("/issue/0/expression/0").asString()).isEqualTo("Schedule.actor[0]");
        assertThat(answer.body()).doesNotContain(MARK);
        assertThat(FEEDS.put(
                                "Schedule/known",
                                schedule("known", NINE, reference("Practitioner/known"), ",'active':false"))
                        .is(200)
                        .body())
                .contains("Schedule.active");
        FEEDS.put("Schedule/known", schedule("known", "2026-11-23T10:00:00+08:00", reference("Practitioner/known"), ""))
                .is(200);
    }

    @Test
    void of_a_batch_each_entry_is_answered_by_itself() {
        String number = FhirFeeds.newNumber();
        Answer answer = FEEDS.bundle(
                        "batch",
                        entry("urn:uuid:a", "PUT", "Slot/a", slot("a", EIGHT, reference("urn:uuid:none"), "busy", "")),
                        entry(
                                "urn:uuid:b",
                                "PUT",
                                "Slot/b" + number,
                                slot("b" + number, EIGHT, reference("urn:uuid:c"), "busy", "")),
                        entry(
                                "urn:uuid:c",
                                "PUT",
                                "Schedule/c" + number,
                                schedule("c" + number, EIGHT, reference("urn:uuid:d"), "")),
                        entry("urn:uuid:d", "PUT", "Practitioner/" + number, practitioner(number, number, EIGHT, "")))
                .is(200);
        List<String> statuses = new ArrayList<>();
        for (JsonNode entry : answer.json().path("entry")) {
            statuses.add(entry.at("/response/status").asString());
        }
        assertThat(statuses).containsExactly("422", "200 OK", "200 OK", "200 OK");
        assertThat(Topic.of(Topics.schedules("tongren")).expect("tongren:" + number, ScheduleChanged.class, 1))
                .hasSize(1);
    }

    @Test
    void another_hospitals_doctor_and_schedule_of_the_same_ids_are_others() {
        String number = FhirFeeds.newNumber();
        FEEDS.put("Practitioner/" + number, practitioner(number, number, EIGHT, ""))
                .is(200);
        FEEDS.put("Schedule/" + number, schedule(number, EIGHT, reference("Practitioner/" + number), ""))
                .is(200);
        String slot = slot(number, EIGHT, reference("Schedule/" + number), "busy", "");
        assertThat(atOther(OTHERS_SECRET, "Slot/" + number, slot).is(200).body())
                .contains("Slot.schedule", "comes");
        isRefused(atOther(FhirFeeds.SECRET, "Slot/" + number, slot), 401, "login", "");
        atOther(OTHERS_SECRET, "Practitioner/" + number, practitioner(number, number, EIGHT, ",'active':false"))
                .is(200);
        assertThat(Topic.of(Topics.doctors("meiyan")).expect("meiyan:" + number, DoctorChanged.class, 1))
                .extracting(DoctorChanged::getActive)
                .containsExactly(false);
        FEEDS.put("Slot/" + number, slot).is(200);
        Topic.of(Topics.schedules("tongren")).expect("tongren:" + number, ScheduleChanged.class, 1);
        assertThat(Topic.of(Topics.doctors("tongren")).expect("tongren:" + number, DoctorChanged.class, 1))
                .extracting(DoctorChanged::getActive)
                .containsExactly(true);
    }

    private static Answer atOther(String secret, String path, String body) {
        return Answer.to(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + OTHERS_PORT + "/fhir/" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", FhirFeeds.JSON)
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void metadata_lists_what_can_be_sent_and_nothing_else() {
        JsonNode statement = Answer.to(FEEDS.request("/fhir/metadata")
                        .header("Authorization", "Bearer " + FhirFeeds.SECRET)
                        .header("Accept", FhirFeeds.JSON))
                .is(200)
                .json();
        List<String> types = new ArrayList<>();
        for (JsonNode resource : statement.at("/rest/0/resource")) {
            String type = resource.path("type").asString();
            if (type.equals("OperationDefinition")) {
                continue;
            }
            types.add(type);
            assertThat(resource.path("interaction").findValuesAsString("code"))
                    .as(type)
                    .containsExactlyInAnyOrder("create", "update");
            assertThat(resource.path("conditionalCreate").asBoolean()).as(type).isTrue();
            assertThat(resource.path("conditionalUpdate").asBoolean()).as(type).isTrue();
        }
        assertThat(types)
                .containsExactlyInAnyOrder(
                        "Patient", "Encounter", "Practitioner", "PractitionerRole", "Schedule", "Slot", "Appointment");
        assertThat(statement.at("/rest/0/interaction").findValuesAsString("code"))
                .contains("transaction");
    }
}
