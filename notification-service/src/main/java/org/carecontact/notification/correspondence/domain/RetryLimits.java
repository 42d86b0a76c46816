package org.carecontact.notification.correspondence.domain;

import java.time.Duration;

/**
 * The number of attempts and the pauses between them.
 *
 * @param attempts after which a notice is given up
 * @param firstBackOff doubled with every further attempt
 * @param longestBackOff and no longer than this
 * @param unknownAfter a call that has not told by then is taken to have an unknown outcome
 */
public record RetryLimits(int attempts, Duration firstBackOff, Duration longestBackOff, Duration unknownAfter) {

    public RetryLimits {
        if (attempts < 1 || firstBackOff.isNegative() || unknownAfter.isNegative()) {
            throw new IllegalArgumentException("limits of notices: at least one attempt and no negative time");
        }
    }

    Duration backOff(int attempt) {
        Duration doubled = firstBackOff.multipliedBy(1L << Math.min(attempt - 1, 20));
        return doubled.compareTo(longestBackOff) > 0 ? longestBackOff : doubled;
    }
}
