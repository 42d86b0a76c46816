package org.carecontact.sandbox.issuer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes those who guess passwords wait: a few wrong ones are free, and every further one doubles the wait. */
final class FailedAttempts {

    static final int FREE = 5;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);
    private static final int REMEMBERED = 10_000;

    private final Clock clock;
    private final Map<String, Failures> byUser = new LinkedHashMap<>();

    private record Failures(int count, Instant last, Instant blockedUntil) {}

    FailedAttempts(Clock clock) {
        this.clock = clock;
    }

    /** Returns the user's wait before the next attempt; zero when there is none. */
    synchronized Duration wait(String user) {
        Failures failures = byUser.get(user);
        Instant now = clock.instant();
        return failures == null || !failures.blockedUntil().isAfter(now)
                ? Duration.ZERO
                : Duration.between(now, failures.blockedUntil());
    }

    synchronized void failed(String user) {
        Instant now = clock.instant();
        Failures before = byUser.remove(user);
        int count = before == null || before.last().plus(FORGOTTEN_AFTER).isBefore(now) ? 1 : before.count() + 1;
        Duration wait = count < FREE ? Duration.ZERO : Duration.ofSeconds(1L << Math.min(10, count - FREE));
        byUser.put(user, new Failures(count, now, now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait)));
        if (byUser.size() > REMEMBERED) {
            byUser.remove(byUser.keySet().iterator().next());
        }
    }

    synchronized void succeeded(String user) {
        byUser.remove(user);
    }
}
