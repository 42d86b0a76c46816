package org.carecontact.kernel.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.http.HttpHeaders;

/**
 * Limits how often each person, and each hospital as a whole, may act in this process. It knows persons by their
 * tokens, because a whole clinic may share one address.
 */
public final class Limits {

    private static final int MOST_BUCKETS = 100_000;
    private static final double NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();

    private record Key(String hospital, String person, String action) {}

    private final RateProperties rates;
    private final LongSupplier nanos;
    private final Cache<Key, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(MOST_BUCKETS).build();

    Limits(RateProperties rates, LongSupplier nanos) {
        this.rates = rates;
        this.nanos = nanos;
    }

    /**
     * Counts one call of this kind; throws the problem too-many-requests when the caller or the hospital made too many.
     *
     * @param action the name of its rate under {@code carecontact.rates.actions}
     */
    public void spend(Caller caller, String action) {
        RateProperties.Rate rate = rates.of(action);
        spend(new Key(caller.hospital(), caller.role() + "/" + caller.person(), action), rate, rates.factor());
        spend(new Key(caller.hospital(), "", action), rate, (double) rates.factor() * rates.hospitalFactor());
    }

    private void spend(Key key, RateProperties.Rate rate, double factor) {
        double burst = rate.burst() * factor;
        double perNano = rate.perMinute() * factor / NANOS_PER_MINUTE;
        long now = nanos.getAsLong();
        Bucket bucket = buckets.get(key, _ -> new Bucket(burst, now));
        double missing = bucket.take(burst, perNano, now);
        if (missing > 0) {
            long seconds = Math.max(1, (long) Math.ceil(missing / perNano / 1e9));
            throw Problem.of("too-many-requests")
                    .with("seconds", seconds)
                    .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
                    .exception();
        }
    }

    private static final class Bucket {

        private double tokens;
        private long filledAt;

        Bucket(double tokens, long now) {
            this.tokens = tokens;
            this.filledAt = now;
        }

        /** Takes a token and returns 0, or takes none and returns how much of one is missing. */
        synchronized double take(double burst, double perNano, long now) {
            tokens = Math.min(burst, tokens + Math.max(0, now - filledAt) * perNano);
            filledAt = Math.max(filledAt, now);
            if (tokens < 1) {
                return 1 - tokens;
            }
            tokens--;
            return 0;
        }
    }
}
