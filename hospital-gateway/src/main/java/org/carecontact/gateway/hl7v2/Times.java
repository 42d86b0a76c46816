package org.carecontact.gateway.hl7v2;

import ca.uhn.hl7v2.ErrorCode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.carecontact.gateway.values.MessageTimes;
import org.carecontact.gateway.values.Timestamps;

/** The times of one message; a clock that is ahead is held back, for its words would outrank all others until then. */
final class Times {

    private static final String FORM = "YYYYMMDD[HH[MM[SS[.SSSS]]]][+ZZZZ]";

    private final MessageTimes times;
    private final List<Fault> warnings;

    /**
     * Reads MSH-7.
     *
     * @param zone of times without an offset, unless MSH-7 has one
     * @param now the receiver's time
     */
    Times(String msh7, ZoneId zone, Instant now, List<Fault> warnings) {
        this.times = new MessageTimes(msh7, zone, now);
        this.warnings = warnings;
    }

    /** MSH-7 as far as it orders messages; the beginning of time when there is none. */
    Instant sentAt() {
        return times.sentAt().orElse(Instant.EPOCH);
    }

    /** When the message was recorded: EVN-2, else MSH-7; an EVN-2 that can't be read is warned of. */
    Instant recordedAt(Fields evn) throws Refusal {
        String evn2 = evn.text(2, 1);
        Optional<Instant> recorded = moment(evn2, false);
        if (recorded.isPresent()) {
            return held(recorded.get(), "EVN", 2);
        }
        Optional<Instant> sent = times.sentAt();
        if (!evn2.isEmpty() && sent.isPresent()) {
            warnings.add(new Fault(ErrorCode.DATA_TYPE_ERROR, "EVN", 2, FORM + "; MSH-7 is taken"));
        }
        return held(
                sent.orElseThrow(() -> Refusal.ofContent(
                        evn2.isEmpty() ? ErrorCode.REQUIRED_FIELD_MISSING : ErrorCode.DATA_TYPE_ERROR,
                        "EVN",
                        2,
                        "A time in EVN-2 or MSH-7: " + FORM)),
                "MSH",
                7);
    }

    /** When it took place: EVN-6, else this field of PV1, else when it was recorded. */
    Instant occurredAt(Fields evn, Fields pv1, int field, boolean isEnd, Instant recordedAt) {
        Optional<Instant> told = moment(evn.text(6, 1), isEnd)
                .or(() -> field == 0 ? Optional.empty() : moment(pv1.text(field, 1), isEnd));
        if (told.isEmpty() && isEnd) {
            told = moment(evn.text(2, 1), true);
        }
        return told.map(moment -> held(moment, "EVN", 6)).orElse(recordedAt);
    }

    /** The moments that a time can mean, also one to come. */
    Optional<Timestamps.Span> span(String value) {
        return times.span(value);
    }

    /** A time of which nothing depends on the end of its day. */
    Optional<Instant> moment(String value) {
        return moment(value, false);
    }

    private Optional<Instant> moment(String value, boolean isEnd) {
        return times.moment(value, isEnd);
    }

    private Instant held(Instant moment, String segment, int field) {
        if (!times.isAhead(moment)) {
            return moment;
        }
        warnings.add(
                new Fault(ErrorCode.DATA_TYPE_ERROR, segment, field, "A time that is not ahead of ours; taken as now"));
        return times.now();
    }
}
