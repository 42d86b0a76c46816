package org.carecontact.sandbox.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Year;
import java.util.List;
import org.carecontact.sandbox.people.Population;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanTest {

    private final Population population = new Population(7, Year.of(2026));

    @Test
    void the_same_seed_makes_the_same_day_and_another_one_another() {
        assertThat(day(3, 200)).isEqualTo(day(3, 200)).isNotEqualTo(day(4, 200));
    }

    @ParameterizedTest
    @EnumSource
    void every_story_is_in_a_day_of_a_hundred(Story story) {
        assertThat(day(1, 100)).extracting(Visit::story).contains(story);
    }

    @Test
    void each_hospital_has_its_part_and_no_patient_asks_twice() {
        List<Visit> visits = day(1, 200);
        assertThat(visits).hasSize(200);
        assertThat(visits).extracting(Visit::hospital).containsAll(population.hospitals());
        assertThat(visits).extracting(visit -> visit.patient().user()).doesNotHaveDuplicates();
    }

    @Test
    void who_operates_is_asked_only_by_who_will_have_to_wait() {
        assertThat(day(1, 1000))
                .allSatisfy(visit -> assertThat(Plan.operates(visit.hospital(), visit.doctor()))
                        .isEqualTo(visit.story() == Story.WITHDRAWN_BEFORE_DELIVERY));
    }

    @Test
    void who_signs_the_terms_later_is_asked_once_a_day_and_by_no_other_story() {
        List<Visit> visits = day(1, 1000);

        assertThat(visits)
                .allSatisfy(visit -> assertThat(Plan.signsLater(visit.hospital(), visit.doctor()))
                        .isEqualTo(visit.story() == Story.DOCTOR_SIGNS_FIRST));
        assertThat(visits).extracting(Visit::story).containsOnlyOnce(Story.DOCTOR_SIGNS_FIRST);
    }

    private List<Visit> day(long seed, int requests) {
        return Plan.day(population, seed, requests, "T");
    }
}
