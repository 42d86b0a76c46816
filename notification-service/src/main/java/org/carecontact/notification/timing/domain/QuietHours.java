package org.carecontact.notification.timing.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * The hours in which a person is left alone, from an evening to the next morning.
 *
 * @param from in the evening; from then on it is quiet
 * @param until in the morning of a working day; from then on it is not
 * @param restUntil the same on a day of rest, not earlier than {@code until}
 */
public record QuietHours(ZoneId zone, LocalTime from, LocalTime until, LocalTime restUntil) {

    public QuietHours {
        if (!from.isAfter(restUntil) || restUntil.isBefore(until)) {
            throw new IllegalArgumentException(
                    "quiet hours go from an evening to a morning, which is not earlier on days of rest");
        }
    }

    /** Returns when the quiet hours around this moment end; empty when it is in none. */
    public Optional<Instant> restsUntil(Instant now, Holidays holidays) {
        ZonedDateTime local = now.atZone(zone);
        LocalDate today = local.toLocalDate();
        // A clock that is put forward may skip the morning's hour: the instant it stands for decides.
        Instant morning = morning(today, holidays);
        if (now.isBefore(morning)) {
            return Optional.of(morning);
        }
        Instant evening = today.atTime(from).atZone(zone).toInstant();
        return now.isBefore(evening) ? Optional.empty() : Optional.of(morning(today.plusDays(1), holidays));
    }

    private Instant morning(LocalDate day, Holidays holidays) {
        return day.atTime(holidays.isRestDay(day) ? restUntil : until)
                .atZone(zone)
                .toInstant();
    }
}
