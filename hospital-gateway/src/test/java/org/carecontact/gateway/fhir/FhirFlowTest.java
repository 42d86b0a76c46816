package org.carecontact.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.gateway.fhir.Samples.adt;
import static org.carecontact.gateway.fhir.Samples.bundle;
import static org.carecontact.gateway.fhir.Samples.encounter;
import static org.carecontact.gateway.fhir.Samples.entry;
import static org.carecontact.gateway.fhir.Samples.json;
import static org.carecontact.gateway.fhir.Samples.patient;
import static org.carecontact.gateway.fhir.Samples.reference;

import ca.uhn.fhir.context.FhirContext;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.carecontact.events.AgeBand;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.EncounterClass;
import org.carecontact.events.EncounterStatus;
import org.carecontact.events.PatientMerged;
import org.carecontact.events.PatientRegistered;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.Topic;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import tools.jackson.databind.JsonNode;

// Longer than 300 lines: one thing that a hospital tells after the other.
class FhirFlowTest {

    private static final String ENCOUNTERS = Topics.encounters("tongren");
    private static final String PATIENTS = Topics.patients("tongren");
    private static final String EIGHT = "2026-11-23T08:00:00+08:00";
    private static final String NINE = "2026-11-23T09:00:00+08:00";

    private static final FhirFeeds FEEDS = FhirFeeds.of("departments: { 心内科: cardiology }");
    private static final RunningService SERVICE = FEEDS.gateway().start();

    private String number = "";
    private String visit = "";
    private String key = "";

    @BeforeEach
    void somebody_nobody_else_knows() {
        number = FhirFeeds.newNumber();
        visit = "V" + number;
        key = "tongren:" + number;
    }

    private List<EncounterChanged> changes(int count) {
        return changes(key, count);
    }

    private static List<EncounterChanged> changes(String key, int count) {
        return Topic.of(ENCOUNTERS).expect(key, EncounterChanged.class, count);
    }

    private EncounterChanged last(int count) {
        return changes(count).getLast();
    }

    private void known() {
        FEEDS.put("Patient/" + number + "-id", patient(number + "-id", number)).is(200);
    }

    private String subject() {
        return reference("Patient/" + number + "-id");
    }

    private Answer put(String status, String at, String more) {
        return FEEDS.put("Encounter/E" + visit, encounter("E" + visit, visit, subject(), status, at, more));
    }

    @Test
    void a_visit_goes_from_arrival_to_its_end() {
        known();
        put("arrived", EIGHT, ",'period':{'start':'" + EIGHT + "'}").is(200);
        put("finished", NINE, ",'period':{'start':'" + EIGHT + "','end':'2026-11-23T08:40:00+08:00'}")
                .is(200);
        List<EncounterChanged> changes = changes(2);
        assertThat(changes.getFirst())
                .isEqualTo(EncounterChanged.newBuilder()
                        .setHospital("tongren")
                        .setVisit(visit)
                        .setPatient(number)
                        .setDoctor("D0001")
                        .setDepartment("cardiology")
                        .setEncounterClass(EncounterClass.AMB)
                        .setStatus(EncounterStatus.IN_PROGRESS)
                        .setAgeBand(AgeBand.ADULT)
                        .setChangedAt(Instant.parse("2026-11-23T00:00:00Z"))
                        .build());
        assertThat(changes.getLast().getStatus()).isEqualTo(EncounterStatus.FINISHED);
        assertThat(changes.getLast().getFinishedAt()).isEqualTo(Instant.parse("2026-11-23T00:40:00Z"));
    }

    @Test
    void the_same_visit_by_HL7_v2_and_by_FHIR_gives_equal_events() {
        String other = FhirFeeds.newNumber();
        assertThat(FEEDS.v2(adt("A04", "C1" + other, other, "V" + other, "20261123080000")))
                .isEqualTo("AA");
        assertThat(FEEDS.v2(adt("A03", "C2" + other, other, "V" + other, "20261123090000")))
                .isEqualTo("AA");
        known();
        put("in-progress", EIGHT, ",'period':{'start':'" + EIGHT + "'}").is(200);
        put("finished", NINE, ",'period':{'start':'" + EIGHT + "','end':'" + NINE + "'}")
                .is(200);
        List<String> byV2 = new ArrayList<>();
        changes("tongren:" + other, 2)
                .forEach(event -> byV2.add(event.toString().replace(other, number)));
        List<String> byFhir = new ArrayList<>();
        changes(2).forEach(event -> byFhir.add(event.toString()));
        assertThat(byFhir).isEqualTo(byV2);
        assertThat(contacts(number)).isEqualTo(contacts(other));
    }

