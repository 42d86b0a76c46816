package org.carecontact.gateway.domain;

import java.time.Instant;
import java.util.List;

/**
 * What one message says.
 *
 * @param heard the message itself
 * @param said the visit as the message describes it, at the message's own time
 * @param contactPoints those that the message names; a role that is not named stays as it was
 * @param now the receiver's time
 */
public record Report(Heard heard, Visit said, List<ContactPoint> contactPoints, Instant now) {

    Instant at() {
        return said.changedAt();
    }
}
