package org.carecontact.notification.correspondence.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The ways that a notice took.
 *
 * @param provider the last one called; empty while none was, or none is known
 * @param resent how often it was sent once more although its outcome stayed unknown
 * @param held the providers that take nothing for this person for now
 */
public record Trail(String provider, int resent, List<Held> held) {

    static final Trail NONE = new Trail("", 0, List.of());

    /** A provider that takes nothing for this person before that time. */
    public record Held(String provider, Instant until) {}

    public Trail {
        held = List.copyOf(held);
    }

    /** Returns whether the provider takes nothing for this person now. */
    public boolean isHeld(String other, Instant now) {
        return held.stream()
                .anyMatch(one -> one.provider().equals(other) && one.until().isAfter(now));
    }

    Trail called(String by) {
        return new Trail(by, resent, held);
    }

    Trail lost() {
        return new Trail("", resent, held);
    }

    Trail sentOnceMore() {
        return new Trail(provider, resent + 1, held);
    }

    Trail holding(String by, Instant until) {
        List<Held> after = new ArrayList<>(held);
        after.removeIf(one -> one.provider().equals(by));
        after.add(new Held(by, until));
        return new Trail(provider, resent, after);
    }
}
