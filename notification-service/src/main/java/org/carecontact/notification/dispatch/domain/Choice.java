package org.carecontact.notification.dispatch.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.carecontact.notification.correspondence.domain.Trail;

/** Which way a notice takes now. */
public sealed interface Choice {

    /** A contact point by its system, at a provider that serves it. */
    record Way(String provider, String system) {}

    /** This one. */
    record Take(Way way) implements Choice {}

    /** None before that time: all that are open take nothing for this person now. */
    record WaitUntil(Instant until) implements Choice {}

    /** None: every provider that serves the person's systems is stopped, or there is no such provider. */
    record NoneOpen() implements Choice {}

    /**
     * Chooses the first way whose provider is open and not held.
     *
     * @param ways in the order in which they are tried
     * @param open whether a provider may be called at all
     */
    static Choice of(List<Way> ways, Predicate<String> open, Trail trail, Instant now) {
        List<Way> possible =
                ways.stream().filter(way -> open.test(way.provider())).toList();
        Optional<Way> first = possible.stream()
                .filter(way -> !trail.isHeld(way.provider(), now))
                .findFirst();
        if (first.isPresent()) {
            return new Take(first.get());
        }
        return trail.held().stream()
                .filter(held -> held.until().isAfter(now))
                .filter(held -> possible.stream().anyMatch(way -> way.provider().equals(held.provider())))
                .map(Trail.Held::until)
                .min(Instant::compareTo)
                .<Choice>map(WaitUntil::new)
                .orElseGet(NoneOpen::new);
    }

    /** Returns whether another way could be taken now if this one's provider were out of the question. */
    static boolean isOtherProvider(List<Way> ways, Way taken, Predicate<String> open, Trail trail, Instant now) {
        return ways.stream()
                .anyMatch(way -> !way.provider().equals(taken.provider())
                        && open.test(way.provider())
                        && !trail.isHeld(way.provider(), now));
    }

    /** Returns whether another way could be taken if the person could not be reached by this one's system. */
    static boolean isOtherSystem(List<Way> ways, Way taken) {
        return ways.stream().anyMatch(way -> !way.system().equals(taken.system()));
    }
}
