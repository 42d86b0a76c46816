package org.carecontact.gateway.fhir.staff;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carecontact.gateway.fhir.reading.FhirTimes;
import org.carecontact.gateway.fhir.reading.Reading;
import org.carecontact.gateway.fhir.reading.Refused;
import org.carecontact.gateway.staff.domain.SlotTime;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** Reads from when to when. */
final class SlotTimes {

    private static final Duration LONGEST = Duration.ofDays(366);

    private SlotTimes() {}

    static Optional<Instant> moment(BaseDateTimeType time, boolean isEnd, Reading reading) {
        return FhirTimes.moment(time, reading.dialect().zone(), Instant.EPOCH, isEnd);
    }

    /** Empty when it ends before it begins, or after more than a year. */
    static Optional<SlotTime> of(Instant from, Instant to) {
        return to.isBefore(from) || Duration.between(from, to).compareTo(LONGEST) > 0
                ? Optional.empty()
                : Optional.of(new SlotTime(from, to));
    }

    /** Refuses one that is not. */
    static SlotTime needed(Instant from, Instant to, Reading reading) {
        return of(from, to)
                .orElseThrow(() -> Refused.content(
                        IssueType.VALUE, reading.at("end"), "An end after the start, within a year of it"));
    }
}
