package org.carecontact.testsupport;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** Waits for conditions, all with one limit: long enough for the slowest machine, since nobody waits for it when all is well. */
public final class Eventually {

    public static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    private Eventually() {}

    /** Returns once the condition holds. */
    public static void holds(Callable<Boolean> condition) {
        waiting().until(condition);
    }

    /** Returns once the assertions pass. */
    public static void passes(ThrowingRunnable assertions) {
        waiting().untilAsserted(assertions);
    }

    /** Returns the first value that fulfils the condition. */
    public static <T> T value(Callable<T> supplier, Predicate<? super T> asItShouldBe) {
        return waiting().until(supplier, asItShouldBe::test);
    }

    private static ConditionFactory waiting() {
        return await().pollInterval(POLL).pollDelay(Duration.ZERO).atMost(LIMIT);
    }
}
