package org.carecontact.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.carecontact.events.AgeBand;
import org.carecontact.events.DepartmentChanged;
import org.carecontact.events.EncounterStatus;
import org.carecontact.events.PatientAgeChanged;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.policy.cases.domain.CurrentCase;
import org.carecontact.policy.facts.domain.Encounter;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.SampleEvents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What pages can ask: who works at a hospital, and which visits a patient had. */
class DirectoryTest extends RunningPolicy {

    private static void listed(SampleEvents people, long sequence, boolean active, String department, String name) {
        hospital(people.hospital(), Topics.doctors(people.hospital()))
                .send(
                        people.doctorKey(),
                        people.doctorKey(),
                        sequence,
                        people.doctorListed(said -> said.setActive(active)
                                .setDepartment(department)
                                .setName(name)
                                .setTitle("主任医师")));
    }

    private static void department(String hospital, String code, long sequence, String name) {
        hospital(hospital, Topics.doctors(hospital))
                .send(
                        hospital + ":department:" + code,
                        hospital + ":" + code,
                        sequence,
                        DepartmentChanged.newBuilder()
                                .setHospital(hospital)
                                .setDepartment(code)
                                .setName(name)
                                .setPhone("010-62270000")
                                .setActive(true)
                                .setChangedAt(CLOCK.instant())
                                .build());
    }

    private static JsonNode doctors(String token, String department) {
        return SERVICE.get(token, "/doctors?limit=100&department=" + department)
                .is(200)
                .json()
                .path("items");
    }

    private static List<String> ids(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(one -> one.path("id").stringValue())
                .toList();
    }

    private static JsonNode visits(String token) {
        return SERVICE.get(token, "/visits").is(200).json();
    }

    @Test
    void a_doctor_is_shown_with_name_title_and_department_by_name_until_the_doctor_leaves() {
        SampleEvents people = people(HOSPITAL, newDoctor());
        String code = "dep-" + people.doctor();
        department(HOSPITAL, code, 1, "心血管内科");
        listed(people, 1, true, code, "王五");
        String token = patient(people);
        Eventually.holds(() ->
                doctors(token, code).path(0).path("department").path("name").isString());
        JsonNode shown = doctors(token, code).path(0);
        assertThat(shown.path("id").stringValue()).isEqualTo(people.doctor().value());
        assertThat(shown.path("name").stringValue()).isEqualTo("王五");
        assertThat(shown.path("title").stringValue()).isEqualTo("主任医师");
        assertThat(shown.path("department").path("code").stringValue()).isEqualTo(code);
        assertThat(shown.path("department").path("name").stringValue()).isEqualTo("心血管内科");
        assertThat(shown.path("optedIn").booleanValue()).isFalse();
        rules(people, "{\"optIn\":true}").is(200);
        assertThat(doctors(token, code).path(0).path("optedIn").booleanValue()).isTrue();

        listed(people, 2, false, code, "王五");
        Eventually.holds(() -> doctors(token, code).isEmpty());
    }

    @Test
    void another_hospital_sees_nothing_of_it() {
        SampleEvents people = people(HOSPITAL, newDoctor());
        String code = "dep-" + people.doctor();
        listed(people, 1, true, code, "王五");
        Eventually.holds(() -> !doctors(patient(people), code).isEmpty());
        assertThat(doctors(SERVICE.patient("meiyan", people.patient().value()), code))
                .isEmpty();
    }

