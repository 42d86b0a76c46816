package org.carecontact.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.schemas.Metric;

/** The metrics of a service as rows of a table; the sources of the service must count the same ones. */
final class CanvasMetrics {

    /** The owner of metrics that each service has. */
    static final String EVERYWHERE = "every service";

    private static final Pattern USED = Pattern.compile("\\bMetric\\.([A-Z][A-Z0-9_]+)\\b");

    private CanvasMetrics() {}

    static Stream<String> rows(String owner) {
        if (!owner.equals(EVERYWHERE)) {
            Set<String> used = ModuleSources.texts().stream()
                    .flatMap(text -> USED.matcher(text).results())
                    .map(result -> result.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(used)
                    .as("the metrics that %s counts, and those that it owns", owner)
                    .isEqualTo(owned(owner).map(Enum::name).collect(Collectors.toCollection(TreeSet::new)));
        }
        return owned(owner)
                .map(metric -> "| `%s` | %s | %s |"
                        .formatted(
                                inPrometheus(metric),
                                metric.kind().name().toLowerCase(Locale.ROOT),
                                metric.description()));
    }

    private static Stream<Metric> owned(String owner) {
        return Stream.of(Metric.values()).filter(metric -> metric.owner().equals(owner));
    }

    private static String inPrometheus(Metric metric) {
        String name = metric.id().replace('.', '_');
        return switch (metric.kind()) {
            case COUNTER -> name + "_total";
            case GAUGE -> metric == Metric.RELAY_OLDEST ? name + "_seconds" : name;
            case TIMER -> name + "_seconds";
            case SUMMARY -> name;
        };
    }
}