    /** What can be opened, by what it is. */
    private static Map<String, String> contacts(String patient) {
        Seal seal = SERVICE.bean(Seal.class);
        PatientRegistered registered = Topic.of(PATIENTS)
                .expect("tongren:" + patient, PatientRegistered.class, 1)
                .getLast();
        Map<String, String> contacts = new TreeMap<>();
        registered.getContactPoints().forEach(point -> {
            byte[] bytes = new byte[point.getSealed().remaining()];
            point.getSealed().duplicate().get(bytes);
            contacts.put(
                    String.valueOf(point.getRole()),
                    seal.open(bytes, SealPurposes.contact("tongren", String.valueOf(point.getRole()), patient)));
        });
        return contacts;
    }

    @Test
    void the_mobile_number_of_the_patient_and_of_a_parent_are_kept() {
        known();
        assertThat(contacts(number)).isEqualTo(Map.of("PATIENT", Samples.MOBILE, "GUARDIAN", Samples.KIN_MOBILE));
    }

    @Test
    void XML_says_the_same_as_JSON() {
        FhirContext r4 = FhirContext.forR4();
        known();
        Resource parsed = (Resource) r4.newJsonParser()
                .parseResource(encounter(
                        "E" + visit, visit, subject(), "in-progress", EIGHT, ",'period':{'start':'" + EIGHT + "'}"));
        String xml = r4.newXmlParser().encodeResourceToString(parsed);
        Answer answer = FEEDS.send("PUT", "Encounter/E" + visit, FhirFeeds.XML, xml);
        answer.is(200);
        put("in-progress", EIGHT, ",'period':{'start':'" + EIGHT + "'}").is(200);
        put("finished", NINE, "").is(200);
        assertThat(changes(2)).hasSize(2);
        assertThat(FEEDS.send("PUT", "Encounter/E" + visit, FhirFeeds.XML, xml + "<")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void what_is_created_has_one_place_however_often_it_comes() {
        String text = patient("ignored", number);
        Answer first = FEEDS.post("Patient", text);
        assertThat(first.status()).isEqualTo(201);
        String location = first.header("Location");
        assertThat(location).contains("/fhir/Patient/").doesNotContain(number);
        assertThat(FEEDS.post("Patient", text).is(201).header("Location")).isEqualTo(location);
        String id = location.substring(location.indexOf("Patient/")).replaceAll("/_history.*", "");
        FEEDS.put("Encounter/E" + visit, encounter("E" + visit, visit, reference(id), "arrived", EIGHT))
                .is(200);
        assertThat(last(1).getPatient()).isEqualTo(number);
    }

    @Test
    void a_conditional_create_of_what_is_there_changes_nothing() {
        String condition = "identifier=http://his.example/mrn|" + number;
        HttpRequest.Builder create = FEEDS.request("/fhir/Patient")
                .header("Authorization", "Bearer " + FhirFeeds.SECRET)
                .header("Content-Type", FhirFeeds.JSON)
                .header("If-None-Exist", condition);
        String first = patient("x", number);
        assertThat(Answer.to(create.copy().POST(HttpRequest.BodyPublishers.ofString(first)))
                        .status())
                .isEqualTo(201);
        String other = first.replace(Samples.MOBILE, "14010000009").replace("08:00:00", "09:00:00");
        assertThat(Answer.to(create.copy().POST(HttpRequest.BodyPublishers.ofString(other)))
                        .status())
                .isEqualTo(200);
        assertThat(contacts(number)).containsEntry("PATIENT", Samples.MOBILE);
    }

    @Test
    void a_conditional_update_finds_its_patient_by_identifier() {
        FEEDS.put("Patient?identifier=http://his.example/mrn%7C" + number, patient("x", number))
                .is(200);
        assertThat(contacts(number)).containsEntry("PATIENT", Samples.MOBILE);
        Answer other = FEEDS.put("Patient?identifier=http://his.example/mrn%7COTHER", patient("x", number));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().at("/issue/0/expression/0").asString()).isEqualTo("Patient.identifier");
    }

    @Test
    void a_transaction_is_stored_in_the_order_that_it_needs_and_answered_in_its_own() {
        String text = bundle(
                "transaction",
                entry(
                        "urn:uuid:88f151c0-a954-468a-88bd-5ae15c08e059",
                        "POST",
                        "Encounter",
                        encounter(
                                "e",
                                visit,
                                reference("urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a"),
                                "in-progress",
                                EIGHT)),
                entry("urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a", "POST", "Patient", patient("p", number)));
        Answer answer = FEEDS.bundle(text).is(200);
        assertThat(answer.text("type")).isEqualTo("transaction-response");
        assertThat(answer.json().at("/entry/0/response/status").asString()).isEqualTo("201 Created");
        assertThat(answer.json().at("/entry/0/response/location").asString()).startsWith("Encounter/");
        assertThat(answer.json().at("/entry/1/response/location").asString()).startsWith("Patient/");
        assertThat(last(1).getPatient()).isEqualTo(number);
        assertThat(last(1).getAgeBand()).isEqualTo(AgeBand.ADULT);
        Answer again = FEEDS.bundle(text).is(200);
        assertThat(again.json().at("/entry")).isEqualTo(answer.json().at("/entry"));
    }

    @Test
    void a_Bundle_under_an_id_that_all_Bundles_of_a_sender_have_is_taken_each_time() {
        known();
        for (String status : List.of("arrived", "in-progress", "finished")) {
            String at = "2026-11-23T0" + (8 + status.length() % 2) + ":00:00+08:00";
            FEEDS.bundle(bundle(
                            "transaction",
                            entry(
                                    "http://his.example/fhir/Encounter/E" + visit,
                                    "PUT",
                                    "Encounter/E" + visit,
                                    encounter("E" + visit, visit, subject(), status, at))))
                    .is(200);
        }
    }

    @Test
    void a_reference_may_be_contained_or_logical_or_a_search_or_a_full_address() {
        known();
        int i = 0;
        for (String subject : List.of(
                "{'identifier':{'system':'http://his.example/mrn','value':'" + number + "'}}",
                reference("#p"),
                reference("Patient?identifier=http://his.example/mrn|" + number),
                reference("http://his.example/fhir/Patient/" + number + "-id"),
                reference("Patient/" + number + "-id/_history/3"))) {
            String one = visit + "-" + i++;
            String more = subject.contains("#p")
                    ? ",'contained':[{'resourceType':'Patient','id':'p','identifier':[{'value':'" + number + "'}]}]"
                    : "";
            FEEDS.put("Encounter/E" + one, encounter("E" + one, one, subject, "arrived", EIGHT, more))
                    .is(200);
        }
        assertThat(changes(5)).allMatch(event -> event.getPatient().equals(number));
    }

    @Test
    void where_a_server_has_no_identifiers_the_logical_ids_are_the_numbers() {
        FEEDS.put("Patient/" + number, json("{'resourceType':'Patient','id':'" + number + "','birthDate':'2015-06'}"))
                .is(200);
        FEEDS.put(
                        "Encounter/" + visit,
                        encounter(visit, "x", reference("Patient/" + number), "arrived", EIGHT)
                                .replaceAll("\"identifier\":\\[\\{\"system\"[^\\]]*\\],", ""))
                .is(200);
        assertThat(last(1).getVisit()).isEqualTo(visit);
        assertThat(last(1).getAgeBand()).isEqualTo(AgeBand.UNDER_14);
    }

    @Test
    void a_visit_without_any_number_is_the_patients_at_the_time_it_began() {
        known();
        String text = encounter("e", "x", subject(), "arrived", EIGHT)
                .replaceAll("\"identifier\":\\[\\{\"system\"[^\\]]*\\],", "");
        String location = FEEDS.post("Encounter", text).is(201).header("Location");
        assertThat(last(1).getVisit()).isEqualTo(number + "@202611230000");
        String id = location.replaceAll(".*/Encounter/", "").replaceAll("/.*", "");
        FEEDS.put(
                        "Encounter/" + id,
                        text.replace("\"id\":\"e\"", "\"id\":\"" + id + "\"")
                                .replace("arrived", "finished")
                                .replace("\"" + EIGHT + "\"}", "\"" + NINE + "\"}"))
                .is(200);
        assertThat(last(2).getStatus()).isEqualTo(EncounterStatus.FINISHED);
        assertThat(last(2).getVisit()).isEqualTo(number + "@202611230000");
    }

    @ParameterizedTest
    @CsvSource({
        "arrived, IN_PROGRESS",
        "triaged, IN_PROGRESS",
        "in-progress, IN_PROGRESS",
        "onleave, IN_PROGRESS",
        "unknown, IN_PROGRESS",
        "finished, FINISHED",
        "cancelled, CANCELLED",
        "entered-in-error, CANCELLED"
    })
    void each_status_has_its_meaning(String status, EncounterStatus meaning) {
        known();
        put(status, EIGHT, "").is(200);
        assertThat(last(1).getStatus()).isEqualTo(meaning);
    }

    @Test
    void what_is_planned_is_not_used_and_what_ended_by_mistake_goes_on() {
        known();
        assertThat(put("planned", "2026-11-23T07:00:00+08:00", "")
                        .is(200)
                        .json()
                        .at("/issue/0/diagnostics")
                        .asString())
                .isEqualTo("Not used");
        put("in-progress", EIGHT, ",'period':{'start':'" + EIGHT + "'}").is(200);
        put("finished", NINE, ",'period':{'start':'" + EIGHT + "','end':'" + NINE + "'}")
                .is(200);
        put(
                        "in-progress",
                        "2026-11-23T09:10:00+08:00",
                        ",'period':{'start':'" + EIGHT + "'},'statusHistory':[{'status':'finished','period':{'start':'"
                                + NINE + "'}}]")
                .is(200);
        assertThat(changes(3).stream().map(EncounterChanged::getStatus))
                .containsExactly(EncounterStatus.IN_PROGRESS, EncounterStatus.FINISHED, EncounterStatus.IN_PROGRESS);
    }

    @ParameterizedTest
    @CsvSource({"AMB,AMB", "HH,AMB", "IMP,IMP", "ACUTE,IMP", "NONAC,IMP", "SS,IMP", "EMER,EMER", "VR,VR", "XYZ,UNKNOWN"
    })
    void each_class_has_its_meaning(String code, EncounterClass meaning) {
        known();
        FEEDS.put(
                        "Encounter/E" + visit,
                        encounter("E" + visit, visit, subject(), "arrived", EIGHT)
                                .replace("\"AMB\"", "\"" + code + "\""))
                .is(200);
        assertThat(last(1).getEncounterClass()).isEqualTo(meaning);
    }

    @Test
    void the_dialect_names_the_department() {
        known();
        FEEDS.put(
                        "Encounter/E" + visit,
                        encounter("E" + visit, visit, subject(), "arrived", EIGHT)
                                .replace(
                                        "{\"coding\":[{\"code\":\"cardiology\"}]}",
                                        json("{'text':'门诊'},'location':[{'location':{'display':'心内科'}}]")))
                .is(200);
        assertThat(last(1).getDepartment()).isEqualTo("cardiology");
    }

    @Test
    void two_patients_who_are_one_are_merged() {
        known();
        String survivor = FhirFeeds.newNumber();
        FEEDS.put("Patient/" + survivor + "-id", patient(survivor + "-id", survivor))
                .is(200);
        put("arrived", EIGHT, "").is(200);
        String dead = patient(number + "-id", number)
                .replace(
                        "\"active\":true",
                        json("'active':false,'link':[{'type':'replaced-by','other':"
                                + reference("Patient/" + survivor + "-id") + "}]"));
        FEEDS.put("Patient/" + number + "-id", dead).is(200);
        FEEDS.put("Patient/" + number + "-id", dead).is(200);
        assertThat(Topic.of(ENCOUNTERS).expect(key, PatientMerged.class, 1)).hasSize(1);
        assertThat(changes("tongren:" + survivor, 1).getLast().getVisit()).isEqualTo(visit);
    }

    @Test
    void no_citizens_number_is_kept_nor_a_name_or_number_in_clear() {
        known();
        put("arrived", EIGHT, "").is(200);
        String citizens = "990101190001011002";
        assertThat(FEEDS.put("Patient/" + citizens, patient(citizens, number)).status())
                .isEqualTo(422);
        assertThat(FEEDS.post("Patient", patient("x", citizens)).status()).isEqualTo(422);
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
        assertThat(all.toString())
                .contains(number)
                .doesNotContain(citizens, Samples.MOBILE, Samples.KIN_MOBILE, "欧阳", "1980-02-29");
    }

    @Test
    void what_is_no_use_costs_a_warning_with_its_place() {
        Answer answer = FEEDS.put(
                "Patient/" + number + "-id",
                patient(number + "-id", number).replace(Samples.MOBILE, "12345").replace("1980-02-29", "1800"));
        answer.is(200);
        assertThat(answer.json().path("issue").findValuesAsString("severity")).containsOnly("warning");
        assertThat(answer.body())
                .contains("Patient.telecom", "Patient.birthDate")
                .doesNotContain("12345", "1800");
        long before = warnings();
        FEEDS.bundle(
                        "batch",
                        Samples.entry(
                                "urn:uuid:a",
                                "PUT",
                                "Patient/" + number + "-id",
                                patient(number + "-id", number).replace("1980-02-29", "1800")))
                .is(200);
        assertThat(warnings()).as("the same place alone and in a Bundle").isEqualTo(before + 1);
    }

    private static long warnings() {
        for (JsonNode one :
                SERVICE.get(SERVICE.staff("tongren", "S1"), "/feeds").json().path("items")) {
            if (one.path("feed").asString().equals("tongren/fhir")) {
                return one.path("warnings").path("Patient.birthDate").asLong();
            }
        }
        throw new AssertionError("no feed");
    }
}
