package org.carecontact.vendortwin.callbacks;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the order of what happens to one person, while everybody else's goes on beside it. */
final class Lanes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final Map<String, Deque<Runnable>> waiting = new HashMap<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    /** Does the work after all that entered this lane before it; returns at once. */
    synchronized void enter(String lane, Runnable work) {
        Deque<Runnable> queue = waiting.get(lane);
        if (queue != null) {
            queue.addLast(work);
            return;
        }
        waiting.put(lane, new ArrayDeque<>());
        workers.execute(() -> run(lane, work));
    }

    private void run(String lane, Runnable first) {
        for (@Nullable Runnable work = first; work != null; work = next(lane)) {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("A push could not be written");
            }
        }
    }

    private synchronized @Nullable Runnable next(String lane) {
        Deque<Runnable> queue = waiting.getOrDefault(lane, new ArrayDeque<>());
        if (queue.isEmpty()) {
            waiting.remove(lane);
            return null;
        }
        return queue.removeFirst();
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
