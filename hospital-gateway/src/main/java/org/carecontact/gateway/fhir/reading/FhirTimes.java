package org.carecontact.gateway.fhir.reading;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.carecontact.gateway.values.Timestamps;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Period;

/** The times of resources; a clock that is ahead is held back, for its words would outrank all others until then. */
public final class FhirTimes {

    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration EXACT = Duration.ofMinutes(1);

    private FhirTimes() {}

    /**
     * Reads a time of at least a day's precision.
     *
     * @param told of a day, this moment if it lies within
     * @param isEnd whether a day else means its last moment, not its first
     */
    public static Optional<Instant> moment(BaseDateTimeType time, ZoneId zone, Instant told, boolean isEnd) {
        String written = time.getValueAsString();
        return written == null
                ? Optional.empty()
                : Timestamps.span(written, zone).map(span -> {
                    boolean exact = Duration.between(span.from(), span.until()).compareTo(EXACT) <= 0;
                    if (!exact && span.has(told)) {
                        return told;
                    }
                    return exact || !isEnd ? span.from() : span.until().minusMillis(1);
                });
    }

    public static boolean isAhead(Instant moment, Instant now) {
        return moment.isAfter(now.plus(AHEAD));
    }

    /** Whether a period has an end that is before a moment. */
    public static boolean isOver(Period period, Instant moment, ZoneId zone) {
        return moment(period.getEndElement(), zone, Instant.EPOCH, true)
                .filter(end -> end.isBefore(moment))
                .isPresent();
    }

    public static Instant held(Instant moment, Instant now) {
        return isAhead(moment, now) ? now : moment;
    }
}
