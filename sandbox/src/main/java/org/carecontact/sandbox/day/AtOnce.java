package org.carecontact.sandbox.day;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.carecontact.sandbox.day.Api.Answer;

/** Makes two calls at the same time. */
final class AtOnce {

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    List<Answer> both(Callable<Answer> one, Callable<Answer> other) throws InterruptedException {
        List<Future<Answer>> both = executor.invokeAll(List.of(one, other));
        return both.stream().flatMap(AtOnce::done).toList();
    }

    private static Stream<Answer> done(Future<Answer> future) {
        try {
            return Optional.of(future.get()).stream();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Stream.empty();
        }
    }
}
