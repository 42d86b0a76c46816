package org.carecontact.notification.dispatch.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Limits the messages that one person gets in an hour and in a day, as counted by this instance since its start. */
public final class MessageAllowance {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final int perHour;
    private final int perDay;
    private final Map<String, Deque<Instant>> sent = new HashMap<>();
    private Instant cleaned = Instant.EPOCH;

    public MessageAllowance(int perHour, int perDay) {
        if (perHour < 1 || perDay < perHour) {
            throw new IllegalArgumentException("at least one message an hour, and as many a day");
        }
        this.perHour = perHour;
        this.perDay = perDay;
    }

    /**
     * Counts a message to this person. If it is one too many, it counts nothing and returns when the next is allowed.
     */
    public synchronized Optional<Instant> take(String person, Instant now) {
        if (cleaned.plus(HOUR).isBefore(now)) {
            cleaned = now;
            sent.values().removeIf(times -> forgetBefore(times, now.minus(DAY)).isEmpty());
        }
        Deque<Instant> times = forgetBefore(sent.computeIfAbsent(person, _ -> new ArrayDeque<>()), now.minus(DAY));
        Optional<Instant> until = until(times, now);
        if (until.isEmpty()) {
            times.addLast(now);
        }
        return until;
    }

    private Optional<Instant> until(Deque<Instant> times, Instant now) {
        if (times.size() >= perDay) {
            return Optional.of(times.getFirst().plus(DAY));
        }
        Instant hourAgo = now.minus(HOUR);
        long recent = times.stream().filter(time -> time.isAfter(hourAgo)).count();
        return recent < perHour
                ? Optional.empty()
                : times.stream()
                        .filter(time -> time.isAfter(hourAgo))
                        .findFirst()
                        .map(first -> first.plus(HOUR));
    }

    private static Deque<Instant> forgetBefore(Deque<Instant> times, Instant dayAgo) {
        while (!times.isEmpty() && !times.getFirst().isAfter(dayAgo)) {
            times.removeFirst();
        }
        return times;
    }
}