    @Test
    void pages_follow_each_other_and_a_foreign_cursor_is_refused() {
        String code = "pages-" + newDoctor();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            SampleEvents people = people(HOSPITAL, newDoctor());
            listed(people, 1, true, code, "医生" + i);
            all.add(people.doctor().value());
        }
        String token = SERVICE.token("staff", HOSPITAL, "S1").build();
        Eventually.holds(() -> doctors(token, code).size() == 5);
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = SERVICE.get(token, "/doctors?limit=2&department=" + code + cursor)
                    .is(200)
                    .json();
            seen.addAll(ids(page.path("items")));
            cursor = page.path("next").isString()
                    ? "&cursor=" + page.path("next").stringValue()
                    : "";
        } while (!cursor.isEmpty());
        assertThat(seen).containsExactlyElementsOf(all.stream().sorted().toList());
        for (String bad : List.of("meiyan:D1", "x", HOSPITAL + ":", HOSPITAL + ":~zz")) {
            assertThat(SERVICE.get(token, "/doctors?cursor=" + bad).is(400).text("type"))
                    .endsWith("bad-parameter");
        }
        SERVICE.get(token, "/doctors?limit=101").is(400);
    }

    @Test
    void an_operator_asks_in_vain_and_nobody_without_a_token() {
        SERVICE.get(SERVICE.token("operator", HOSPITAL, "O1").build(), "/doctors")
                .is(403);
        SERVICE.get(SERVICE.token("operator", HOSPITAL, "O1").build(), "/visits")
                .is(403);
        SERVICE.get(SERVICE.token("doctor", HOSPITAL, "D1").build(), "/visits").is(403);
    }

    @Test
    void a_patient_sees_their_own_visits_with_doctor_and_department_the_newest_first() {
        SampleEvents people = people(HOSPITAL, newDoctor());
        SampleEvents second = with(people, newDoctor());
        String code = "dep-" + people.doctor();
        department(HOSPITAL, code, 1, "骨科");
        listed(people, 1, true, code, "王五");
        encounter(
                people,
                1,
                EncounterStatus.FINISHED,
                said -> said.setDepartment(code).setChangedAt(CLOCK.instant().minusSeconds(3_600)));
        encounter(second, 2, EncounterStatus.IN_PROGRESS, said -> said.setVisit("V2"));
        String token = patient(people);
        Eventually.holds(() -> visits(token).size() == 2
                && visits(token).path(1).path("department").path("name").isString()
                && visits(token).path(1).path("doctor").path("name").isString());
        JsonNode seen = visits(token);
        assertThat(seen.path(0).path("visit").stringValue()).isEqualTo("V2");
        assertThat(seen.path(0).path("status").stringValue()).isEqualTo("IN_PROGRESS");
        assertThat(seen.path(0).path("doctor").path("name").isString()).isFalse();
        assertThat(seen.path(1).path("doctor").path("id").stringValue())
                .isEqualTo(people.doctor().value());
        assertThat(seen.path(1).path("doctor").path("name").stringValue()).isEqualTo("王五");
        assertThat(seen.path(1).path("department").path("name").stringValue()).isEqualTo("骨科");
        assertThat(seen.path(1).path("encounterClass").stringValue()).isEqualTo("AMB");
    }

    @Test
    void nobody_sees_the_visits_of_another_patient_but_staff_of_the_same_hospital() {
        SampleEvents people = givenVisit();
        String patient = people.patient().value();
        String staff = SERVICE.token("staff", HOSPITAL, "S1").build();
        Eventually.holds(() -> visits(patient(people)).size() == 1);
        assertThat(SERVICE.get(staff, "/visits?patient=" + patient).is(200).json())
                .hasSize(1);
        assertThat(SERVICE.get(staff, "/visits").is(400).text("type")).endsWith("bad-parameter");
        String foreign = SERVICE.token("staff", "meiyan", "S1").build();
        assertThat(SERVICE.get(foreign, "/visits?patient=" + patient).is(200).json())
                .isEmpty();
        String other = SERVICE.patient(HOSPITAL, "P-another");
        assertThat(visits(other)).isEmpty();
        SERVICE.get(other, "/visits?patient=" + patient).is(404);
        assertThat(visits(SERVICE.patient("meiyan", patient))).isEmpty();
    }

    @Test
    void a_birthday_changes_the_age_in_all_pairs_of_the_patient_also_when_encounters_repeat_the_old_one() {
        SampleEvents people = people(HOSPITAL, newDoctor());
        SampleEvents second = with(people, newDoctor());
        SampleEvents stranger = people(HOSPITAL, people.doctor().value());
        encounter(people, 1, EncounterStatus.FINISHED, said -> said.setAgeBand(AgeBand.FROM_14_TO_17));
        encounter(
                second,
                2,
                EncounterStatus.IN_PROGRESS,
                said -> said.setAgeBand(AgeBand.FROM_14_TO_17).setVisit("V2"));
        encounter(stranger, 1, EncounterStatus.FINISHED, said -> said.setAgeBand(AgeBand.FROM_14_TO_17));
        hospital(HOSPITAL, Topics.encounters(HOSPITAL))
                .send(
                        people.patientKey(),
                        people.patientKey(),
                        1,
                        PatientAgeChanged.newBuilder()
                                .setHospital(HOSPITAL)
                                .setPatient(people.patient().value())
                                .setAgeBand(AgeBand.ADULT)
                                .setChangedAt(CLOCK.instant())
                                .build());
        encounter(
                second,
                3,
                EncounterStatus.FINISHED,
                said -> said.setAgeBand(AgeBand.FROM_14_TO_17).setVisit("V2"));
        areKnown(second);
        Eventually.holds(() -> stored(second).state().encounters().getFirst().status() == Encounter.Status.FINISHED);
        areKnown(stranger);
        for (SampleEvents one : List.of(people, second)) {
            assertThat(stored(one).state().encounters().getFirst().ageBand().name())
                    .isEqualTo("ADULT");
        }
        assertThat(stored(stranger).state().encounters().getFirst().ageBand().name())
                .isEqualTo("FROM_14_TO_17");
    }

    @Test
    void an_unmapped_department_is_waited_for_until_the_hospital_tells_another() {
        SampleEvents people = givenPeople();
        encounter(people, 2, EncounterStatus.FINISHED, said -> said.setDepartment("心内二区"));
        areKnown(people);
        givenPrechecked(people);
        assertThat(prechecked(people).getOutcome()).isEqualTo(PolicyOutcome.PERMIT);
        sign(people, 3);
        assertThat(decided(people).getOutcome()).isEqualTo(PolicyOutcome.DEFER);
        assertThat(decided(people).getWaitsFor()).isEqualTo("DEPARTMENT");

        encounter(people, 3, EncounterStatus.FINISHED);
        assertThat(decidedAgain(people).getOutcome()).isEqualTo(PolicyOutcome.PERMIT);
        assertThat(current(people)).isInstanceOf(CurrentCase.Permitted.class);
    }
}
