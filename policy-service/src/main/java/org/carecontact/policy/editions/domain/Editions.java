package org.carecontact.policy.editions.domain;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every version of one policy document, none of which ever changes, and when each came into force. */
public record Editions(List<Edition> all, List<Activation> activations, List<Withdrawal> withdrawals) {

    public static final Editions NONE = new Editions(List.of(), List.of(), List.of());

    /** Documents that were written before there were withdrawals have none. */
    public Editions {
        withdrawals = Objects.requireNonNullElse(withdrawals, List.of());
    }

    /** One version as it was published. */
    public record Edition(int version, String text, String by, Instant at) {}

    /** The moment from which a version holds, until the next one does. */
    public record Activation(int version, Instant from, String by, Instant at) {}

    /** An activation that was taken back before it began. */
    public record Withdrawal(int version, Instant from, String by, Instant at) {}

    Optional<Edition> edition(int version) {
        return all.stream().filter(one -> one.version() == version).findFirst();
    }

    int latest() {
        return all.stream().mapToInt(Edition::version).max().orElse(0);
    }

    /** Returns the version in force at a moment: the one that began last. Null before the first. */
    public @Nullable Activation inForce(Instant moment) {
        Activation found = null;
        for (Activation one : activations) {
            if (!one.from().isAfter(moment) && (found == null || !one.from().isBefore(found.from()))) {
                found = one;
            }
        }
        return found;
    }

    /** Returns the version that the one in force at a moment replaced; going back to it undoes that replacement. */
    Optional<Integer> before(Instant moment) {
        Deque<Integer> held = new ArrayDeque<>();
        activations.stream()
                .filter(one -> !one.from().isAfter(moment))
                .sorted(Comparator.comparing(Activation::from)) // stable: of two at once the later said comes last
                .map(Activation::version)
                .forEach(version -> {
                    Integer current = held.poll();
                    if (!version.equals(held.peek())) {
                        if (current != null && !current.equals(version)) {
                            held.push(current);
                        }
                        held.push(version);
                    }
                });
        held.poll();
        return Optional.ofNullable(held.peek());
    }

    /** Returns when the next version comes into force; empty when none is scheduled. */
    public Optional<Instant> nextChange(Instant moment) {
        return activations.stream()
                .map(Activation::from)
                .filter(from -> from.isAfter(moment))
                .min(Instant::compareTo);
    }
}
