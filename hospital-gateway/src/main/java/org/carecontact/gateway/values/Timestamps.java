package org.carecontact.gateway.values;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads HL7's TS, {@code YYYY[MM[DD[HH[MM[SS[.SSSS]]]]]][+/-ZZZZ]}, the form {@code YYYY-MM-DD HH:MM:SS} that databases
 * write, and the day as people write it in Chinese.
 */
public final class Timestamps {

    /** The moments that a time of its precision can mean: from the first to the one before the end. */
    public record Span(Instant from, Instant until) {

        public boolean has(Instant moment) {
            return !moment.isBefore(from) && moment.isBefore(until);
        }
    }

    /** The days that a date of its precision can mean, both included. */
    public record Days(LocalDate first, LocalDate last) {

        private static Days of(LocalDate day) {
            return new Days(day, day);
        }
    }

    private static final Pattern TIME = Pattern.compile(
            "([0-9]{4})([0-9]{2})([0-9]{2})(?:([0-9]{2})(?:([0-9]{2})(?:([0-9]{2})(?:\\.([0-9]{1,9}))?)?)?)?([+-][0-9]{4})?");
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
            + "(?:[ T]([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,9}))?)?)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?");
    private static final Pattern DATE = Pattern.compile("([0-9]{4})(?:([0-9]{2})(?:([0-9]{2})[0-9.+-]*)?)?");
    private static final Pattern OFFSET = Pattern.compile(".*([+-][0-9]{4})");

    private Timestamps() {}

    /** Reads a time of at least a day's precision; without an offset it is of this zone. */
    public static Optional<Span> span(String value, ZoneId unlessOffset) {
        Matcher m = matched(value);
        if (m == null) {
            return Optional.empty();
        }
        try {
            int milli = m.group(7) == null ? 0 : Integer.parseInt((m.group(7) + "000").substring(0, 3));
            LocalDateTime local = LocalDateTime.of(number(m, 1), number(m, 2), number(m, 3), orZero(m, 4), orZero(m, 5))
                    .withSecond(orZero(m, 6))
                    .withNano(milli * 1_000_000);
            ZoneId zone = m.group(8) == null ? unlessOffset : ZoneOffset.of(m.group(8));
            Instant from = local.atZone(zone).toInstant();
            return Optional.of(new Span(from, from.plus(1, precision(m))));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** Returns the offset of a time that has one (v2.5, 2.15.9.7: MSH-7's is the default of its message). */
    public static ZoneId zone(String value, ZoneId unlessOffset) {
        Matcher m = OFFSET.matcher(value);
        try {
            return m.matches() && TIME.matcher(value).matches() ? ZoneOffset.of(m.group(1)) : unlessOffset;
        } catch (DateTimeException _) {
            return unlessOffset;
        }
    }

    /** Returns the days that a date of day, month or year precision can mean. */
    public static Optional<Days> days(String value) {
        try {
            Matcher written = WRITTEN.matcher(value);
            if (written.matches()) {
                return Optional.of(Days.of(LocalDate.of(number(written, 1), number(written, 2), number(written, 3))));
            }
            Matcher m = DATE.matcher(value);
            if (!m.matches()) {
                return Optional.empty();
            }
            if (m.group(2) == null) {
                int year = number(m, 1);
                return Optional.of(new Days(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)));
            }
            if (m.group(3) == null) {
                YearMonth month = YearMonth.of(number(m, 1), number(m, 2));
                return Optional.of(new Days(month.atDay(1), month.atEndOfMonth()));
            }
            return Optional.of(Days.of(LocalDate.of(number(m, 1), number(m, 2), number(m, 3))));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static @Nullable Matcher matched(String value) {
        Matcher time = TIME.matcher(value);
        if (time.matches()) {
            return time;
        }
        Matcher written = WRITTEN.matcher(value);
        return written.matches() ? written : null;
    }

    private static ChronoUnit precision(Matcher m) {
        if (m.group(4) == null) {
            return ChronoUnit.DAYS;
        }
        if (m.group(5) == null) {
            return ChronoUnit.HOURS;
        }
        if (m.group(6) == null) {
            return ChronoUnit.MINUTES;
        }
        return m.group(7) == null ? ChronoUnit.SECONDS : ChronoUnit.MILLIS;
    }

    private static int orZero(Matcher m, int group) {
        return m.group(group) == null ? 0 : number(m, group);
    }

    private static int number(Matcher m, int group) {
        return Integer.parseInt(m.group(group));
    }
}
