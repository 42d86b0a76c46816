package org.carecontact.notification.receipts;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again at reports that came before their message, and at those that a crash left behind; drops what nobody asks
 * for any more.
 */
final class ReceiptSweep implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReceiptSweep.class);
    private static final Duration FORGETS_EVERY = Duration.ofHours(1);

    private final ScheduledExecutorService sweeps = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("receipt-sweep").factory());

    ReceiptSweep(Runnable again, Runnable forget, Duration every) {
        start(again, every);
        start(forget, FORGETS_EVERY);
    }

    private void start(Runnable work, Duration every) {
        var _ = sweeps.scheduleWithFixedDelay(
                () -> sweep(work), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void sweep(Runnable work) {
        try {
            work.run();
        } catch (MongoException e) {
            log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("a sweep of reports failed");
        } catch (RuntimeException e) {
            log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("a sweep of reports failed");
        }
    }

    @Override
    public void close() {
        sweeps.shutdownNow();
    }
}
