package org.carecontact.kernel.decider;

import java.util.List;

/** Either events, possibly none, or the reason why not. */
public sealed interface Decision<E, R> {

    record Accepted<E, R>(List<E> events) implements Decision<E, R> {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    record Rejected<E, R>(R reason) implements Decision<E, R> {}

    @SafeVarargs
    static <E, R> Decision<E, R> accept(E... events) {
        return new Accepted<>(List.of(events));
    }

    static <E, R> Decision<E, R> reject(R reason) {
        return new Rejected<>(reason);
    }
}
