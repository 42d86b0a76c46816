package org.carecontact.gateway.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.carecontact.events.DepartmentChanged;
import org.carecontact.events.DoctorChanged;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.EncounterStatus;
import org.carecontact.events.PatientMerged;
import org.carecontact.events.ScheduleChanged;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.carecontact.schemas.Topics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What each service of WS/T 846 does, by whatever bus it comes. */
class ServicesTest extends WholeSoapGateway {

    private String patient = "";
    private String visit = "";

    @BeforeEach
    void of_somebody_new() {
        patient = SampleV3.fresh("SP");
        visit = SampleV3.fresh("SV");
    }

    private SampleV3 encounter() {
        return SampleV3.of("encounter").of(patient, visit);
    }

    private void taken(String action, SampleV3 message) {
        assertThat(client("bus").call(action, message).code()).isEqualTo("AA");
    }

    private List<EncounterStatus> statuses(int count) {
        return published(EncounterChanged.class, Topics.encounters(HOSPITAL), HOSPITAL + ":" + patient, count).stream()
                .map(EncounterChanged::getStatus)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Bus.class)
    void an_outpatient_is_registered_handed_over_and_finished_by_every_bus(Bus bus) {
        SoapClient client = client("bus");
        assertThat(client.call(bus, "OutPatientInfoAdd", encounter()).verdict()).isEqualTo("AA ACK");
        assertThat(visit(visit).doctor()).hasToString("D0001");
        assertThat(visit(visit).department()).isEqualTo("cardiology");
        assertThat(visit(visit).encounterClass()).isEqualTo(EncounterClass.AMB);
        assertThat(known(patient)).containsExactly("name", "born", "mobile", "guardian");
        client.call(
                bus, "OutPatientInfoUpdate", encounter().at("20261123081000").set("doctor", "D0002"));
        client.call(
                bus,
                "OutPatientInfoUpdate",
                encounter().at("20261123083000").set("doctor", "D0002").set("status", "completed"));
        assertThat(state(visit)).isInstanceOf(Encounter.Finished.class);
        List<EncounterChanged> changes =
                published(EncounterChanged.class, Topics.encounters(HOSPITAL), HOSPITAL + ":" + patient, 3);
        assertThat(changes).extracting(EncounterChanged::getDoctor).containsExactly("D0001", "D0002", "D0002");
        assertThat(changes.get(1).getFormerDoctor()).isEqualTo("D0001");
        assertThat(changes.getLast().getFinishedAt()).isEqualTo(Instant.parse("2026-11-23T00:30:00Z"));
    }

    @ParameterizedTest
    @EnumSource(Bus.class)
    void another_vendors_message_says_the_same(Bus bus) {
        SampleV3 message = SampleV3.of("encounter-prefixed").of(patient, visit).set("root", "PRPA_IN400002UV");
        assertThat(client("bus").call(bus, "s0023", message).verdict()).isEqualTo("AA ACK");
        assertThat(visit(visit).patient()).hasToString(patient);
        assertThat(visit(visit).doctor()).hasToString("D0001");
        assertThat(visit(visit).department()).isEqualTo("cardiology");
        assertThat(known(patient)).containsExactly("name", "born", "mobile", "guardian");
    }

    @ParameterizedTest
    @CsvSource({"1,AMB", "2,EMER", "3,IMP", "急诊,EMER", "9,"})
    void the_class_is_that_of_the_table(String code, EncounterClass expected) {
        assertThat(client("bus")
                        .call("OutPatientInfoAdd", encounter().set("class", code))
                        .verdict())
                .isEqualTo("AA ACK");
        assertThat(visit(visit).encounterClass()).isEqualTo(expected);
    }

    @Test
    void an_unknown_class_costs_a_warning_only() {
        assertThat(client("bus")
                        .call("OutPatientInfoAdd", encounter().set("class", "77"))
                        .verdict())
                .isEqualTo("AA SYN103 encounterEvent/code");
    }

    @Test
    void the_feeds_page_shows_each_senders_answers_and_the_warnings_by_their_place() {
        String sender = SampleV3.fresh("RIS");
        long before = page().at("/warnings/encounterEvent~1code").asLong(0);
        taken("OutPatientInfoAdd", encounter().set("sender", sender));
        taken("OutPatientInfoUpdate", encounter().set("sender", sender).set("class", "77"));
        assertThat(client("bus")
                        .call(
                                "OutPatientInfoAdd",
                                encounter().set("sender", sender).set("patient", ""))
                        .code())
                .isEqualTo("AE");
        assertThat(page().at("/senders/" + sender + "/answers").toString()).isEqualTo("{\"AA\":2,\"AE\":1}");
        assertThat(page().at("/warnings/encounterEvent~1code").asLong(0) - before)
                .isEqualTo(1);
        assertThat(page().path("warnings").propertyNames()).doesNotContain("", "patient/id");
    }

