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

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.carecontact.events.DepartmentChanged;
import org.carecontact.events.DoctorChanged;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.ScheduleChanged;
import org.carecontact.events.ScheduleKind;
import org.carecontact.events.ScheduleSlot;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.DepartmentId;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.Topic;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** Doctors and their schedules as a FHIR server tells of them. */
// Longer than 300 lines: one thing that a hospital tells after the other.
class StaffFlowTest {

    private static final String EIGHT = "2026-11-23T08:00:00+08:00";
    private static final String NINE = "2026-11-23T09:00:00+08:00";
    private static final String TEN = "2026-11-23T10:00:00+08:00";
    private static final ScheduleSlot CLINIC = taken(ScheduleKind.CLINIC);

    private static final FhirFeeds FEEDS = FhirFeeds.of("departments: { 心内科: cardiology, '394802001': medicine }");
    private static final RunningService SERVICE = FEEDS.gateway().start();

    private String number = "";
    private String id = "";

    @BeforeEach
    void a_doctor_nobody_else_knows() {
        number = FhirFeeds.newNumber();
        id = number + "-id";
    }

    private static ScheduleSlot taken(ScheduleKind kind) {
        return ScheduleSlot.newBuilder()
                .setKind(kind)
                .setFrom(Instant.parse("2026-11-24T01:00:00Z"))
                .setTo(Instant.parse("2026-11-24T01:30:00Z"))
                .build();
    }

    private static List<DoctorChanged> doctors(String number, int count) {
        return Topic.of(Topics.doctors("tongren")).expect("tongren:" + number, DoctorChanged.class, count);
    }

    private static List<ScheduleChanged> schedules(String number, int count) {
        return Topic.of(Topics.schedules("tongren")).expect("tongren:" + number, ScheduleChanged.class, count);
    }

    private static String put(String body) {
        String type = body.replaceAll("(?s).*\"resourceType\":\"([A-Za-z]+)\",\"id\":\"([^\"]+)\".*", "$1/$2");
        return FEEDS.put(type, body).is(200).body();
    }

    private void known() {
        put(practitioner(id, number, EIGHT, ""));
    }

    private String self() {
        return reference("Practitioner/" + id);
    }

    private static String identified(String number) {
        return "{'type':'Practitioner','identifier':{'value':'" + number + "'}}";
    }

    private void scheduled() {
        known();
        put(schedule(id, EIGHT, self(), ""));
    }

    private String inSchedule() {
        return reference("Schedule/" + id);
    }

    @Test
    void a_practitioner_has_a_name_a_title_and_a_number() {
        known();
        DoctorChanged told = doctors(number, 1).getFirst();
        assertThat(told.getName()).isEqualTo("司马青");
        assertThat(told.getTitle()).isEqualTo("主任医师");
        assertThat(told.getDepartment()).isEmpty();
        assertThat(told.getActive()).isTrue();
        assertThat(told.getChangedAt()).isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
        byte[] sealed = new byte[told.getSealedContactPoint().remaining()];
        told.getSealedContactPoint().duplicate().get(sealed);
        assertThat(SERVICE.bean(Seal.class).open(sealed, SealPurposes.contact("tongren", "DOCTOR", number)))
                .isEqualTo(StaffSamples.MOBILE);
    }

    @Test
    void what_a_later_version_leaves_out_stays_and_an_older_one_that_comes_late_changes_nothing() {
        put(practitioner(id, number, NINE, ",'active':false"));
        put(practitioner(id, number, EIGHT, ",'active':true").replace("司马", "欧阳"));
        put(json("{'resourceType':'Practitioner','id':'" + id + "','meta':{'lastUpdated':'" + TEN
                + "'},'identifier':[{'value':'" + number + "'}],'active':true}"));
        List<DoctorChanged> told = doctors(number, 2);
        assertThat(told).extracting(DoctorChanged::getActive).containsExactly(false, true);
        assertThat(told).extracting(DoctorChanged::getName).containsExactly("司马青", "司马青");
    }

