package org.carecontact.kernel.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
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
        lostRaces = Counter.builder("carecontact.races.lost")
                .description("guarded writes that another writer was faster with")
                .register(registry);
        duplicates = Counter.builder("carecontact.duplicates")
                .description("events dropped because their number was seen before")
                .register(registry);
        recognised = Counter.builder("carecontact.writes.recognised")
                .description("own writes found again after an ambiguous error")
                .register(registry);
        reads = Counter.builder("carecontact.document.reads")
                .description("documents read by the write path")
                .register(registry);
        batches = DistributionSummary.builder("carecontact.batch.size")
                .description("Kafka records per consumed batch")
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
                        "carecontact.rejections",
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