    private JsonNode page() {
        for (JsonNode one :
                service.get(service.staff(HOSPITAL, "S1"), "/feeds").json().path("items")) {
            if (one.path("feed").asString().equals(HOSPITAL + "/bus")) {
                return one;
            }
        }
        throw new AssertionError("no bus");
    }

    @ParameterizedTest
    @CsvSource({"OutPatientInfoUpdate,cancelled", "OutPatientInfoUpdate,Nullified", "InPatientInfoUpdate,aborted"})
    void a_registration_that_is_taken_back_is_cancelled(String action, String status) {
        taken("OutPatientInfoAdd", encounter());
        taken(action, encounter().at("20261123081500").set("status", status));
        assertThat(statuses(2)).containsExactly(EncounterStatus.IN_PROGRESS, EncounterStatus.CANCELLED);
    }

    @Test
    void an_update_that_a_vendor_calls_retired_is_an_update() {
        taken("OutPatientInfoAdd", encounter());
        taken("OutPatientInfoUpdate", encounter().at("20261123081500").set("status", "retired"));
        assertThat(state(visit)).isInstanceOf(Encounter.InProgress.class);
    }

    @Test
    void an_inpatient_is_admitted_transferred_discharged_and_called_back() {
        taken("S0026", encounter().set("class", "3").set("low", "20261123075500"));
        assertThat(visit(visit).encounterClass()).isEqualTo(EncounterClass.IMP);
        taken(
                "S0029",
                SampleV3.of("transfer")
                        .of(patient, visit)
                        .at("20261124090000")
                        .set("doctor", "D0005")
                        .set("department", "surgery")
                        .set("department-before", "cardiology"));
        assertThat(visit(visit).department()).isEqualTo("surgery");
        assertThat(visit(visit).doctor()).hasToString("D0005");
        taken(
                "TransferInfoUpdate",
                SampleV3.of("transfer")
                        .of(patient, visit)
                        .at("20261124093000")
                        .set("status", "cancelled")
                        .set("department", "surgery")
                        .set("department-before", "cardiology"));
        assertThat(visit(visit).department()).isEqualTo("cardiology");
        SampleV3 discharge = SampleV3.of("discharge").of(patient, visit);
        taken("DischargeInfoAdd", discharge.at("20261127100000").set("high", "20261127095000"));
        assertThat(state(visit))
                .isInstanceOfSatisfying(
                        Encounter.Finished.class,
                        finished -> assertThat(finished.told().marks().end())
                                .isEqualTo(Instant.parse("2026-11-27T01:50:00Z")));
        assertThat(visit(visit).doctor())
                .as("the clerk who entered it is no doctor")
                .hasToString("D0005");
        taken(
                "DischargeInfoUpdate",
                SampleV3.of("discharge").of(patient, visit).at("20261127101000").set("status", "cancelled"));
        assertThat(state(visit)).isInstanceOf(Encounter.InProgress.class);
    }

    @Test
    void what_is_known_of_a_person_comes_without_a_visit() {
        taken("PatientInfoRegister", SampleV3.of("person").of(patient, visit));
        assertThat(known(patient)).containsExactly("name", "born", "mobile", "guardian");
        taken(
                "PatientInfoUpdate",
                SampleV3.of("person").of(patient, visit).at("20261123090000").set("mobile", ""));
        assertThat(known(patient)).as("what is left out stays").contains("mobile");
    }

    @Test
    void what_is_marked_as_deleted_holds_no_longer() {
        taken("PatientInfoRegister", SampleV3.of("person").of(patient, visit));
        String deleted = SampleV3.of("person")
                .of(patient, visit)
                .at("20261123090000")
                .text()
                .replace("<item use=\"MC\"", "<item updateMode=\"D\" use=\"MC\"");
        assertThat(client("bus").call(Bus.CDATA, "PatientInfoUpdate", deleted).code())
                .isEqualTo("AA");
        assertThat(known(patient)).containsExactly("name", "born", "guardian");
    }

    @Test
    void a_merge_takes_the_visit_along() {
        String survivor = SampleV3.fresh("SP");
        taken("OutPatientInfoAdd", encounter());
        taken(
                "PatientInfoMerge",
                SampleV3.of("merge")
                        .set("patient", survivor)
                        .set("prior", patient)
                        .at("20261123090000"));
        assertThat(visit(visit).patient()).hasToString(survivor);
        assertThat(published(PatientMerged.class, Topics.encounters(HOSPITAL), HOSPITAL + ":" + patient, 1)
                        .getFirst()
                        .getSurvivor())
                .isEqualTo(survivor);
        assertThat(client("bus")
                        .call("PatientInfoMerge", SampleV3.of("merge").set("prior", "P000001"))
                        .verdict())
                .isEqualTo("AE KEY204 priorRegisteredRole/id");
    }

