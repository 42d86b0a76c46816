package org.carecontact.sandbox.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {

    private Instant now = Instant.parse("2026-11-27T00:00:00Z");
    private final InstantSource source = () -> now;
    private final FailedAttempts attempts = new FailedAttempts(source.withZone(ZoneOffset.UTC));

    @Test
    void the_first_ones_are_free_and_from_then_on_each_doubles_the_wait() {
        fail(FailedAttempts.FREE - 1);
        assertThat(attempts.wait("one")).isZero();
        fail(1);
        assertThat(attempts.wait("one")).isEqualTo(Duration.ofSeconds(1));
        fail(3);
        assertThat(attempts.wait("one")).isEqualTo(Duration.ofSeconds(8));
        fail(50);
        assertThat(attempts.wait("one")).isEqualTo(Duration.ofMinutes(5));
        assertThat(attempts.wait("other")).isZero();
    }

    @Test
    void time_and_success_end_the_wait() {
        fail(8);
        now = now.plusSeconds(8);
        assertThat(attempts.wait("one")).isZero();
        attempts.succeeded("one");
        fail(1);
        assertThat(attempts.wait("one")).isZero();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            attempts.failed("one");
        }
    }
}
