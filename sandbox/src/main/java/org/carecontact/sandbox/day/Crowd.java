package org.carecontact.sandbox.day;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Lets many people act at the same time. */
final class Crowd {

    private static final Duration SAY_EVERY = Duration.ofSeconds(2);

    private final Consumer<String> progress;

    Crowd(Consumer<String> progress) {
        this.progress = progress;
    }

    interface Task<T, U> {
        U run(T one) throws InterruptedException;
    }

    /** Returns the results of all tasks, of which this many run at once. */
    <T, U> List<U> inParallel(List<T> all, int atOnce, Task<T, U> task) throws InterruptedException {
        List<U> done = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(
                atOnce, Thread.ofPlatform().name("person-", 0).daemon().factory())) {
            ExecutorCompletionService<U> completed = new ExecutorCompletionService<>(executor);
            all.forEach(one -> {
                var _ = completed.submit(() -> task.run(one));
            });
            Instant said = Instant.now();
            while (done.size() < all.size()) {
                Future<U> next = completed.take();
                done.add(next.get());
                if (Duration.between(said, Instant.now()).compareTo(SAY_EVERY) > 0) {
                    said = Instant.now();
                    progress.accept("  %5d of %d".formatted(done.size(), all.size()));
                }
            }
            return done;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
