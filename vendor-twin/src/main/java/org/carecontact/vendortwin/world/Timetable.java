package org.carecontact.vendortwin.world;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to happen later, by the twin's time. At most 100 000 things wait; more are refused. */
public final class Timetable implements AutoCloseable {

    private static final int MOST = 100_000;
    private static final int POLL_MILLIS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);

    private final TwinClock clock;
    private final PriorityQueue<Entry> waiting = new PriorityQueue<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("timetable").factory());
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private long count;

    private record Entry(Instant at, long number, Runnable work) implements Comparable<Entry> {

        @Override
        public int compareTo(Entry other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it runs until this is closed
    public Timetable(TwinClock clock) {
        this.clock = clock;
        ticker.scheduleWithFixedDelay(this::runDue, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Does this once the twin's time has gone on by so much, on a thread of its own. */
    public synchronized void after(Duration wait, Runnable work) {
        if (waiting.size() >= MOST) {
            LOG.warn("More than {} things wait: one was dropped", MOST);
            return;
        }
        waiting.add(new Entry(clock.instant().plus(wait), count++, work));
    }

    private void runDue() {
        try {
            for (Entry due = next(); due != null; due = next()) {
                Runnable work = due.work();
                workers.execute(() -> run(work));
            }
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("The timetable could not start what is due");
        }
    }

    private static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("What was due failed");
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Entry next() {
        Entry first = waiting.peek();
        return first == null || first.at().isAfter(clock.instant()) ? null : waiting.poll();
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        workers.shutdownNow();
    }
}
