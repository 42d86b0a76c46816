package org.carecontact.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.carecontact.kernel.Tally.Command.CloseAt;
import org.carecontact.testsupport.Eventually;
import org.junit.jupiter.api.Test;

class TimersTest {

    private final String uri = Rig.freshDatabase();
    private final String id = UUID.randomUUID().toString();

    @Test
    void a_time_limit_fires_once() {
        try (Rig rig = Rig.on(uri)) {
            rig.tallies.handle("h1", id, new CloseAt(Instant.now().plusMillis(300)));
            Eventually.holds(() -> closed(rig));
            assertThat(Rig.published(id).size()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void what_fell_due_while_nothing_ran_fires_at_the_next_start() {
        try (Rig rig = Rig.on(uri)) {
            rig.tallies.handle("h1", id, new CloseAt(Instant.now().plus(Duration.ofHours(1))));
            assertThat(closed(rig)).isFalse();
        }
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
        try (Rig rig = new Rig(uri, (record, done) -> done.accept(null), () -> {}, later, Duration.ofMillis(300))) {
            Eventually.holds(() -> closed(rig));
        }
    }

    @Test
    void two_processes_fire_the_same_limit_without_harm() {
        try (Rig one = Rig.on(uri);
                Rig two = Rig.on(uri)) {
            one.tallies.handle("h1", id, new CloseAt(Instant.now().plusMillis(500)));
            Eventually.holds(() -> closed(two));
            Eventually.passes(() -> assertThat(Rig.inOrder(Rig.published(id))).containsExactly(1L));
        }
    }

    @Test
    void a_clock_that_jumps_ahead_ends_nothing() {
        AtomicReference<Duration> jump = new AtomicReference<>(Duration.ZERO);
        Clock clock = new JumpingClock(jump);
        try (Rig rig = new Rig(uri, (record, done) -> done.accept(null), () -> {}, clock, Duration.ofMillis(200))) {
            rig.tallies.handle("h1", id, new CloseAt(Instant.now().plus(Duration.ofDays(1))));
            jump.set(Duration.ofDays(2));
            Eventually.holds(rig.timers::held);
            assertThat(closed(rig)).isFalse();
            jump.set(Duration.ZERO);
            Eventually.holds(() -> !rig.timers.held());
        }
    }

    private boolean closed(Rig rig) {
        return rig.tallies.find("h1", id).map(stored -> stored.state().closed()).orElse(false);
    }
}
