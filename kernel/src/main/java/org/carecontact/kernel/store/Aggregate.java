package org.carecontact.kernel.store;

import java.time.Instant;
import java.util.Optional;
import org.carecontact.kernel.decider.Decider;

/** How one kind of aggregate is stored, published and timed. */
public interface Aggregate<C, S, E, R> {

    /** The Mongo collection. */
    String collection();

    /** The root of the state's type; sealed types below it are stored under their simple names. */
    Class<S> stateType();

    Decider<C, S, E, R> decider();

    /** The message for Kafka; empty when the event concerns nobody else. */
    default Optional<Outgoing> publish(E event, S after) {
        return Optional.empty();
    }

    /** The next time limit in this state. */
    default Optional<Due> due(S state) {
        return Optional.empty();
    }

    /** The command that says that a time limit is over; an aggregate with time limits must have one. */
    default C elapsed(String dueKind, Instant now) {
        throw new UnsupportedOperationException("no time limit of kind " + dueKind);
    }

    /** Called when a write is durable; must return soon. A crash may skip it: what it starts needs a time limit too. */
    default void written(String hospital, String id, S state) {}
}
