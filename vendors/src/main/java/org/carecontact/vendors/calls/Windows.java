package org.carecontact.vendors.calls;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** When the windows of the vendors' limits end; their calendar is that of China. */
public final class Windows {

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int FIRST_HOUR_OF_MARKETING = 8;

    private final Clock clock;

    public Windows(Clock clock) {
        this.clock = clock;
    }

    /** Returns when to try again after the vendor could not be reached: in five seconds. */
    public Instant soon() {
        return in(SOON);
    }

    public Instant in(Duration duration) {
        return clock.instant().plus(duration);
    }

    public Instant nextMinute() {
        return now().truncatedTo(ChronoUnit.MINUTES).plusMinutes(1).toInstant();
    }

    public Instant nextHour() {
        return now().truncatedTo(ChronoUnit.HOURS).plusHours(1).toInstant();
    }

    /** Returns the next midnight in China. */
    public Instant nextDay() {
        return now().truncatedTo(ChronoUnit.DAYS).plusDays(1).toInstant();
    }

    /** Returns the next eight o'clock in China, when the vendors let marketing through again. */
    public Instant nextMorning() {
        ZonedDateTime today = now().truncatedTo(ChronoUnit.DAYS).plusHours(FIRST_HOUR_OF_MARKETING);
        return (now().isBefore(today) ? today : today.plusDays(1)).toInstant();
    }

    /** Returns the day of a moment in China. */
    public static LocalDate day(Instant at) {
        return at.atOffset(CHINA).toLocalDate();
    }

    private ZonedDateTime now() {
        return clock.instant().atZone(CHINA);
    }
}
