package org.carecontact.vendortwin.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The machine's time, which a rehearsal may move forward so that limits pass and tokens, sessions and waits end. */
public final class TwinClock extends Clock {

    private final Clock machine;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    public TwinClock(Clock machine) {
        this.machine = machine;
    }

    /** Moves the time forward; back is refused. */
    public void forward(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time goes forward only");
        }
        ahead.accumulateAndGet(by, Duration::plus);
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(ahead.get());
    }

    /** What the machine's clock says: clients sign with it, however far the twin's time was moved. */
    public Instant machineTime() {
        return machine.instant();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the twin's time is UTC");
    }
}
