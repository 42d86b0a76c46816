package org.carecontact.policy.domain;

import java.time.Instant;

/** A decision with all that it rests on: judged again by the same policies, these facts give the same assessment. */
public record Decided(Facts facts, Assessment assessment) {

    public Asked asked() {
        return facts.asked();
    }

    public Instant at() {
        return facts.now();
    }
}
