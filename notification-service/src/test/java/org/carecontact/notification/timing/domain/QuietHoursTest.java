package org.carecontact.notification.timing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuietHoursTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final LocalDate HOLIDAY = LocalDate.of(2026, 10, 1);
    private static final LocalDate WORKED = LocalDate.of(2026, 10, 10);
    private static final Holidays HOLIDAYS = new Holidays(Map.of(HOLIDAY, true, WORKED, false), Set.of(2026));
    private static final QuietHours QUIET =
            new QuietHours(SHANGHAI, LocalTime.of(21, 30), LocalTime.of(8, 0), LocalTime.of(9, 30));

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T21:29:59, ''",
        "2026-11-24T21:30:00, 2026-11-25T08:00:00",
        "2026-11-24T23:59:59, 2026-11-25T08:00:00",
        "2026-11-25T00:00:00, 2026-11-25T08:00:00",
        "2026-11-25T07:59:59, 2026-11-25T08:00:00",
        "2026-11-25T08:00:00, ''",
        "2026-11-27T22:00:00, 2026-11-28T09:30:00", // a Friday: Saturday is a day of rest
        "2026-11-28T09:29:59, 2026-11-28T09:30:00",
        "2026-11-28T09:30:00, ''",
        "2026-11-29T22:00:00, 2026-11-30T08:00:00", // a Sunday
        "2026-09-30T22:00:00, 2026-10-01T09:30:00", // a Wednesday before the holiday
        "2026-10-01T08:30:00, 2026-10-01T09:30:00",
        "2026-10-09T22:00:00, 2026-10-10T08:00:00", // a Saturday that is worked
        "2026-10-10T08:00:00, ''",
        "2026-12-31T22:00:00, 2027-01-01T08:00:00" // a Friday of a year that is not known
    })
    void a_night_ends_in_the_morning_of_its_next_day(String now, String until) {
        assertThat(QUIET.restsUntil(at(now), HOLIDAYS))
                .isEqualTo(until.isEmpty() ? Optional.empty() : Optional.of(at(until)));
    }

    @Test
    void hours_that_make_no_night_are_refused() {
        LocalTime eight = LocalTime.of(8, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> new QuietHours(SHANGHAI, eight, eight, eight));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QuietHours(SHANGHAI, LocalTime.of(21, 0), eight, LocalTime.of(7, 0)));
    }

    /** Over zones with and without summer time, holidays, midnights and years. */
    @Test
    void whatever_waits_goes_out_in_no_quiet_hour_and_as_early_as_it_may() {
        Random random = new Random(9);
        List<ZoneId> zones = List.of(
                SHANGHAI,
                ZoneId.of("Asia/Urumqi"),
                ZoneId.of("Europe/Berlin"),
                ZoneId.of("America/Sao_Paulo"),
                ZoneId.of("Africa/Cairo"),
                ZoneId.of("Australia/Lord_Howe"),
                ZoneId.of("Pacific/Apia"),
                ZoneId.of("Asia/Kathmandu"),
                ZoneId.of("America/St_Johns"));
        Instant from = Instant.parse("2025-01-01T00:00:00Z");
        long seconds = Duration.ofDays(1200).toSeconds();
        int rested = 0;
        for (int i = 0; i < 40_000; i++) {
            LocalTime until = LocalTime.of(random.nextInt(10), random.nextInt(60));
            QuietHours quiet = new QuietHours(
                    zones.get(random.nextInt(zones.size())),
                    LocalTime.of(18 + random.nextInt(6), random.nextInt(60)),
                    until,
                    until.plusMinutes(random.nextInt(240)));
            Instant now = from.plusSeconds(random.nextLong(seconds));
            Optional<Instant> end = quiet.restsUntil(now, HOLIDAYS);
            if (end.isEmpty()) {
                assertThat(isQuiet(quiet, now)).as("%s at %s", quiet, now).isFalse();
                continue;
            }
            rested++;
            assertThat(isQuiet(quiet, now)).as("%s at %s", quiet, now).isTrue();
            assertThat(end.get()).isAfter(now);
            assertThat(quiet.restsUntil(end.get(), HOLIDAYS))
                    .as("%s at %s", quiet, now)
                    .isEmpty();
            assertThat(isQuiet(quiet, end.get().minusSeconds(1)))
                    .as("%s before %s", quiet, end.get())
                    .isTrue();
            assertThat(Duration.between(now, end.get())).isLessThan(Duration.ofHours(25));
        }
        assertThat(rested).isBetween(10_000, 35_000);
    }

    /** Said anew, minute by minute, by the clock on the wall; an hour that a zone skips is over at its end. */
    private static boolean isQuiet(QuietHours quiet, Instant now) {
        ZonedDateTime local = now.atZone(quiet.zone());
        LocalDate day = local.toLocalDate();
        boolean rest =
                HOLIDAY.equals(day) || !WORKED.equals(day) && day.getDayOfWeek().getValue() >= 6;
        LocalTime morning = rest ? quiet.restUntil() : quiet.until();
        ZonedDateTime first = day.atTime(morning).atZone(quiet.zone());
        ZonedDateTime last = day.atTime(quiet.from()).atZone(quiet.zone());
        return local.isBefore(first) || !local.isBefore(last);
    }

    private static Instant at(String local) {
        return java.time.LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }
}
