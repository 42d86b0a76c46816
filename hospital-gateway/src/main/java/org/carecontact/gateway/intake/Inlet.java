package org.carecontact.gateway.intake;

import java.util.Optional;

/** Where a door leaves what it understood; {@link Intake} stores it, and a check only looks at it. */
@FunctionalInterface
public interface Inlet {

    /**
     * Takes what a message says; returns when it is durable.
     *
     * @return why it was not taken; empty when it was
     * @throws RuntimeException when it can't be stored now: it is not known to be, and may come again
     */
    Optional<Objection> take(String hospital, Statement statement);
}