    @Test
    void doctors_and_departments_are_known_by_their_names() {
        String doctor = SampleV3.fresh("SD");
        taken(
                "ProviderInfoRegister",
                SampleV3.of("provider").set("doctor", doctor).set("name", "王测试"));
        taken(
                "ProviderInfoUpdate",
                SampleV3.of("provider")
                        .set("doctor", doctor)
                        .at("20261124080000")
                        .set("status", "terminated"));
        List<DoctorChanged> doctors =
                published(DoctorChanged.class, Topics.doctors(HOSPITAL), HOSPITAL + ":" + doctor, 2);
        assertThat(doctors.getFirst().getName()).isEqualTo("王测试");
        assertThat(doctors.getFirst().getTitle()).isEqualTo("主任医师");
        assertThat(doctors.getFirst().getDepartment()).isEqualTo("cardiology");
        assertThat(doctors.getFirst().getSealedContactPoint()).isNotNull();
        assertThat(doctors).extracting(DoctorChanged::getActive).containsExactly(true, false);
        String department = SampleV3.fresh("DEP");
        taken("OrganizationInfoRegister", SampleV3.of("organization").set("department", department));
        DepartmentChanged changed = published(
                        DepartmentChanged.class, Topics.doctors(HOSPITAL), HOSPITAL + ":department:" + department, 1)
                .getFirst();
        assertThat(changed.getName()).isEqualTo("心内科");
        assertThat(changed.getPhone()).isEqualTo("010-65280001");
    }

    @Test
    void clinics_and_surgeries_take_a_doctors_time_until_they_are_called_off() {
        String doctor = SampleV3.fresh("SD");
        String clinic = SampleV3.fresh("SL");
        String surgery = SampleV3.fresh("SQ");
        SampleV3 schedule = SampleV3.of("schedule").set("doctor", doctor).set("slot", clinic);
        taken("SourceAndScheduleInfoAdd", schedule.set("low", "20261130080000").set("high", "20261130120000"));
        taken(
                "OperationScheduleInfoAdd",
                SampleV3.of("surgery")
                        .set("doctor", doctor)
                        .set("slot", surgery)
                        .at("20261123080100")
                        .set("low", "20261130140000"));
        taken(
                "S0080",
                SampleV3.of("surgery-status")
                        .set("slot", surgery)
                        .at("20261123080200")
                        .set("state", "手术取消"));
        taken(
                "SourceAndScheduleInfoUpdate",
                SampleV3.of("schedule")
                        .set("doctor", doctor)
                        .set("slot", clinic)
                        .at("20261123080300")
                        .set("status", "cancelled"));
        List<ScheduleChanged> changes =
                published(ScheduleChanged.class, Topics.schedules(HOSPITAL), HOSPITAL + ":" + doctor, 4);
        assertThat(changes)
                .extracting(change -> change.getSlots().stream()
                        .map(slot -> slot.getKind() + " " + slot.getFrom() + " " + slot.getTo())
                        .toList())
                .containsExactly(
                        List.of("CLINIC 2026-11-30T00:00:00Z 2026-11-30T04:00:00Z"),
                        List.of(
                                "CLINIC 2026-11-30T00:00:00Z 2026-11-30T04:00:00Z",
                                "SURGERY 2026-11-30T06:00:00Z 2026-11-30T07:00:00Z"),
                        List.of("CLINIC 2026-11-30T00:00:00Z 2026-11-30T04:00:00Z"),
                        List.of());
    }

    @Test
    void the_visit_is_known_by_its_serial_number_else_by_the_outpatient_number() {
        String outpatient = SampleV3.fresh("MZ");
        taken("OutPatientInfoAdd", encounter().set("visit", "").set("outpatient", outpatient));
        assertThat(visit(outpatient).patient()).hasToString(patient);
        SampleV3 without = encounter().set("visit", " ").set("outpatient", "").set("low", "20261123075900");
        taken("OutPatientInfoAdd", without);
        assertThat(visit(patient + "@202611222359").patient()).hasToString(patient);
        assertThat(client("strict").call("OutPatientInfoAdd", encounter()).code())
                .isEqualTo("AA");
        assertThat(visit(patient + "/" + visit).patient()).hasToString(patient);
    }

    @Test
    void a_department_is_found_by_its_name_too() {
        taken("OutPatientInfoAdd", encounter().set("department-name", "心内科二"));
        assertThat(visit(visit).department()).isEqualTo("cardiology2");
    }

    @Test
    void the_newest_word_counts_whatever_comes_first() {
        taken("OutPatientInfoUpdate", encounter().at("20261123082000").set("doctor", "D0009"));
        taken("OutPatientInfoAdd", encounter());
        assertThat(visit(visit).doctor()).hasToString("D0009");
    }
}
