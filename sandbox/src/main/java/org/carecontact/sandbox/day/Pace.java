package org.carecontact.sandbox.day;

import java.time.Duration;
import java.time.Instant;

/** Waits as people do: looks again until the result is there, and gives up at some point. */
final class Pace {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    interface Look<T> {
        T look() throws InterruptedException;
    }

    interface Enough<T> {
        boolean is(T seen);
    }

    private Pace() {}

    /** Returns the last result, whether it is enough or not. */
    static <T> T until(Duration patience, Look<T> look, Enough<T> enough) throws InterruptedException {
        Instant end = Instant.now().plus(patience);
        T seen = look.look();
        while (!enough.is(seen) && Instant.now().isBefore(end)) {
            Thread.sleep(LOOK_AGAIN);
            seen = look.look();
        }
        return seen;
    }
}
