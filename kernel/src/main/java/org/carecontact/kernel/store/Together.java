package org.carecontact.kernel.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Carries out calls that come at the same time as one: while one is under way the others wait, and the first of them then
 * does it for all. Who comes alone waits for nobody.
 */
final class Together<Q, A> {

    private sealed interface Turn<A> {

        record Lead<A>() implements Turn<A> {}

        record Answer<A>(A answer) implements Turn<A> {}

        record Failure<A>(RuntimeException why) implements Turn<A> {}
    }

    private record Waiting<Q, A>(Q question, CompletableFuture<Turn<A>> turn) {}

    private final int most;
    private final Function<List<Q>, List<A>> all;
    private final ArrayDeque<Waiting<Q, A>> queue = new ArrayDeque<>();
    private boolean busy;

    /**
     * Makes calls of at most so many questions.
     *
     * @param all answers all questions in their order; what it throws is thrown to all who asked
     */
    Together(int most, Function<List<Q>, List<A>> all) {
        this.most = most;
        this.all = all;
    }

    A call(Q question) {
        Waiting<Q, A> mine = new Waiting<>(question, new CompletableFuture<>());
        boolean leads;
        synchronized (queue) {
            queue.add(mine);
            leads = !busy;
            busy = true;
        }
        return switch (leads ? new Turn.Lead<A>() : mine.turn().join()) {
            case Turn.Lead<A> _ -> lead();
            case Turn.Answer<A>(var answer) -> answer;
            case Turn.Failure<A>(var why) -> throw why;
        };
    }

    /** Who leads is the first in the queue. */
    private A lead() {
        List<Waiting<Q, A>> batch = new ArrayList<>();
        synchronized (queue) {
            while (!queue.isEmpty() && batch.size() < most) {
                batch.add(queue.remove());
            }
        }
        try {
            List<A> answers = all.apply(batch.stream().map(Waiting::question).toList());
            for (int i = 1; i < batch.size(); i++) {
                batch.get(i).turn().complete(new Turn.Answer<>(answers.get(i)));
            }
            return answers.getFirst();
        } catch (RuntimeException e) {
            batch.forEach(waiting -> waiting.turn().complete(new Turn.Failure<>(e)));
            throw e;
        } finally {
            Turn<A> broken = new Turn.Failure<>(new IllegalStateException("the call for all did not end"));
            batch.forEach(waiting -> waiting.turn().complete(broken)); // has no effect on those who have their answer
            passOn();
        }
    }

    private void passOn() {
        Waiting<Q, A> next;
        synchronized (queue) {
            next = queue.peek();
            busy = next != null;
        }
        if (next != null) {
            next.turn().complete(new Turn.Lead<>());
        }
    }
}
