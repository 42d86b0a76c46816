package org.carecontact.gateway.encounters.domain;

import java.time.Instant;
import java.util.Comparator;

/**
 * The place of a message in the hospital's own time; no two messages share one, so every order of arrival ends alike.
 *
 * @param at when it was recorded (EVN-2)
 * @param sentAt when it was sent (MSH-7)
 * @param controlId MSH-10
 * @param sender MSH-3 and MSH-4
 */
public record Stamp(Instant at, Instant sentAt, String controlId, String sender) implements Comparable<Stamp> {

    /** A shorter control id comes first, since most count upwards. */
    private static final Comparator<Stamp> ORDER = Comparator.comparing(Stamp::at)
            .thenComparing(Stamp::sentAt)
            .thenComparing(stamp -> stamp.controlId().length())
            .thenComparing(Stamp::controlId)
            .thenComparing(Stamp::sender);

    @Override
    public int compareTo(Stamp other) {
        return ORDER.compare(this, other);
    }

    boolean isBefore(Stamp other) {
        return compareTo(other) < 0;
    }
}
