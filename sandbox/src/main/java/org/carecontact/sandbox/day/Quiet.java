package org.carecontact.sandbox.day;

import java.time.Duration;
import org.carecontact.sandbox.installation.Ports;
import org.carecontact.schemas.Metric;

/** Waits until services have finished their work. */
final class Quiet {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Broker broker;
    private final Meters meters;

    Quiet(Broker broker, Meters meters) {
        this.broker = broker;
        this.meters = meters;
    }

    /** Returns when these services have read all records that there are. */
    void awaitRead(String... services) throws InterruptedException {
        for (String service : services) {
            long lag = Pace.until(PATIENCE, () -> broker.lag(service), left -> left == 0);
            if (lag > 0) {
                throw new IllegalStateException(service + " is " + lag + " records behind after " + PATIENCE);
            }
        }
    }

    /** Returns when nothing is read, owed or written any more. */
    void awaitQuiet() throws InterruptedException {
        awaitRead(Ports.SERVICES.stream()
                .filter(service -> !service.equals("hospital-gateway"))
                .toArray(String[]::new));
        double[] before = {-1, -1};
        var _ = Pace.until(
                PATIENCE,
                () -> {
                    double owed = meters.sum(Metric.RELAY_OWED);
                    double writes = meters.sum(Metric.DOCUMENT_WRITES);
                    boolean still = owed == 0 && Math.abs(writes - before[0]) < 1;
                    before[0] = writes;
                    Thread.sleep(1500);
                    return still;
                },
                still -> still);
    }
}
