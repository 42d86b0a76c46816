package org.carecontact.gateway.encounters.domain;

import java.time.Instant;
import java.util.List;

/**
 * The content of one message.
 *
 * @param heard the message itself
 * @param said the visit as the message describes it, at the message's own time
 * @param namesContactPoints whether it speaks of contact points at all
 * @param contactPoints all of them then; none when the hospital withdrew them
 * @param now the receiver's time
 */
public record Report(
        Heard heard, Visit said, boolean namesContactPoints, List<ContactPoint> contactPoints, Instant now) {

    public Report {
        contactPoints = List.copyOf(contactPoints);
    }

    Instant at() {
        return said.changedAt();
    }
}