    @Test
    void the_same_again_has_no_effect() {
        known();
        known();
        put(role(id, self(), NINE, ",'organization':{'display':'心内科'}"));
        put(role(id, self(), NINE, ",'organization':{'display':'心内科'}"));
        put(practitioner(id, number, TEN, ",'active':false"));
        assertThat(doctors(number, 3))
                .extracting(told -> told.getDepartment() + " " + told.getActive())
                .containsExactly(" true", "cardiology true", "cardiology false");
    }

    @Test
    void a_role_says_the_department_and_what_it_is_called() {
        known();
        String code = "dep-" + number;
        put(role(
                id,
                self(),
                NINE,
                ",'organization':{'reference':'Organization/tongren'},'healthcareService':[{'identifier':{'value':'"
                        + code + "'},'display':'心血管内科'}],'location':[{'reference':'Location/1','display':'南楼'}]"));
        assertThat(doctors(number, 2).getLast().getDepartment()).isEqualTo(code);
        String key = "tongren:department:" + new DepartmentId(code).encoded();
        assertThat(Topic.of(Topics.doctors("tongren"))
                        .expect(key, DepartmentChanged.class)
                        .getName())
                .isEqualTo("心血管内科");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",'organization':{'reference':'Organization/f001','display':'心内科'}",
                ",'organization':{'reference':'Organization/tongren'},'location':[{'display':'心内科'}]",
                ",'healthcareService':[{'reference':'HealthcareService/cardiology'}]",
                ",'organization':{'identifier':{'value':'心内科'}},'active':true,'period':{'start':'2020-01-01'}",
                ",'organization':{'reference':'Organization/tongren'},'healthcareService':[{'reference':'Organization?identifier=x|1','display':'心内科'}]"
            })
    void the_department_may_be_said_in_several_ways(String said) {
        known();
        put(role(id, self(), NINE, said));
        assertThat(doctors(number, 2).getLast().getDepartment()).isEqualTo("cardiology");
    }

    @Test
    void a_specialty_is_a_department_only_where_the_dialect_names_it() {
        known();
        put(role(id, self(), NINE, ""));
        assertThat(doctors(number, 1)).hasSize(1);
        put(role(id, self(), NINE, "").replace("408443003", "394802001"));
        assertThat(doctors(number, 2).getLast().getDepartment()).isEqualTo("medicine");
    }

    @Test
    void a_role_that_is_over_or_has_not_begun_says_nothing_of_where_the_doctor_works_now() {
        known();
        String at = ",'organization':{'identifier':{'value':'neurology'}}";
        put(role(id, self(), NINE, ",'organization':{'identifier':{'value':'cardiology'}}"));
        assertThat(put(role("a" + id, self(), TEN, at + ",'active':false"))).contains("PractitionerRole.active");
        assertThat(put(role("b" + id, self(), TEN, at + ",'period':{'end':'2026-11-22'}")))
                .contains("PractitionerRole.period");
        assertThat(put(role("c" + id, self(), TEN, at + ",'period':{'start':'2026-12-01'}")))
                .contains("PractitionerRole.period");
        assertThat(put(json("{'resourceType':'PractitionerRole','id':'d" + id + "'" + at + "}")))
                .contains("Not used");
        put(practitioner(id, number, TEN, ",'active':false"));
        assertThat(doctors(number, 3))
                .extracting(DoctorChanged::getDepartment)
                .containsExactly("", "cardiology", "cardiology");
    }

    @ParameterizedTest
    @CsvSource({
        "busy, 2, CLINIC",
        "busy-tentative, 2, CLINIC",
        "busy-unavailable, 3, ABSENCE",
        "free, 3, ",
        "entered-in-error, 3, "
    })
    void each_status_of_a_slot_has_its_meaning(String status, int events, @Nullable ScheduleKind kind) {
        scheduled();
        put(slot("s" + id, EIGHT, inSchedule(), "busy", ""));
        put(slot("s" + id, NINE, inSchedule(), status, ""));
        put(slot("t" + id, TEN, inSchedule(), "busy", "").replace("24T09:", "24T11:"));
        List<ScheduleSlot> slots =
                new ArrayList<>(schedules(number, events).getLast().getSlots());
        assertThat(slots.removeLast().getFrom()).isEqualTo(Instant.parse("2026-11-24T03:00:00Z"));
        assertThat(slots).isEqualTo(kind == null ? List.of() : List.of(taken(kind)));
    }

    @ParameterizedTest
    @CsvSource({
        "booked, true",
        "arrived, true",
        "checked-in, true",
        "fulfilled, true",
        "noshow, true",
        "cancelled, false",
        "entered-in-error, false",
        "proposed, false",
        "pending, false",
        "waitlist, false"
    })
    void each_status_of_an_appointment_has_its_meaning(String status, boolean stands) {
        known();
        put(appointment(id, EIGHT, "booked", self(), ""));
        put(appointment(id, NINE, status, self(), ""));
        put(appointment("x" + id, TEN, "booked", self(), "").replace("24T09:", "24T11:"));
        List<ScheduleChanged> told = schedules(number, stands ? 2 : 3);
        assertThat(told.getFirst().getSlots()).containsExactly(CLINIC);
        assertThat(told.getLast().getSlots()).hasSize(stands ? 2 : 1);
    }

    @Test
    void the_dialect_names_what_a_slot_or_an_appointment_is() {
        known();
        put(schedule(id, EIGHT, self(), ",'serviceType':[{'text':'手术'}]"));
        String own = json("'serviceType':[{'coding':[{'code':'57','display':'Immunization'}]}],");
        put(slot("s" + id, EIGHT, inSchedule(), "busy", "").replace(own, ""));
        assertThat(schedules(number, 1).getLast().getSlots()).containsExactly(taken(ScheduleKind.SURGERY));
        put(slot("s" + id, NINE, inSchedule(), "busy", "").replace("Immunization", "查房"));
        assertThat(schedules(number, 2).getLast().getSlots()).containsExactly(taken(ScheduleKind.ROUND));
        put(slot("t" + id, TEN, inSchedule(), "busy", ""));
        put(appointment(id, EIGHT, "booked", self(), ",'serviceType':[{'coding':[{'code':'SURGERY'}]}]"));
        assertThat(schedules(number, 4).getLast().getSlots())
                .containsExactlyInAnyOrder(CLINIC, taken(ScheduleKind.ROUND), taken(ScheduleKind.SURGERY));
    }

    @Test
    void a_slot_and_the_appointment_in_it_are_one_stretch_of_time() {
        scheduled();
        put(slot("1", EIGHT, inSchedule(), "busy", ",'identifier':[{'value':'" + number + "'}]"));
        put(appointment("1", NINE, "booked", self(), ",'identifier':[{'value':'" + number + "'}]"));
        put(appointment("1", TEN, "cancelled", self(), ",'identifier':[{'value':'" + number + "'}]"));
        put(slot("1", "2026-11-23T10:01:00+08:00", inSchedule(), "free", ",'identifier':[{'value':'" + number + "'}]"));
        List<ScheduleChanged> told = schedules(number, 2);
        assertThat(told).extracting(one -> one.getSlots().size()).containsExactly(1, 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_appointment_that_passes_to_another_doctor_is_no_longer_the_first_ones_whatever_came_first(boolean late) {
        String other = FhirFeeds.newNumber();
        String booked = appointment(id, EIGHT, "booked", identified(number), "");
        String passed = appointment(id, NINE, "booked", identified(other), "");
        put(late ? passed : booked);
        put(late ? booked : passed);
        assertThat(schedules(other, 1).getLast().getSlots()).containsExactly(CLINIC);
        assertThat(schedules(number, 2).getLast().getSlots()).isEmpty();
    }

    @Test
    void who_declines_or_only_sends_the_patient_loses_no_time() {
        String other = FhirFeeds.newNumber();
        String third = FhirFeeds.newNumber();
        put(appointment(id, EIGHT, "booked", identified(number), "")
                .replace(
                        json("'participant':["),
                        json("'participant':[{'actor':" + identified(other) + ",'status':'declined'},"
                                + "{'type':[{'coding':[{'code':'REF'}]}],'actor':" + identified(third)
                                + ",'status':'accepted'},")));
        assertThat(schedules(number, 1)).hasSize(1);
        put(appointment("x" + id, EIGHT, "booked", identified(other), "").replace("24T09:", "24T10:"));
        put(appointment("y" + id, EIGHT, "booked", identified(third), "").replace("24T09:", "24T10:"));
        assertThat(schedules(other, 1).getFirst().getSlots()).hasSize(1);
        assertThat(schedules(third, 1).getFirst().getSlots()).hasSize(1);
    }

    @Test
    void a_room_alone_takes_nobodys_time_and_takes_it_from_whoever_had_it() {
        known();
        String inARoom = appointment(id, NINE, "booked", reference("Location/2"), "");
        assertThat(put(inARoom)).contains("Not used");
        put(appointment(id, EIGHT, "booked", self(), ""));
        put(inARoom);
        assertThat(schedules(number, 2).getLast().getSlots()).isEmpty();
        put(schedule("room" + id, EIGHT, reference("Location/2"), ""));
        assertThat(put(slot("room" + id, EIGHT, reference("Schedule/room" + id), "busy", "")))
                .contains("Not used");
    }

    @Test
    void an_appointment_without_a_doctor_is_that_of_the_slots_schedule() {
        scheduled();
        put(slot("s" + id, EIGHT, inSchedule(), "free", ""));
        put(appointment(id, NINE, "booked", reference("Location/2"), ",'slot':[" + reference("Slot/s" + id) + "]"));
        assertThat(schedules(number, 1).getLast().getSlots()).containsExactly(CLINIC);
    }

    @Test
    void a_cancellation_that_comes_before_the_booking_holds() {
        known();
        put(appointment(id, NINE, "cancelled", self(), ""));
        put(appointment(id, EIGHT, "booked", self(), ""));
        put(slot("s" + id, NINE, inlined(), "entered-in-error", ""));
        scheduled();
        put(slot("t" + id, NINE, inSchedule(), "busy", "").replace("24T09:", "24T11:"));
        assertThat(schedules(number, 1)).hasSize(1);
        assertThat(schedules(number, 1).getFirst().getSlots()).hasSize(1);
    }

    private static String inlined() {
        return reference("Schedule/nobody-told-of-it");
    }

    @Test
    void whose_a_schedule_is_follows_its_newest_version_whatever_came_first() {
        String other = FhirFeeds.newNumber();
        String identifier = ",'identifier':[{'system':'http://his.example/plan','value':'P" + number + "'}]";
        put(schedule(id, TEN, identified(number), identifier));
        put(schedule(id, NINE, identified(other), identifier));
        put(slot("s" + id, TEN, inSchedule(), "busy", ""));
        put(slot("t" + id, TEN, "{'identifier':{'value':'P" + number + "'}}", "busy", "")
                .replace("24T09:", "24T10:"));
        put(slot("u" + id, TEN, reference("Schedule?identifier=http://his.example/plan%7CP" + number), "busy", "")
                .replace("24T09:", "24T11:"));
        assertThat(schedules(number, 3).getLast().getSlots()).hasSize(3);
    }

    @Test
    void of_many_versions_at_once_the_newest_says_whose_a_schedule_is() throws Exception {
        List<String> versions = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String doctor = i == 23 ? number : "other-" + number;
            versions.add(schedule(id, "2026-11-23T09:%02d:00+08:00".formatted(i), identified(doctor), ""));
        }
        Collections.shuffle(versions);
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            versions.forEach(version -> answers.add(callers.submit(() -> put(version))));
        }
        for (Future<String> answer : answers) {
            assertThat(answer.get()).contains("Stored");
        }
        put(slot("s" + id, TEN, inSchedule(), "busy", ""));
        assertThat(schedules(number, 1)).hasSize(1);
    }

    @Test
    void references_may_be_within_a_Bundle_by_address_or_identifier_or_contained() {
        String plan = "urn:uuid:1f7b1b1e-9e6b-4d3a-8d5c-0a1b2c3d4e5f";
        String person = "urn:uuid:2f7b1b1e-9e6b-4d3a-8d5c-0a1b2c3d4e5f";
        String roleId = "urn:uuid:3f7b1b1e-9e6b-4d3a-8d5c-0a1b2c3d4e5f";
        String identifier = ",'identifier':[{'system':'http://his.example/plan','value':'B" + number + "'}]";
        Answer answer = FEEDS.bundle(
                        "transaction",
                        entry(
                                "urn:uuid:a",
                                "POST",
                                "Appointment",
                                appointment("a", NINE, "booked", reference(roleId), "")
                                        .replace("24T09:", "24T12:")),
                        entry("urn:uuid:b", "POST", "Slot", slot("b", NINE, reference(plan), "busy", "")),
                        entry(
                                "urn:uuid:c",
                                "POST",
                                "Slot",
                                slot(
                                                "c",
                                                NINE,
                                                reference("Schedule?identifier=http://his.example/plan|B" + number),
                                                "busy",
                                                "")
                                        .replace("24T09:", "24T10:")),
                        entry(
                                "urn:uuid:d",
                                "POST",
                                "Slot",
                                slot(
                                                "d",
                                                NINE,
                                                "{'type':'Schedule','identifier':{'value':'B" + number + "'}}",
                                                "busy",
                                                "")
                                        .replace("24T09:", "24T11:")),
                        entry(
                                "urn:uuid:e",
                                "POST",
                                "Slot",
                                slot(
                                                "e",
                                                NINE,
                                                reference("#plan"),
                                                "busy",
                                                ",'contained':[{'resourceType':'Schedule','id':'plan','actor':["
                                                        + identified(number) + "]}]")
                                        .replace("24T09:", "24T13:")),
                        entry(plan, "POST", "Schedule", schedule("p", NINE, reference(roleId), identifier)),
                        entry(
                                roleId,
                                "POST",
                                "PractitionerRole",
                                role("r", reference(person), NINE, ",'organization':{'display':'心内科'}")),
                        entry(person, "POST", "Practitioner", practitioner("p", number, NINE, "")))
                .is(200);
        assertThat(answer.json().at("/entry").findValuesAsString("status"))
                .hasSize(8)
                .containsOnly("201 Created");
        assertThat(schedules(number, 5).getLast().getSlots()).hasSize(5);
        assertThat(doctors(number, 2).getLast().getDepartment()).isEqualTo("cardiology");
    }

    @Test
    void what_is_created_has_one_place_and_is_found_by_it() {
        String text = practitioner("x", number, EIGHT, "");
        String place = located(FEEDS.post("Practitioner", text).is(201));
        assertThat(located(FEEDS.post("Practitioner", text).is(201))).isEqualTo(place);
        String plan = located(FEEDS.post("Schedule", schedule("x", EIGHT, reference(place), ""))
                .is(201));
        String slot = located(FEEDS.post("Slot", slot("x", EIGHT, reference(plan), "busy", ""))
                .is(201));
        String booked = located(FEEDS.post(
                        "Appointment",
                        appointment("x", EIGHT, "booked", reference(place), "").replace("24T09:", "24T10:"))
                .is(201));
        assertThat(schedules(number, 2).getLast().getSlots()).hasSize(2);
        put(slot(slot.replaceAll(".*/", ""), NINE, reference(plan), "free", ""));
        put(appointment(booked.replaceAll(".*/", ""), NINE, "cancelled", reference(place), "")
                .replace("24T09:", "24T10:"));
        assertThat(schedules(number, 4).getLast().getSlots()).isEmpty();
    }

    private static String located(Answer answer) {
        return answer.header("Location").replaceAll(".*/fhir/", "").replaceAll("/_history.*", "");
    }

    @Test
    void a_conditional_update_finds_its_practitioner_and_its_appointment_by_identifier() {
        FEEDS.put("Practitioner?identifier=http://his.example/staff%7C" + number, practitioner("x", number, EIGHT, ""))
                .is(200);
        assertThat(doctors(number, 1)).hasSize(1);
        String identifier = ",'identifier':[{'type':{'coding':[{'code':'PLAC'}]},'value':'W" + number
                + "'},{'type':{'coding':[{'code':'FILL'}]},'system':'http://his.example/a','value':'A" + number + "'}]";
        String condition = "Appointment?identifier=http://his.example/a%7CA" + number;
        FEEDS.put(condition, appointment("x", EIGHT, "booked", identified(number), identifier))
                .is(200);
        FEEDS.put(condition, appointment("x", NINE, "cancelled", identified(number), identifier))
                .is(200);
        assertThat(schedules(number, 2).getLast().getSlots()).isEmpty();
        assertThat(FEEDS.put(
                                condition.replace("%7CA", "%7CB"),
                                appointment("x", NINE, "booked", identified(number), identifier))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void an_encounters_doctor_is_the_practitioner_who_was_told_of() {
        known();
        put(role("r" + id, self(), EIGHT, ",'organization':{'display':'心内科'}"));
        String mrn = FhirFeeds.newNumber();
        FEEDS.put("Patient/" + mrn, patient(mrn, mrn)).is(200);
        int i = 0;
        for (String doctor : List.of(self(), reference("PractitionerRole/r" + id), reference("Practitioner/untold"))) {
            String visit = "V" + mrn + i++;
            FEEDS.put(
                            "Encounter/" + visit,
                            encounter(visit, visit, reference("Patient/" + mrn), "arrived", EIGHT)
                                    .replace(json("{'identifier':{'value':'D0001'},'display':'王'}"), json(doctor)))
                    .is(200);
        }
        assertThat(Topic.of(Topics.encounters("tongren")).expect("tongren:" + mrn, EncounterChanged.class, 3))
                .extracting(EncounterChanged::getDoctor)
                .containsExactlyInAnyOrder(number, number, "untold");
    }

    @Test
    void where_a_server_has_no_identifiers_the_logical_ids_are_the_numbers() {
        put(json("{'resourceType':'Practitioner','id':'" + number + "','meta':{'lastUpdated':'" + EIGHT
                + "'},'name':[{'text':'王五'}]}"));
        put(schedule(number, EIGHT, reference("Practitioner/" + number), ""));
        put(slot(number, EIGHT, reference("Schedule/" + number), "busy", ""));
        put(appointment(number, EIGHT, "booked", reference("Practitioner/" + number), "")
                .replace("24T09:", "24T10:"));
        assertThat(doctors(number, 1).getFirst().getName()).isEqualTo("王五");
        assertThat(schedules(number, 2).getLast().getSlots()).hasSize(2);
    }

    @Test
    void XML_says_the_same_as_JSON() {
        FhirContext r4 = FhirContext.forR4();
        for (String text : List.of(
                practitioner(id, number, EIGHT, ""),
                role(id, self(), EIGHT, ",'organization':{'display':'心内科'}"),
                schedule(id, EIGHT, self(), ""),
                slot(id, EIGHT, inSchedule(), "busy", ""),
                appointment(id, EIGHT, "booked", self(), ""))) {
            Resource parsed = (Resource) r4.newJsonParser().parseResource(text);
            FEEDS.send(
                            "PUT",
                            parsed.fhirType() + "/" + id,
                            FhirFeeds.XML,
                            r4.newXmlParser().encodeResourceToString(parsed))
                    .is(200);
            put(text);
        }
        assertThat(doctors(number, 2)).hasSize(2);
        assertThat(schedules(number, 1).getFirst().getSlots()).containsExactly(CLINIC);
    }

    @Test
    void a_day_of_staff_told_by_HL7_v2_and_by_FHIR_gives_equal_events() {
        String other = FhirFeeds.newNumber();
        String department = "dep-" + number + other;
        String stf = "MFE|MAD|||" + other + "|CE\rSTF|" + other + "||司马^青||||A|";
        String time = "|||||手术||||^^^20261124090000+0800^20261124093000+0800";
        v2("MFN^M02|20261123080000", "MFI|STF^Staff^HL70175||UPD|||NE\r" + stf + "||||||||||主任医师");
        v2(
                "MFN^M02|20261123081000",
                "MFI|STF^Staff^HL70175||UPD|||NE\r" + stf.replace("MAD", "MUP").replace("司马^青||||A", "||||")
                        + department + "^骨科");
        v2("SIU^S12|20261123090000", "SCH||A" + other + time + "\rAIP|1||" + other);
        v2("SIU^S13|20261123091000", "SCH||A" + other + time.replace("1124", "1125") + "\rAIP|1||" + other);
        v2("SIU^S23|20261123092000", "SCH||B" + other + time.replace("手术", "") + "\rAIP|1||" + other);
        v2("SIU^S26|20261123092500", "SCH||A" + other + time + "\rAIP|1||" + other);
        v2("SIU^S24|20261123093000", "SCH||B" + other + "\rAIP|1||" + other);
        v2("SIU^S15|20261123094000", "SCH||A" + other + "\rAIP|1||" + other);
        v2("MFN^M02|20261123100000", "MFI|STF^Staff^HL70175||UPD|||NE\rMFE|MDC|||" + other + "|CE");

        put(practitioner(id, number, EIGHT, ",'active':true").replace(StaffSamples.MOBILE, "010-62000002"));
        put(role(
                id,
                self(),
                "2026-11-23T08:10:00+08:00",
                ",'organization':{'identifier':{'value':'" + department + "'},'display':'骨科'}"));
        put(schedule(id, EIGHT, self(), ""));
        String surgery = ",'identifier':[{'value':'A" + number + "'}],'serviceType':[{'text':'手术'}]";
        put(appointment(id, NINE, "booked", self(), surgery));
        put(appointment(id, "2026-11-23T09:10:00+08:00", "booked", self(), surgery)
                .replace("11-24", "11-25"));
        put(slot(id, "2026-11-23T09:20:00+08:00", inSchedule(), "busy-unavailable", ""));
        put(appointment(id, "2026-11-23T09:25:00+08:00", "noshow", self(), surgery));
        put(slot(id, "2026-11-23T09:30:00+08:00", inSchedule(), "free", ""));
        put(appointment(id, "2026-11-23T09:40:00+08:00", "cancelled", self(), surgery));
        put(json("{'resourceType':'Practitioner','id':'" + id + "','meta':{'lastUpdated':'" + TEN
                + "'},'identifier':[{'value':'" + number + "'}],'active':false}"));

        assertThat(doctors(number, 3))
                .hasSize(3)
                .isEqualTo(doctors(other, 3).stream()
                        .map(told ->
                                DoctorChanged.newBuilder(told).setDoctor(number).build())
                        .toList());
        assertThat(schedules(number, 5))
                .hasSize(5)
                .isEqualTo(schedules(other, 5).stream()
                        .map(told -> ScheduleChanged.newBuilder(told)
                                .setDoctor(number)
                                .build())
                        .toList());
        String key = "tongren:department:" + new DepartmentId(department).encoded();
        assertThat(Topic.of(Topics.doctors("tongren"))
                        .expect(key, DepartmentChanged.class)
                        .getName())
                .isEqualTo("骨科");
    }

    private static void v2(String typeAndTime, String segments) {
        String type = typeAndTime.substring(0, typeAndTime.indexOf('|'));
        String time = typeAndTime.substring(typeAndTime.indexOf('|') + 1);
        assertThat(FEEDS.v2("MSH|^~\\&|HIS|tongren|CARECONTACT||" + time + "||" + type + "|" + FhirFeeds.newNumber()
                        + "|P|2.5|||||||UNICODE UTF-8\r" + segments + "\r"))
                .isEqualTo("AA");
    }

    @Test
    void no_citizens_number_is_kept_nor_a_mobile_number_in_clear() {
        String citizens = "990101190001011002";
        known();
        put(schedule(id, EIGHT, self(), ",'identifier':[{'value':'" + citizens + "'}]"));
        assertThat(FEEDS.put("Practitioner/" + citizens, practitioner(citizens, number, EIGHT, ""))
                        .status())
                .isEqualTo(422);
        String only = "'identifier':[{'value':'" + citizens + "'}]";
        assertThat(FEEDS.post("Practitioner", json("{'resourceType':'Practitioner'," + only + "}"))
                        .status())
                .isEqualTo(422);
        assertThat(FEEDS.post("Appointment", appointment("x", EIGHT, "booked", self(), "," + only))
                        .status())
                .isEqualTo(422);
        put(practitioner(id, number, NINE, "").replace("主任医师", citizens).replace("司马", citizens));
        put(role(id, self(), NINE, ",'organization':{'identifier':{'value':'" + citizens + "'}}"));
        StringBuilder all = new StringBuilder();
        SERVICE.bean(MongoDatabaseFactory.class)
                .getMongoDatabase()
                .listCollectionNames()
                .forEach(name -> SERVICE.bean(MongoDatabaseFactory.class)
                        .getMongoDatabase()
                        .getCollection(name)
                        .find()
                        .map(Document::toJson)
                        .forEach(all::append));
        assertThat(all.toString()).contains(number, "司马").doesNotContain(citizens, StaffSamples.MOBILE);
    }
}
