package org.carecontact.request.channels.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast things are done at the vendor.
 *
 * @param session the longest time of a temporary session, and of its QR code until somebody uses it
 * @param lead how long before the end of a session the next QR code is offered
 * @param firstBackOff the pause after a first failure; it doubles
 * @param unknownAfter a call without a result counts as unknown then
 * @param look how often the vendor is asked whether the doctor did a task, and for what it refused
 * @param escalate a task of the doctor that is older is the supervisor's business
 */
public record Pace(
        Duration session,
        Duration lead,
        Duration firstBackOff,
        Duration longestBackOff,
        Duration unknownAfter,
        Duration look,
        Duration escalate) {

    private static final int MOST_DOUBLINGS = 16;

    Instant after(int attempt, Instant now) {
        Duration pause = firstBackOff.multipliedBy(1L << Math.min(Math.max(attempt - 1, 0), MOST_DOUBLINGS));
        return now.plus(pause.compareTo(longestBackOff) < 0 ? pause : longestBackOff);
    }
}
