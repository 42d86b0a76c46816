package org.carecontact.gateway.vocabulary.domain;

import java.time.Instant;
import java.util.Comparator;

/**
 * The place of a message in the hospital's own time; no two messages share one, so every order of arrival ends alike.
 *
 * @param at when it was recorded (HL7 EVN-2)
 * @param sentAt when it was sent (HL7 MSH-7)
 * @param messageId HL7 MSH-10, or what the door has instead
 * @param sender HL7 MSH-3 and MSH-4, or what the door has instead
 */
public record Stamp(Instant at, Instant sentAt, String messageId, String sender) implements Comparable<Stamp> {

    /** A shorter id comes first, since most count upwards. */
    private static final Comparator<Stamp> ORDER = Comparator.comparing(Stamp::at)
            .thenComparing(Stamp::sentAt)
            .thenComparing(stamp -> stamp.messageId().length())
            .thenComparing(Stamp::messageId)
            .thenComparing(Stamp::sender);

    @Override
    public int compareTo(Stamp other) {
        return ORDER.compare(this, other);
    }

    public boolean isBefore(Stamp other) {
        return compareTo(other) < 0;
    }
}
