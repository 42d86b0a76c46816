package org.carecontact.policy.vocabulary.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoursTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Hours WEEKDAYS = new Hours("08:00", "18:00", List.of(1, 2, 3, 4, 5));

    @Test
    void a_moment_within_the_hours_is_its_own_opening() {
        assertThat(next("2026-11-23T10:00")).isEqualTo(at("2026-11-23T10:00"));
        assertThat(next("2026-11-23T08:00")).isEqualTo(at("2026-11-23T08:00"));
    }

    @Test
    void too_early_waits_for_the_morning_and_too_late_for_the_next_one() {
        assertThat(next("2026-11-23T06:59")).isEqualTo(at("2026-11-23T08:00"));
        assertThat(next("2026-11-23T18:00")).isEqualTo(at("2026-11-24T08:00"));
    }

    @Test
    void friday_evening_waits_for_monday() {
        assertThat(next("2026-11-27T18:30")).isEqualTo(at("2026-11-30T08:00"));
        assertThat(next("2026-11-28T12:00")).isEqualTo(at("2026-11-30T08:00"));
    }

    @Test
    void one_day_a_week_opens_within_the_week() {
        Hours mondays = new Hours("08:00", "09:00", List.of(1));
        assertThat(mondays.next(at("2026-11-23T09:00"), SHANGHAI)).isEqualTo(at("2026-11-30T08:00"));
    }

    @Test
    void the_hours_are_those_of_the_hospitals_zone_even_when_its_clock_jumps() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Hours night = new Hours("02:30", "04:00", List.of(7));
        // On 29 March 2026 there is no 02:30 in Berlin.
        assertThat(night.next(Instant.parse("2026-03-29T00:00:00Z"), berlin))
                .isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
    }

    @Test
    void two_hours_leave_what_both_allow() {
        assertThat(WEEKDAYS.and(new Hours("17:00", "20:00", List.of(5, 6))))
                .contains(new Hours("17:00", "18:00", List.of(5)));
        assertThat(WEEKDAYS.and(new Hours("18:00", "20:00", List.of(5)))).isEmpty();
        assertThat(WEEKDAYS.and(new Hours("08:00", "18:00", List.of(6, 7)))).isEmpty();
    }

    @Test
    void hours_that_can_not_be_are_refused() {
        List<Integer> monday = List.of(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Hours("18:00", "08:00", monday));
        assertThatIllegalArgumentException().isThrownBy(() -> new Hours("8:00", "18:00", monday));
        assertThatIllegalArgumentException().isThrownBy(() -> new Hours("08:00", "25:00", monday));
        assertThatIllegalArgumentException().isThrownBy(() -> new Hours("08:00", "18:00", List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Hours("08:00", "18:00", List.of(8)));
    }

    private static Instant next(String local) {
        return WEEKDAYS.next(at(local), SHANGHAI);
    }

    private static Instant at(String local) {
        return java.time.LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }
}
