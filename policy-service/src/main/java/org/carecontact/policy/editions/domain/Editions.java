package org.carecontact.policy.editions.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carecontact.policy.rules.domain.When;
import org.jspecify.annotations.Nullable;

/** Every version of one policy document, none of which ever changes, and when each came into force. */
public record Editions(List<Edition> all, List<Activation> activations) {

    public static final Editions NONE = new Editions(List.of(), List.of());

    /** One version as it was published. */
    public record Edition(int version, String text, String by, Instant at) {}

    /** From when on a version holds, until the next one does. */
    public record Activation(int version, Instant from, String by, Instant at) {}

    Optional<Edition> edition(int version) {
        return all.stream().filter(one -> one.version() == version).findFirst();
    }

    int latest() {
        return all.stream().mapToInt(Edition::version).max().orElse(0);
    }

    /** In force at a moment: the one that began last; of two at once the later said. Null before the first. */
    public @Nullable Activation inForce(Instant moment) {
        Activation found = null;
        for (Activation one : activations) {
            if (!one.from().isAfter(moment) && (found == null || !one.from().isBefore(found.from()))) {
                found = one;
            }
        }
        return found;
    }

    /** When the next version comes into force; empty when none is to. */
    public Optional<Instant> nextChange(Instant moment) {
        return activations.stream()
                .map(Activation::from)
                .filter(from -> from.isAfter(moment))
                .min(Instant::compareTo);
    }
}
