package org.carecontact.sandbox.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Year;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PopulationTest {

    private final Population population = new Population(7, Year.of(2026));

    @Test
    void the_same_seed_and_year_make_the_same_people() {
        Population again = new Population(7, Year.of(2026));
        assertThat(again.hospitals()).isEqualTo(population.hospitals());
        assertThat(again.patient("meiyan", 4711)).isEqualTo(population.patient("meiyan", 4711));
    }

    @Test
    void there_is_one_hospital_of_each_type_and_one_with_plastic_surgery() {
        assertThat(population.hospitals()).extracting(Hospital::type).containsExactly(InstitutionType.values());
        assertThat(population.hospital("meiyan").doctorsOf("plastic-surgery")).isNotEmpty();
    }

    @Test
    void everybody_who_can_log_in_is_found_by_their_own_name() {
        assertThat(population.samples())
                .allSatisfy(person -> assertThat(population.find(person.user())).contains(person));
        assertThat(population.samples()).extracting(Person::role).contains(Person.Role.values());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tongren",
                "tongren.p",
                "tongren.p000000",
                "tongren.p009001",
                "tongren.p1",
                "tongren.d0099",
                "elsewhere.p000001",
                "tongren.x01",
                "tongren.v03"
            })
    void nobody_else_is_found(String user) {
        assertThat(population.find(user)).isEmpty();
    }

    @Test
    void the_phones_of_the_samples_have_their_names() {
        assertThat(population.phones())
                .containsEntry(
                        "+86" + population.patient("tongren", 1).mobile(),
                        population.patient("tongren", 1).name())
                .allSatisfy((number, _) -> assertThat(number).matches("\\+86140[0-9]{8}"));
    }

    @Test
    void no_two_people_share_a_number() {
        Set<String> numbers = new HashSet<>();
        for (Hospital hospital : population.hospitals()) {
            hospital.doctors()
                    .forEach(doctor -> assertThat(numbers.add(doctor.mobile())).isTrue());
            IntStream.rangeClosed(1, hospital.patients())
                    .mapToObj(number -> population.patient(hospital.id(), number))
                    .forEach(patient -> {
                        assertThat(numbers.add(patient.mobile())).isTrue();
                        assertThat(numbers.add(patient.family().mobile())).isTrue();
                    });
        }
    }

    @Test
    void a_child_has_a_parent_and_stays_a_child_the_whole_year() {
        List<Patient> children = IntStream.rangeClosed(1, 500)
                .mapToObj(number -> population.patient("tongren", number))
                .filter(Patient::needsGuardian)
                .toList();
        assertThat(children).isNotEmpty().allSatisfy(child -> {
            assertThat(child.family().relation()).isEqualTo("PARENT");
            assertThat(child.born()).isAfter(LocalDate.of(2026 - 13, 1, 1));
        });
    }
}
