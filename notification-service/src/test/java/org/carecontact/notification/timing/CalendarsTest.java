package org.carecontact.notification.timing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.carecontact.notification.timing.domain.Holidays;
import org.carecontact.notification.timing.domain.QuietHours;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CalendarsTest {

    private static final QuietHours QUIET =
            new QuietHours(ZoneId.of("Asia/Shanghai"), LocalTime.of(21, 30), LocalTime.of(8, 0), LocalTime.of(9, 30));

    private final Holidays shipped = Calendars.read();

    /** The notices name the days of rest of each holiday: 28 and 33 of them, and 5 and 6 days worked instead. */
    @ParameterizedTest
    @CsvSource({"2025, 28, 5", "2026, 33, 6"})
    void the_shipped_days_are_as_many_as_the_notices_name(int year, int rest, int work) {
        assertThat(shipped.rest().entrySet().stream().filter(day -> day.getKey().getYear() == year))
                .hasSize(rest + work);
        assertThat(shipped.rest().entrySet().stream().filter(day -> day.getKey().getYear() == year && !day.getValue()))
                .hasSize(work);
        assertThat(shipped.years()).contains(year);
    }

    @Test
    void only_a_weekend_is_worked_instead() {
        assertThat(shipped.rest().entrySet().stream().filter(day -> !day.getValue()))
                .allMatch(day -> day.getKey().getDayOfWeek() == DayOfWeek.SATURDAY
                        || day.getKey().getDayOfWeek() == DayOfWeek.SUNDAY);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-01-27, false",
        "2025-01-28, true",
        "2025-02-04, true",
        "2025-02-05, false",
        "2025-02-08, false",
        "2026-02-14, false",
        "2026-02-16, true",
        "2026-02-24, false",
        "2026-10-07, true",
        "2026-10-08, false",
        "2026-10-11, true"
    })
    void people_rest_on_these_days_and_not_on_those(LocalDate day, boolean rest) {
        assertThat(shipped.isRestDay(day)).isEqualTo(rest);
    }

    @Test
    void a_year_that_is_not_there_counts_its_weekends_and_raises_an_alarm() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Calendars calendars = new Calendars(shipped, meters);
        assertThat(calendars.restsUntil(QUIET, Instant.parse("2026-11-27T04:00:00Z")))
                .isEmpty();
        assertThat(meters.get("carecontact.calendar.missing").gauge().value()).isZero();
        assertThat(calendars.restsUntil(QUIET, Instant.parse("2027-10-01T01:00:00Z"))) // a Friday, 9 o'clock
                .isEmpty();
        assertThat(calendars.restsUntil(QUIET, Instant.parse("2027-10-02T01:00:00Z"))) // a Saturday
                .contains(Instant.parse("2027-10-02T01:30:00Z"));
        assertThat(meters.get("carecontact.calendar.missing").gauge().value()).isEqualTo(1);
    }
}
