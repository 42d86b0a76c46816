package org.carecontact.gateway.adt;

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

/** Reads HL7's TS: {@code YYYY[MM[DD[HH[MM[SS[.SSSS]]]]]][+/-ZZZZ]}. */
final class Timestamps {

    /** The moments that a time of its precision can mean: from the first to the one before the end. */
    record Span(Instant from, Instant until) {

        boolean has(Instant moment) {
            return !moment.isBefore(from) && moment.isBefore(until);
        }
    }

    private static final Pattern TIME = Pattern.compile(
            "([0-9]{4})([0-9]{2})([0-9]{2})(?:([0-9]{2})(?:([0-9]{2})(?:([0-9]{2})(?:\\.([0-9]{1,4}))?)?)?)?([+-][0-9]{4})?");
    private static final Pattern DATE = Pattern.compile("([0-9]{4})(?:([0-9]{2})(?:([0-9]{2})[0-9.+-]*)?)?");

    private Timestamps() {}

    /** Reads a point in time of at least a minute's precision, in whole milliseconds. */
    static Optional<Instant> instant(String value, ZoneId unlessOffset) {
        Matcher m = INSTANT.matcher(value);
        if (!m.matches()) {
            return Optional.empty();
        }
        try {
            int milli = m.group(7) == null ? 0 : Integer.parseInt((m.group(7) + "000").substring(0, 3));
            LocalDateTime local = LocalDateTime.of(number(m, 1), number(m, 2), number(m, 3), orZero(m, 4), orZero(m, 5))
                    .withSecond(orZero(m, 6))
                    .withNano(milli * 1_000_000);
            ZoneId zone = m.group(8) == null ? unlessOffset : ZoneOffset.of(m.group(8));
            Instant from = local.atZone(zone).toInstant();
            ChronoUnit precision = m.group(4) == null
                    ? ChronoUnit.DAYS
                    : m.group(5) == null
                            ? ChronoUnit.HOURS
                            : m.group(6) == null
                                    ? ChronoUnit.MINUTES
                                    : m.group(7) == null ? ChronoUnit.SECONDS : ChronoUnit.MILLIS;
            return Optional.of(new Span(from, from.plus(1, precision)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** Returns the last day that a date of day, month or year precision can mean. */
    static Optional<LocalDate> latestDate(String value) {
        Matcher m = DATE.matcher(value);
        if (!m.matches()) {
            return Optional.empty();
        }
        try {
            if (m.group(2) == null) {
                return Optional.of(LocalDate.of(number(m, 1), 12, 31));
            }
            return Optional.of(
                    m.group(3) == null
                            ? YearMonth.of(number(m, 1), number(m, 2)).atEndOfMonth()
                            : LocalDate.of(number(m, 1), number(m, 2), number(m, 3)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static int orZero(Matcher m, int group) {
        return m.group(group) == null ? 0 : number(m, group);
    }

    private static int number(Matcher m, int group) {
        return Integer.parseInt(m.group(group));
    }
}
