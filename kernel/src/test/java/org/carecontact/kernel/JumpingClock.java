package org.carecontact.kernel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The system's clock, as far ahead as the test says. */
final class JumpingClock extends Clock {

    private final Clock system = Clock.systemUTC();
    private final AtomicReference<Duration> jump;

    JumpingClock(AtomicReference<Duration> jump) {
        this.jump = jump;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return system.instant().plus(jump.get());
    }
}
