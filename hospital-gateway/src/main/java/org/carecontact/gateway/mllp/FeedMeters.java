package org.carecontact.gateway.mllp;

import ca.uhn.hl7v2.AcknowledgmentCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.carecontact.schemas.Metric;
import org.jspecify.annotations.Nullable;

/** Counts the traffic of one hospital's port since the start of the process. */
final class FeedMeters {

    private static final List<AcknowledgmentCode> CODES =
            List.of(AcknowledgmentCode.AA, AcknowledgmentCode.AE, AcknowledgmentCode.AR);

    private final Map<AcknowledgmentCode, Counter> messages = new EnumMap<>(AcknowledgmentCode.class);
    private final Timer time;
    private final Counter unframed;
    private final Counter turnedAway;
    private final Counter notUsed;
    private final Counter unanswered;
    private final AtomicInteger connections = new AtomicInteger();
    private volatile @Nullable Instant lastMessageAt;

    FeedMeters(String hospital, MeterRegistry registry) {
        for (AcknowledgmentCode code : CODES) {
            messages.put(
                    code,
                    Counter.builder(Metric.HL7_MESSAGES.id())
                            .description(Metric.HL7_MESSAGES.description())
                            .tags("hospital", hospital, "ack", code.name())
                            .register(registry));
        }
        time = Timer.builder(Metric.HL7_TIME.id())
                .description(Metric.HL7_TIME.description())
                .tag("hospital", hospital)
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        unframed = Counter.builder(Metric.HL7_UNFRAMED.id())
                .description(Metric.HL7_UNFRAMED.description())
                .tag("hospital", hospital)
                .register(registry);
        turnedAway = Counter.builder(Metric.HL7_TURNED_AWAY.id())
                .description(Metric.HL7_TURNED_AWAY.description())
                .tag("hospital", hospital)
                .register(registry);
        notUsed = Counter.builder(Metric.HL7_NOT_USED.id())
                .description(Metric.HL7_NOT_USED.description())
                .tag("hospital", hospital)
                .register(registry);
        unanswered = Counter.builder(Metric.HL7_UNANSWERED.id())
                .description(Metric.HL7_UNANSWERED.description())
                .tag("hospital", hospital)
                .register(registry);
        Gauge.builder(Metric.HL7_CONNECTIONS.id(), connections, AtomicInteger::get)
                .description(Metric.HL7_CONNECTIONS.description())
                .tag("hospital", hospital)
                .register(registry);
    }

    void took(long nanos) {
        time.record(nanos, TimeUnit.NANOSECONDS);
    }

    void answered(AcknowledgmentCode code, Instant at) {
        Counter counter = messages.get(code);
        if (counter != null) {
            counter.increment();
        }
        lastMessageAt = at;
    }

    void unframed() {
        unframed.increment();
    }

    void notUsed() {
        notUsed.increment();
    }

    long countNotUsed() {
        return (long) notUsed.count();
    }

    void unanswered() {
        unanswered.increment();
    }

    void turnedAway() {
        turnedAway.increment();
    }

    void connections(int open) {
        connections.set(open);
    }

    int connections() {
        return connections.get();
    }

    Map<String, Long> acknowledged() {
        Map<String, Long> counts = new TreeMap<>();
        messages.forEach((code, counter) -> counts.put(code.name(), (long) counter.count()));
        return counts;
    }

    @Nullable
    Instant lastMessageAt() {
        return lastMessageAt;
    }
}
