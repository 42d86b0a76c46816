package org.carecontact.oversight.domain;

import java.util.OptionalLong;

/** Counts of durations in 64 KiB, however many there are; a quantile is at most 0.8 % below the exact one. */
public final class Durations {

    private static final int MANTISSA = 7;
    private static final int STEPS = 1 << MANTISSA;

    private final long[] buckets = new long[(Long.SIZE - MANTISSA) * STEPS];
    private long count;

    /** Takes milliseconds; a clock that went back counts as 0. */
    void add(long millis) {
        buckets[bucket(Math.max(0, millis))]++;
        count++;
    }

    public long count() {
        return count;
    }

    /** The smallest duration that at least this share of all is not above; empty when there is none. */
    public OptionalLong quantile(double share) {
        if (count == 0) {
            return OptionalLong.empty();
        }
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= rank) {
                return OptionalLong.of(least(i));
            }
        }
        throw new IllegalStateException("the counts do not add up");
    }

    private static int bucket(long millis) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(millis) - MANTISSA - 1);
        return shift == 0 ? (int) millis : shift * STEPS + (int) (millis >>> shift);
    }

    private static long least(int bucket) {
        int shift = Math.max(0, bucket / STEPS - 1);
        return ((long) bucket - (long) shift * STEPS) << shift;
    }
}
