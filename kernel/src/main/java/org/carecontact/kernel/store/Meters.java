package org.carecontact.kernel.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.carecontact.kernel.metrics.Metrics;
import org.carecontact.schemas.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the work of the write path. */
public final class Meters {

    private static final Logger log = LoggerFactory.getLogger(Meters.class);

    private final MeterRegistry registry;
    private final Counter lostRaces;
    private final Counter duplicates;
    private final Counter recognised;
    private final Counter reads;
    private final DistributionSummary batches;

    public Meters(MeterRegistry registry) {
        this.registry = registry;
        lostRaces = Metrics.counter(registry, Metric.RACES_LOST);
        duplicates = Metrics.counter(registry, Metric.DUPLICATES);
        recognised = Metrics.counter(registry, Metric.WRITES_RECOGNISED);
        reads = Metrics.counter(registry, Metric.DOCUMENT_READS);
        batches = Metrics.summary(registry, Metric.BATCH_SIZE);
    }

    void read() {
        reads.increment();
    }

    void lostRace() {
        lostRaces.increment();
    }

    void duplicate() {
        duplicates.increment();
    }

    void recognised() {
        recognised.increment();
    }

    public void batch(int size) {
        batches.record(size);
    }

    /** Counts a received event that the state refused: it was delivered again, or it came too late. */
    void rejected(String aggregate, Object reason) {
        Metrics.counter(
                        registry,
                        Metric.REJECTIONS,
                        "aggregate",
                        aggregate,
                        "reason",
                        reason.getClass().getSimpleName())
                .increment();
    }

    void timerRefused(String aggregate, String reason) {
        log.atWarn()
                .addKeyValue("aggregate", aggregate)
                .addKeyValue("reason", reason)
                .log("a state refused its own time limit");
    }
}
