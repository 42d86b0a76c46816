package org.carecontact.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.carecontact.testsupport.Eventually;
import org.junit.jupiter.api.Test;

class TogetherTest {

    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger largest = new AtomicInteger();

    /** Waits for the test in its first call; refuses batches with the question -1. */
    private final Together<Integer, Integer> together = new Together<>(10, questions -> {
        assertThat(underWay.incrementAndGet()).isEqualTo(1);
        try {
            if (calls.incrementAndGet() == 1) {
                go.await();
            }
            largest.accumulateAndGet(questions.size(), Math::max);
            if (questions.contains(-1)) {
                throw new IllegalArgumentException("no");
            }
            return questions.stream().map(question -> question * 2).toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            underWay.decrementAndGet();
        }
    });

    private Integer ask(int question) {
        asked.incrementAndGet();
        return together.call(question);
    }

    @Test
    void each_gets_its_own_answer_and_who_waits_goes_in_one_call_of_at_most_so_many() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(25)) {
            List<Future<Integer>> answers = IntStream.range(0, 25)
                    .mapToObj(question -> threads.submit(() -> ask(question)))
                    .toList();
            Eventually.holds(() -> asked.get() == 25 && calls.get() == 1 && waiting(threads) == 25);
            go.countDown();
            for (int question = 0; question < 25; question++) {
                assertThat(answers.get(question).get()).isEqualTo(question * 2);
            }
        }
        assertThat(calls.get()).isEqualTo(4); // one alone, ten, ten, four
        assertThat(largest.get()).isEqualTo(10);
    }

    /** Threads that neither run nor are done cannot be counted; those who asked have had time to queue. */
    private static int waiting(ExecutorService threads) {
        return (int) Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> List.of(thread.getValue()).stream()
                        .anyMatch(frame -> frame.getClassName().equals(Together.class.getName())))
                .filter(thread -> thread.getKey().getState() == Thread.State.WAITING && !threads.isShutdown())
                .count();
    }

    @Test
    void who_comes_alone_waits_for_nobody() {
        go.countDown();
        assertThat(ask(1)).isEqualTo(2);
        assertThat(ask(2)).isEqualTo(4);
        assertThat(largest.get()).isEqualTo(1);
    }

    @Test
    void a_failure_is_that_of_all_who_were_in_the_call_and_the_next_go_on() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Future<Integer> first = threads.submit(() -> ask(1));
            Eventually.holds(() -> calls.get() == 1);
            List<Future<Integer>> failing = IntStream.of(5, -1, 6)
                    .mapToObj(question -> threads.submit(() -> ask(question)))
                    .toList();
            Eventually.holds(() -> asked.get() == 4 && waiting(threads) == 4);
            go.countDown();
            assertThat(first.get()).isEqualTo(2);
            for (Future<Integer> one : failing) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(one::get)
                        .withCauseInstanceOf(IllegalArgumentException.class);
            }
        }
        assertThat(ask(7)).isEqualTo(14);
    }

    @Test
    void in_a_race_no_question_is_lost_or_answered_twice() throws Exception {
        go.countDown();
        AtomicInteger sum = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Callable<Object>> all = IntStream.range(0, 16)
                    .mapToObj(thread -> (Callable<Object>) () -> {
                        for (int i = 0; i < 2_000; i++) {
                            int question = thread * 2_000 + i;
                            assertThat(ask(question)).isEqualTo(question * 2);
                            sum.incrementAndGet();
                        }
                        return "";
                    })
                    .toList();
            for (Future<Object> done : threads.invokeAll(all)) {
                done.get();
            }
        }
        assertThat(sum.get()).isEqualTo(32_000);
    }
}
