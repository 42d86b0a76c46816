package org.carecontact.notification.receipts;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again at reports that came before their message, and at those that a crash left behind. */
final class ReceiptSweep implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReceiptSweep.class);

    private final ScheduledExecutorService sweeps = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("receipt-sweep").factory());
    private final Receipts receipts;

    ReceiptSweep(Receipts receipts, Duration every) {
        this.receipts = receipts;
        var _ = sweeps.scheduleWithFixedDelay(this::sweep, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        try {
            receipts.again();
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
