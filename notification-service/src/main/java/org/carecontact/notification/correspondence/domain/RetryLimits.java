package org.carecontact.notification.correspondence.domain;

import java.time.Duration;

/**
 * The number of attempts and the pauses between them.
 *
 * @param attempts after which a notice is given up
 * @param firstBackOff doubled with every further attempt
 * @param longestBackOff and no longer than this
 * @param unknownAfter a call that has not told by then is taken to have an unknown outcome
 * @param settledWithin an unknown outcome that no provider could settle by then stays unknown
 */
public record RetryLimits(
        int attempts, Duration firstBackOff, Duration longestBackOff, Duration unknownAfter, Duration settledWithin) {

    public RetryLimits {
        if (attempts < 1 || firstBackOff.isNegative() || unknownAfter.isNegative() || settledWithin.isNegative()) {
            throw new IllegalArgumentException("limits of notices: at least one attempt and no negative time");
        }
    }

    Duration backOff(int attempt) {
        Duration doubled = firstBackOff.multipliedBy(1L << Math.min(Math.max(attempt, 1) - 1, 20));
        return doubled.compareTo(longestBackOff) > 0 ? longestBackOff : doubled;
    }
}
