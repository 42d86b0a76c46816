package org.carecontact.gateway.refused;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

    private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");

    private final TimeOrderedIds ids = new TimeOrderedIds();

    @Test
    void ids_are_in_the_order_of_their_making_also_when_the_clock_stands_or_goes_back() {
        List<String> made = IntStream.range(0, 10_000)
                .mapToObj(i -> ids.next(NOW.minusMillis(i % 7)))
                .toList();
        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(made).allMatch(id -> UUID.fromString(id).version() == 7);
        assertThat(made).allMatch(id -> UUID.fromString(id).variant() == 2);
    }

    @Test
    void ids_of_a_moment_come_after_its_first_and_before_the_first_of_the_next() {
        assertThat(ids.next(NOW))
                .isGreaterThan(TimeOrderedIds.first(NOW))
                .isLessThan(TimeOrderedIds.first(NOW.plusMillis(1)));
    }

    @Test
    void many_threads_get_different_ids() {
        ConcurrentLinkedQueue<String> made = new ConcurrentLinkedQueue<>();
        IntStream.range(0, 10_000).parallel().forEach(_ -> made.add(ids.next(NOW)));
        assertThat(made).doesNotHaveDuplicates();
    }
}
