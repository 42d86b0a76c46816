package org.carecontact.kernel.timers;

import com.mongodb.MongoException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.carecontact.kernel.codec.RegistryUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires time limits: from memory for documents that this process wrote, by a sweep for all others. Races are harmless,
 * because the transition is a guarded write.
 */
public final class Timers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Timers.class);
    private static final int PAGE = 1000;
    private static final Duration LARGEST_JUMP = Duration.ofMinutes(5);

    private record Key(Timed store, String id) {}

    private final Clock clock;
    private final Duration sweepEvery;
    private final List<Timed> stores = new CopyOnWriteArrayList<>();
    private final Map<Key, Instant> expected = new ConcurrentHashMap<>();
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("timers-", 0).daemon().factory());
    private final long startedNanos = System.nanoTime();
    private final Instant startedAt;
    private volatile long overdue;
    private volatile boolean held;

    public Timers(Clock clock, Duration sweepEvery) {
        this.clock = clock;
        this.sweepEvery = sweepEvery;
        this.startedAt = clock.instant();
        var _ = executor.scheduleWithFixedDelay(
                this::sweep, sweepEvery.toMillis(), sweepEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Sweeps this collection from now on. */
    public void watch(Timed store) {
        stores.add(store);
        executor.execute(() -> sweep(store));
    }

    /** Sets the document's next time limit in place of the one before. */
    public void expect(Timed store, String id, Instant at) {
        Duration wait = Duration.between(clock.instant(), at);
        if (wait.compareTo(sweepEvery.multipliedBy(2)) > 0) {
            forget(store, id); // a sweep will see it in time
            return;
        }
        Key key = new Key(store, id);
        if (!at.equals(expected.put(key, at))) {
            var _ = executor.schedule(() -> fire(key, at), Math.max(0, wait.toMillis()) + 1, TimeUnit.MILLISECONDS);
        }
    }

    /** Forgets the document's time limit. */
    public void forget(Timed store, String id) {
        expected.remove(new Key(store, id));
    }

    /** Returns how many time limits the last sweep found to be overdue by more than two sweeps. */
    public long overdue() {
        return overdue;
    }

    /** Returns whether the clock jumped; nothing is fired then until it is back or the process restarts. */
    public boolean held() {
        return held;
    }

    private void fire(Key key, Instant at) {
        if (!expected.remove(key, at) || jumped()) {
            return;
        }
        try {
            key.store().elapse(key.id());
        } catch (MongoException | RegistryUnavailable e) {
            log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("a timer waits for the next sweep");
        } catch (RuntimeException e) {
            log.error("timer", e);
        }
    }

    private void sweep() {
        long late = 0;
        for (Timed store : stores) {
            late += sweep(store);
        }
        overdue = late;
    }

    private long sweep(Timed store) {
        if (jumped()) {
            return 0;
        }
        Instant now = clock.instant();
        Instant late = now.minus(sweepEvery.multipliedBy(2));
        long found = 0;
        try {
            Document query = new Document("due", new Document("$lte", Date.from(now.plus(sweepEvery))));
            for (Document document : store.collection()
                    .find(query)
                    .projection(new Document("due", 1))
                    .limit(PAGE)) {
                Instant due = document.getDate("due").toInstant();
                found += due.isBefore(late) ? 1 : 0;
                expect(store, document.getString("_id"), due);
            }
        } catch (MongoException e) {
            log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("timers wait for Mongo");
        }
        return found;
    }

    /**
     * A wall clock that jumps ahead would end everything at once, so a large drift from the monotonic clock holds all
     * timers.
     */
    private boolean jumped() {
        Duration drift = Duration.between(startedAt.plusNanos(System.nanoTime() - startedNanos), clock.instant())
                .abs();
        boolean now = drift.compareTo(LARGEST_JUMP) > 0;
        if (now != held) {
            held = now;
            log.atError().addKeyValue("driftSeconds", drift.toSeconds()).log(now ? "timers held" : "timers resumed");
        }
        return now;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
