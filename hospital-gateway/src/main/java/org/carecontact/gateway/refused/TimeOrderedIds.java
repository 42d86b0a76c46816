package org.carecontact.gateway.refused;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Ids in the order of their making, of which nobody guesses another: UUIDs of version 7 (RFC 9562, 5.7 and 6.2). */
final class TimeOrderedIds {

    private static final int COUNTER_BITS = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AtomicLong last = new AtomicLong();

    /** A new id, later than all that were made before. */
    String next(Instant now) {
        long earliest = now.toEpochMilli() << COUNTER_BITS;
        long made = last.updateAndGet(before -> Math.max(earliest, before + 1));
        long counter = made & ((1 << COUNTER_BITS) - 1);
        return id(made >> COUNTER_BITS, counter, RANDOM.nextLong() & 0x3fffffffffffffffL);
    }

    /** What every id of this moment or a later one comes after. */
    static String first(Instant moment) {
        return id(moment.toEpochMilli(), 0, 0);
    }

    private static String id(long millis, long counter, long random) {
        return new UUID((millis << 16) | (7L << 12) | counter, random | 0x8000000000000000L).toString();
    }
}
