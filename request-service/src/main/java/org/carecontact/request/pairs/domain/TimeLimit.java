package org.carecontact.request.pairs.domain;

import java.time.Instant;

/** The time at which a state ends by itself, or has to be gone back to, and the reason. */
public record TimeLimit(Kind kind, Instant until) {

    public enum Kind {
        DECISION,
        CONSENT,
        DEFERRAL,
        DELIVERY,
        ANSWER,
        REMINDER,
        RENEWAL,
        SUSPENSION,
        CONTACT
    }

    boolean passed(Kind which, Instant now) {
        return kind == which && !now.isBefore(until);
    }
}
