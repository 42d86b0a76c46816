package org.carecontact.gateway.refused;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that was refused, or waits for another one.
 *
 * @param id in the order of their arrival
 * @param feed as tongren/his
 * @param door as hl7-v2
 * @param at when it came first
 * @param lastAt when it came last
 * @param times how often it came
 * @param size of the message in bytes
 * @param isCut whether only its beginning is kept
 * @param patients keyed hashes of whom it is about
 * @param sealed the message; null where it was not asked for, and once it is settled
 */
record Kept(
        String id,
        String hospital,
        String feed,
        String door,
        Instant at,
        Instant lastAt,
        long times,
        String sender,
        String messageId,
        Reason reason,
        int size,
        boolean isCut,
        State state,
        List<String> patients,
        byte @Nullable [] sealed) {

    /** What becomes of it. */
    enum State {
        /** It was accepted, and takes effect when what it refers to comes. */
        WAITING,
        REFUSED,
        REPLAYED,
        DISCARDED;

        /** Whether the message is still there and without effect. */
        boolean isOpen() {
            return this == REFUSED || this == WAITING;
        }
    }

    Kept as(State other) {
        return new Kept(
                id, hospital, feed, door, at, lastAt, times, sender, messageId, reason, size, isCut, other, List.of(),
                null);
    }
}
