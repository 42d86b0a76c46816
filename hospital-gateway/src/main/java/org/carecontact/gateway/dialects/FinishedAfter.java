package org.carecontact.gateway.dialects;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rule for hospitals that do not tell when an outpatient visit is over.
 *
 * @param atSessionEnd the end of the half-day session: noon, 18:00 or midnight
 * @param duration from the registration on; null where another rule holds
 */
public record FinishedAfter(boolean atSessionEnd, @Nullable Duration duration) {

    /** Only a message ends a visit. */
    public static final FinishedAfter NEVER = new FinishedAfter(false, null);

    private static final Duration LONGEST = Duration.ofDays(7);

    static Optional<FinishedAfter> parse(String text) {
        if (text.equals("never")) {
            return Optional.of(NEVER);
        }
        if (text.equals("session")) {
            return Optional.of(new FinishedAfter(true, null));
        }
        try {
            Duration duration = Duration.parse(text);
            return duration.isPositive() && duration.compareTo(LONGEST) <= 0
                    ? Optional.of(new FinishedAfter(false, duration))
                    : Optional.empty();
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /** Returns when a visit that begins at this moment counts as finished; null for never. */
    public @Nullable Instant of(Instant begun, ZoneId zone) {
        if (atSessionEnd) {
            ZonedDateTime local = begun.atZone(zone);
            LocalTime end = local.toLocalTime().isBefore(LocalTime.NOON) ? LocalTime.NOON : LocalTime.of(18, 0);
            return local.toLocalTime().isBefore(end)
                    ? local.with(end).toInstant()
                    : local.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
        }
        return duration == null ? null : begun.plus(duration);
    }
}
