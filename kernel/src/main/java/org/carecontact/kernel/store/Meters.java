package org.carecontact.kernel.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.carecontact.schemas.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the write path counts. */
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
        lostRaces = Counter.builder(Metric.RACES_LOST.id())
                .description(Metric.RACES_LOST.description())
                .register(registry);
        duplicates = Counter.builder(Metric.DUPLICATES.id())
                .description(Metric.DUPLICATES.description())
                .register(registry);
        recognised = Counter.builder(Metric.WRITES_RECOGNISED.id())
                .description(Metric.WRITES_RECOGNISED.description())
                .register(registry);
        reads = Counter.builder(Metric.DOCUMENT_READS.id())
                .description(Metric.DOCUMENT_READS.description())
                .register(registry);
        batches = DistributionSummary.builder(Metric.BATCH_SIZE.id())
                .description(Metric.BATCH_SIZE.description())
                .register(registry);
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

    /** On Kafka's side a rejection means redelivery or a fact that came too late; it is counted, not repeated. */
    void rejected(String aggregate, Object reason) {
        registry.counter(
                        Metric.REJECTIONS.id(),
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
                .log("a time limit was refused by the state it belongs to");
    }
}
