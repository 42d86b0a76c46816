package org.carecontact.policy.cases.domain;

import java.time.Instant;
import org.carecontact.policy.facts.domain.Asked;
import org.carecontact.policy.facts.domain.Facts;
import org.carecontact.policy.rules.domain.Assessment;

/** A decision with all that it rests on: judged again by the same policies, these facts give the same assessment. */
public record Decided(Facts facts, Assessment assessment) {

    public Asked asked() {
        return facts.asked();
    }

    public Instant at() {
        return facts.now();
    }
}
