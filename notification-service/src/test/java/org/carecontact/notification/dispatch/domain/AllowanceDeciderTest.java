package org.carecontact.notification.dispatch.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.carecontact.kernel.decider.Decision;
import org.junit.jupiter.api.Test;

class AllowanceDeciderTest {

    private static final Instant T0 = Instant.parse("2026-11-23T04:00:00Z");

    private final AllowanceDecider decider = new AllowanceDecider(2, 3);
    private Allowance allowance = decider.initial();

    @Test
    void one_message_too_many_in_an_hour_waits_until_the_first_is_an_hour_old() {
        assertThat(take(T0)).isEmpty();
        assertThat(take(T0.plusSeconds(600))).isEmpty();
        assertThat(take(T0.plusSeconds(1200))).hasValue(T0.plus(Duration.ofHours(1)));
        assertThat(take(T0.plus(Duration.ofHours(1)))).isEmpty();
    }

    @Test
    void one_message_too_many_in_a_day_waits_until_the_first_is_a_day_old() {
        for (int hour = 0; hour < 6; hour += 2) {
            assertThat(take(T0.plus(Duration.ofHours(hour)))).isEmpty();
        }
        assertThat(take(T0.plus(Duration.ofHours(6)))).hasValue(T0.plus(Duration.ofDays(1)));
        assertThat(take(T0.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void messages_shortly_after_each_other_are_counted_in_one_span() {
        AllowanceDecider generous = new AllowanceDecider(1_000, 10_000);
        Allowance many = generous.initial();
        for (int second = 0; second < 1_000; second++) {
            many = used(generous, many, T0.plusSeconds(second));
        }
        assertThat(many.slots()).hasSize(4);
        assertThat(many.slots().stream().mapToInt(Allowance.Slot::count).sum()).isEqualTo(1_000);
    }

    @Test
    void an_allowance_is_one_message_an_hour_at_least_and_as_many_a_day() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AllowanceDecider(0, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new AllowanceDecider(3, 2));
    }

    /** In no hour and on no day more, whenever they come, and what is stored stays small. */
    @Test
    void whatever_comes_is_kept_within_both_limits() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            allowance = decider.initial();
            Instant now = T0;
            List<Instant> taken = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                now = now.plusSeconds(random.nextInt(4_000));
                Optional<Instant> until = take(now);
                if (until.isPresent()) {
                    assertThat(until.get()).isAfter(now);
                    continue;
                }
                taken.add(now);
                Instant hourAgo = now.minus(Allowance.HOUR);
                Instant dayAgo = now.minus(Allowance.DAY);
                assertThat(taken.stream().filter(time -> time.isAfter(hourAgo)).count())
                        .isLessThanOrEqualTo(2 + countedEarlier(taken, hourAgo));
                assertThat(taken.stream().filter(time -> time.isAfter(dayAgo)).count())
                        .isLessThanOrEqualTo(3 + countedEarlier(taken, dayAgo));
                assertThat(allowance.slots()).hasSizeLessThanOrEqualTo(3);
            }
        }
    }

    /** A message is counted from the start of its span on, which is some minutes earlier at most. */
    private static long countedEarlier(List<Instant> taken, Instant start) {
        Instant end = start.plus(Allowance.SPAN);
        return taken.stream()
                .filter(time -> time.isAfter(start) && time.isBefore(end))
                .count();
    }

    private Optional<Instant> take(Instant now) {
        return switch (decider.decide(allowance, new AllowanceCommand(now))) {
            case Decision.Accepted<AllowanceEvent, AllowanceRejection>(var events) -> {
                allowance = decider.evolve(allowance, events.getFirst());
                yield Optional.empty();
            }
            case Decision.Rejected<AllowanceEvent, AllowanceRejection>(var reason) -> Optional.of(reason.until());
        };
    }

    private static Allowance used(AllowanceDecider by, Allowance before, Instant now) {
        return by.decide(before, new AllowanceCommand(now))
                        instanceof Decision.Accepted<AllowanceEvent, AllowanceRejection>(var events)
                ? events.getFirst().after()
                : before;
    }
}
