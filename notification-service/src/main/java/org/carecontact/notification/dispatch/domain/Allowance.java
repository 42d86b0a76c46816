package org.carecontact.notification.dispatch.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many messages one person got in the last day.
 *
 * @param slots those in which there were any, the oldest first
 */
public record Allowance(List<Slot> slots) {

    /** Messages are counted by spans of this length, so that their number does not show in what is stored. */
    static final Duration SPAN = Duration.ofMinutes(5);

    static final Duration HOUR = Duration.ofHours(1);
    static final Duration DAY = Duration.ofDays(1);
    static final Allowance UNUSED = new Allowance(List.of());

    /** The messages in the span from a moment on. */
    public record Slot(Instant from, int count) {

        boolean isWithin(Duration last, Instant now) {
            return from.plus(last).isAfter(now);
        }
    }

    public Allowance {
        slots = List.copyOf(slots);
    }

    /** Returns when the next message is allowed; empty for now. */
    Optional<Instant> until(int perHour, int perDay, Instant now) {
        return until(perDay, DAY, now).or(() -> until(perHour, HOUR, now));
    }

    private Optional<Instant> until(int most, Duration last, Instant now) {
        List<Slot> within =
                slots.stream().filter(slot -> slot.isWithin(last, now)).toList();
        int count = within.stream().mapToInt(Slot::count).sum();
        return count < most
                ? Optional.empty()
                : Optional.of(within.getFirst().from().plus(last));
    }

    /** Counts a message, and forgets what is older than a day. */
    Allowance used(Instant now) {
        List<Slot> after = new ArrayList<>(
                slots.stream().filter(slot -> slot.isWithin(DAY, now)).toList());
        if (!after.isEmpty() && after.getLast().isWithin(SPAN, now)) {
            Slot last = after.removeLast();
            after.add(new Slot(last.from(), last.count() + 1));
        } else {
            after.add(new Slot(now, 1));
        }
        return new Allowance(after);
    }
}
