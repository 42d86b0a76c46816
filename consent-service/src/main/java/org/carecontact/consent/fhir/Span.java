package org.carecontact.consent.fhir;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A span of time in whole milliseconds.
 *
 * @param before the first moment after it
 */
record Span(Instant from, Instant before) {

    static final Span ALWAYS = new Span(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));

    private static final ZoneId COUNTRY = ZoneId.of("Asia/Shanghai");
    private static final Pattern FORM = Pattern.compile("(eq|gt|ge|lt|le)?"
            + "([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})"
            + "(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,9}))?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?");

    /**
     * Reads a search's date (R4, 3.1.1.5.5): a date stands for all of it, as precise as it is written, in the country's
     * time where it names no zone. Empty when it is none.
     */
    static Optional<Span> parse(String text) {
        // A plus sign that was not escaped arrives as a space.
        Matcher matcher = FORM.matcher(text.replace(' ', '+'));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            LocalDateTime start = LocalDateTime.of(
                    Integer.parseInt(matcher.group(2)),
                    number(matcher.group(3), 1),
                    number(matcher.group(4), 1),
                    number(matcher.group(5), 0),
                    number(matcher.group(6), 0),
                    number(matcher.group(7), 0),
                    nanos(matcher.group(8)));
            ZoneId zone = matcher.group(9) == null ? COUNTRY : ZoneOffset.of(matcher.group(9));
            Instant first = millis(start.atZone(zone).toInstant());
            Instant next = millis(end(start, matcher).atZone(zone).toInstant());
            return Optional.of(
                    switch (matcher.group(1) == null ? "eq" : matcher.group(1)) {
                        case "gt" -> new Span(next, ALWAYS.before());
                        case "ge" -> new Span(first, ALWAYS.before());
                        case "lt" -> new Span(ALWAYS.from(), first);
                        case "le" -> new Span(ALWAYS.from(), next);
                        default -> new Span(first, next);
                    });
        } catch (DateTimeException e) {
            return Optional.empty(); // as the 30th of February
        }
    }

    Span and(Span other) {
        return new Span(
                from.isAfter(other.from) ? from : other.from, before.isBefore(other.before) ? before : other.before);
    }

    boolean contains(Instant at) {
        return !at.isBefore(from) && at.isBefore(before);
    }

    private static LocalDateTime end(LocalDateTime start, Matcher written) {
        if (written.group(8) != null) {
            return start.plusNanos((long) Math.pow(10, 9 - written.group(8).length()));
        }
        ChronoUnit unit = written.group(7) != null
                ? ChronoUnit.SECONDS
                : written.group(6) != null
                        ? ChronoUnit.MINUTES
                        : written.group(4) != null
                                ? ChronoUnit.DAYS
                                : written.group(3) != null ? ChronoUnit.MONTHS : ChronoUnit.YEARS;
        return start.plus(1, unit);
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
    }

    /** The first whole millisecond that is not before it. */
    private static Instant millis(Instant at) {
        Instant whole = at.truncatedTo(ChronoUnit.MILLIS);
        return whole.equals(at) ? whole : whole.plusMillis(1);
    }
}
