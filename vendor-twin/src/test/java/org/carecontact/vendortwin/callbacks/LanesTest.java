package org.carecontact.vendortwin.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.carecontact.testsupport.Eventually;
import org.junit.jupiter.api.Test;

class LanesTest {

    @Test
    void one_lane_keeps_its_order_and_another_does_not_wait_for_it() {
        List<Integer> slow = new CopyOnWriteArrayList<>();
        List<Integer> other = new CopyOnWriteArrayList<>();
        CountDownLatch open = new CountDownLatch(1);
        try (Lanes lanes = new Lanes()) {
            lanes.enter("slow", () -> {
                awaitUnchecked(open);
                slow.add(0);
                throw new IllegalStateException("one that fails holds nobody up");
            });
            for (int work = 1; work <= 200; work++) {
                int number = work;
                lanes.enter("slow", () -> slow.add(number));
                lanes.enter("other " + number, () -> other.add(number));
            }
            Eventually.holds(() -> other.size() == 200);
            assertThat(slow).isEmpty();
            open.countDown();
            Eventually.holds(() -> slow.size() == 201);
            assertThat(slow).isEqualTo(IntStream.rangeClosed(0, 200).boxed().toList());
        }
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
