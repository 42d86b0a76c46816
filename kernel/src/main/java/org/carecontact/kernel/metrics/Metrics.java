package org.carecontact.kernel.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.carecontact.schemas.Metric;

/** Registers the product's meters under the names and descriptions of {@link Metric}. */
public final class Metrics {

    private Metrics() {}

    /** A counter; the tags are pairs of a name and a value. */
    public static Counter counter(MeterRegistry registry, Metric metric, String... tags) {
        return Counter.builder(metric.id())
                .description(metric.description())
                .tags(tags)
                .register(registry);
    }

    public static DistributionSummary summary(MeterRegistry registry, Metric metric) {
        return DistributionSummary.builder(metric.id())
                .description(metric.description())
                .register(registry);
    }

    /** A gauge without a unit; the registry does not keep its subject alive. */
    public static <T> void gauge(MeterRegistry registry, Metric metric, T subject, ToDoubleFunction<T> value) {
        Gauge.builder(metric.id(), subject, value)
                .description(metric.description())
                .register(registry);
    }

    /** A gauge in seconds. */
    public static <T> void seconds(MeterRegistry registry, Metric metric, T subject, ToDoubleFunction<T> value) {
        Gauge.builder(metric.id(), subject, value)
                .baseUnit("seconds")
                .description(metric.description())
                .register(registry);
    }
}
