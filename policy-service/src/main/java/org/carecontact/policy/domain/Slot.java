package org.carecontact.policy.domain;

import java.time.Instant;

/** A time in which a doctor is not to be disturbed: an operation or an absence. */
public record Slot(Instant from, Instant to) {

    boolean covers(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }
}
