package org.carecontact.kernel.hospitals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.ZoneId;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.carecontact.kernel.hospitals.HospitalDescription.Department;
import org.carecontact.kernel.hospitals.HospitalDescription.Name;
import org.carecontact.schemas.ids.DepartmentId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HospitalDescriptionTest {

    private static final String ANHE = "id: anhe\nname: {zh: 安和, en: Anhe}\n";

    private static HospitalDescription read(String hospital, String departments) {
        return HospitalDescription.of("hospital.yml", hospital, "departments.yml", departments);
    }

    @Test
    void both_files_make_a_hospital() {
        HospitalDescription read = read(
                ANHE,
                "- {code: \"0313\", name: {zh: 心内科, en: Cardiology}, phone: \"+86 10 8004 0010\"}\n"
                        + "- {code: 康复科, name: {zh: 康复科, en: Rehabilitation}}\n");

        assertThat(read.id()).isEqualTo("anhe");
        assertThat(read.departments())
                .containsExactly(
                        new Department(new DepartmentId("0313"), new Name("心内科", "Cardiology"), "+86 10 8004 0010"),
                        new Department(new DepartmentId("康复科"), new Name("康复科", "Rehabilitation"), null));
    }

    @Test
    void r10_a_hospital_says_how_much_it_wants_and_what_it_does_not_say_is_not_limited() {
        HospitalDescription all = read(
                ANHE + "zone: Asia/Urumqi\nquotas: {patient: {open: 3, month: 10}, doctor: {day: 20, open: 30}}\n",
                "[]");
        HospitalDescription some = read(ANHE + "quotas: {patient: {open: 1}}\n", "[]");
        HospitalDescription none = read(ANHE, "[]");

        assertThat(all.quotas()).isEqualTo(new Quotas(3, 10, 30, 20));
        assertThat(all.zone()).isEqualTo(ZoneId.of("Asia/Urumqi"));
        assertThat(some.quotas()).isEqualTo(new Quotas(1, null, null, null));
        assertThat(none.quotas()).isEqualTo(Quotas.NONE);
        assertThat(none.zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void r10_every_wrong_quota_is_told_at_once() {
        FolderRefused refused = catchThrowableOfType(FolderRefused.class, () -> read(ANHE + """
                        quotas:
                          patient: {open: 0, month: many}
                          doctor: {day: 1001, open: -1}
                        """, "[]"));

        assertThat(refused.problems())
                .containsExactly(
                        "hospital.yml, line 4, column 19: expected a number from 1 to 1000",
                        "hospital.yml, line 4, column 29: expected a number from 1 to 1000",
                        "hospital.yml, line 5, column 17: expected a number from 1 to 1000",
                        "hospital.yml, line 5, column 29: expected a number from 1 to 1000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        id: anhe                                   | hospital.yml, line 1, column 1: 'name' is missing
        id: An he\\nname: {zh: 安, en: A}            | hospital.yml, line 1, column 5: 'An he' is not of the form tongren
        id: ../x\\nname: {zh: 安, en: A}             | hospital.yml, line 1, column 5: '../x' is not of the form tongren
        id: a\\nname: {zh: 安, en: A}                | hospital.yml, line 1, column 5: 'a' is not of the form tongren
        id: -anhe\\nname: {zh: 安, en: A}            | hospital.yml, line 1, column 5: '-anhe' is not of the form tongren
        id: .staged\\nname: {zh: 安, en: A}          | hospital.yml, line 1, column 5: '.staged' is not of the form tongren
        id: anhe\\nname: {zh: 安}                    | hospital.yml, line 2, column 7: 'en' is missing
        id: anhe\\nname: Anhe                       | hospital.yml, line 2, column 7: expected keys and values
        id: anhe\\nbeds: 9\\nname: {zh: 安, en: A}    | hospital.yml, line 2, column 1: unknown key 'beds'
        id: [anhe                                  | hospital.yml, line 2: not YAML
        id: anhe\\nname: {zh: 安, en: A}\\nquotas: 3   | hospital.yml, line 3, column 9: expected keys and values
        id: anhe\\nname: {zh: 安, en: A}\\nquotas: {nurse: {open: 3}} | hospital.yml, line 3, column 10: unknown key 'nurse'
        id: anhe\\nname: {zh: 安, en: A}\\nquotas: {doctor: {month: 3}} | hospital.yml, line 3, column 19: unknown key 'month'
        id: anhe\\nname: {zh: 安, en: A}\\nquotas: {doctor: 3} | hospital.yml, line 3, column 18: expected keys and values
        id: anhe\\nname: {zh: 安, en: A}\\nzone: Mars       | hospital.yml, line 3, column 7: 'Mars' is not a time zone
        """)
    void a_mistake_in_the_hospital_has_line_column_and_remedy(String text, String said) {
        assertThatThrownBy(() -> HospitalDescription.of("hospital.yml", text.replace("\\n", "\n") + "\n", "d", null))
                .isInstanceOf(FolderRefused.class)
                .hasMessageStartingWith(said);
    }

    @Test
    void all_mistakes_of_both_files_are_told_at_once() {
        FolderRefused refused = catchThrowableOfType(FolderRefused.class, () -> read("id: X\n", """
                        - {code: a, name: {zh: 一, en: One}, phone: "110105199001011234"}
                        - {code: b, name: {zh: 二, en: Two}, beds: 3}
                        - {code: b, name: {zh: 二, en: Two}}
                        - {code: b, name: {zh: 三, en: Three}}
                        - {code: " c", name: {zh: 四, en: Four}}
                        - {name: {zh: 五, en: Five}}
                        """));

        assertThat(refused.problems())
                .hasSize(6)
                .satisfiesExactly(
                        hospital -> assertThat(hospital).startsWith("hospital.yml, line 1, column 5: 'X'"),
                        phone -> assertThat(phone)
                                .startsWith("departments.yml, line 1, column 44: '110105199001011234'"),
                        key -> assertThat(key).startsWith("departments.yml, line 2, column 37: unknown key 'beds'"),
                        twice -> assertThat(twice)
                                .isEqualTo("departments.yml, line 4, column 3: the department 'b' is given twice"),
                        code -> assertThat(code).startsWith("departments.yml, line 5, column 10: ' c' is no code"),
                        missing ->
                                assertThat(missing).isEqualTo("departments.yml, line 6, column 3: 'code' is missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"110105199001011234", "call us", "12", "+8610800400100000", "<b>1234</b>"})
    void what_nobody_can_dial_is_no_phone(String phone) {
        assertThatThrownBy(() -> read(ANHE, "- {code: a, name: {zh: 一, en: One}, phone: \"" + phone + "\"}"))
                .hasMessageContaining("is no telephone number");
    }

    @Test
    void a_list_of_departments_has_a_limit() {
        String departments = IntStream.range(0, 2_001)
                .mapToObj(i -> "- {code: d" + i + ", name: {zh: 科, en: D}}")
                .collect(Collectors.joining("\n"));

        assertThatThrownBy(() -> read(ANHE, departments)).hasMessageContaining("2001 departments, at most 2000");
    }
}
