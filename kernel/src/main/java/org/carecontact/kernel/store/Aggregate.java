package org.carecontact.kernel.store;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.carecontact.kernel.decider.Decider;

/** Describes how one kind of aggregate is stored, published and timed. */
public interface Aggregate<C, S, E, R> {

    /** The Mongo collection. */
    String collection();

    /** The root of the state's type; sealed types below it are stored under their simple names. */
    Class<S> stateType();

    Decider<C, S, E, R> decider();

    /** Returns the message for Kafka; empty when the event concerns nobody else. */
    default Optional<Outgoing> publish(E event, S after) {
        return Optional.empty();
    }

    /** Returns the next time limit in this state. */
    default Optional<Due> due(S state) {
        return Optional.empty();
    }

    /** Returns the command for an elapsed time limit; an aggregate with time limits must override it. */
    default C elapsed(String dueKind, Instant now) {
        throw new UnsupportedOperationException("no time limit of kind " + dueKind);
    }

    /**
     * Returns what queries look for and the state does not say in one place, by the name of a field; it is stored with
     * the state and never read back. Times are of type {@link Date}.
     */
    default Map<String, Object> sought(S state) {
        return Map.of();
    }

    /**
     * Returns why a command is refused that would give a document a value which may be in one document only, and is in
     * another. Whoever sent it looks again at what is free.
     */
    default Optional<R> taken() {
        return Optional.empty();
    }

    /**
     * Called when a write is durable; must return soon. A crash may skip the call, so work that it starts needs a time
     * limit too.
     */
    default void written(String hospital, String id, S state) {}
}
