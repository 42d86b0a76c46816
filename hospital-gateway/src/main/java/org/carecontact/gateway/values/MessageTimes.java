package org.carecontact.gateway.values;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Reads the times of one message by its sender's clock. */
public final class MessageTimes {

    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final ZoneId zone;
    private final Instant now;
    private final Optional<Instant> sentAt;

    /**
     * Begins with the time at which it was sent.
     *
     * @param sentAt as the message has it; empty for none
     * @param zone of times without an offset, unless that one has an offset
     * @param now the receiver's time
     */
    public MessageTimes(String sentAt, ZoneId zone, Instant now) {
        this.zone = Timestamps.zone(sentAt, zone);
        this.now = now;
        this.sentAt = Timestamps.span(sentAt, this.zone).map(Timestamps.Span::from);
    }

    public Optional<Instant> sentAt() {
        return sentAt;
    }

    /** Reads the moments that a time can mean. */
    public Optional<Timestamps.Span> span(String value) {
        return Timestamps.span(value, zone);
    }

    /**
     * Reads a time; of a day or an hour, the moment of sending if it lies within, else its first or last one.
     *
     * @param isEnd whether it says when something ended
     */
    public Optional<Instant> moment(String value, boolean isEnd) {
        return span(value).map(span -> {
            boolean exact = Duration.between(span.from(), span.until()).compareTo(Duration.ofMinutes(1)) <= 0;
            if (!exact && sentAt.filter(span::has).isPresent()) {
                return sentAt.get();
            }
            return exact || !isEnd ? span.from() : span.until().minusMillis(1);
        });
    }

    /** Whether a clock is too far ahead of ours: its words would outrank all others until then. */
    public boolean isAhead(Instant moment) {
        return moment.isAfter(now.plus(AHEAD));
    }

    /** The receiver's time. */
    public Instant now() {
        return now;
    }
}
