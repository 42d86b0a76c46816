package org.carecontact.vendortwin.sms;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** When something was sent before, for limits; the newest 1 000 of each of the newest 100 000 keys. */
public final class Sent {

    private static final int MOST_KEYS = 100_000;
    private static final int MOST_EACH = 1_000;
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final Map<String, Deque<Instant>> times = new LinkedHashMap<>();

    public synchronized void add(String key, Instant at) {
        Deque<Instant> all = times.computeIfAbsent(key, _ -> new ArrayDeque<>());
        all.addLast(at);
        if (all.size() > MOST_EACH) {
            all.removeFirst();
        }
        if (times.size() > MOST_KEYS) {
            times.remove(times.keySet().iterator().next());
        }
    }

    /** How many in the time before now. */
    public synchronized long within(String key, Duration window, Instant now) {
        return since(key, now.minus(window));
    }

    /** How many in the present minute, hour or day of Shanghai. */
    public synchronized long inPresent(String key, ChronoUnit unit, Instant now) {
        ZonedDateTime start = now.atZone(SHANGHAI).truncatedTo(unit);
        return since(key, start.toInstant().minusNanos(1));
    }

    private long since(String key, Instant start) {
        Deque<Instant> all = times.get(key);
        return all == null ? 0 : all.stream().filter(at -> at.isAfter(start)).count();
    }
}
