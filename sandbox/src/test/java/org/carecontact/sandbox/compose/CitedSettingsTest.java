package org.carecontact.sandbox.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.sandbox.installation.Ports;
import org.carecontact.schemas.Metric;
import org.carecontact.schemas.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings, topics and metrics that documents name are those that the services have. */
class CitedSettingsTest {

    private static final Pattern SETTING =
            Pattern.compile("(?<![\\w./-])carecontact(?:\\.(?!avdl)[a-z][a-z-]*)+(?![\\w./*<])");
    private static final Pattern METRIC = Pattern.compile("\\bcarecontact_[a-z_0-9]+");
    private static final Pattern HEADER = Pattern.compile("\"(carecontact_[a-z_]+)\"");

    private static final List<DeclaredKeys> KEYS =
            Ports.SERVICES.stream().map(DeclaredKeys::of).toList();
    private static final Set<String> HEADERS = Project.javaFiles().stream()
            .filter(file -> file.startsWith("kernel/src/main/"))
            .flatMap(file -> HEADER.matcher(Project.read(file)).results())
            .map(header -> header.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    static List<String> documents() {
        return Project.documents();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void its_metrics_exist(String document) {
        assertThat(found(METRIC, Project.read(document)))
                .allSatisfy(name -> assertThat(isMetric(name) || HEADERS.contains(name))
                        .as(name)
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void its_settings_and_topics_exist(String document) {
        assertThat(found(SETTING, Project.read(document)))
                .allSatisfy(name -> assertThat(isSetting(name)
                                || Topics.ofServices().contains(name)
                                || Stream.of(Metric.values())
                                        .anyMatch(metric -> metric.id().equals(name)))
                        .as(name)
                        .isTrue());
    }

    @Test
    void a_metric_is_known_by_its_name_in_prometheus() {
        assertThat(List.of(
                        "carecontact_relay_owed",
                        "carecontact_relay_oldest_seconds",
                        "carecontact_feed_messages_total",
                        "carecontact_feed_time_seconds_count"))
                .allMatch(CitedSettingsTest::isMetric);
        assertThat(List.of("carecontact_relay_owed_total", "carecontact_feed_messages", "carecontact_parked"))
                .noneMatch(CitedSettingsTest::isMetric);
    }

    @Test
    void a_setting_is_known_by_its_whole_name() {
        assertThat(List.of("carecontact.limits.cool-down", "carecontact.registry.serializer"))
                .allMatch(CitedSettingsTest::isSetting);
        assertThat(List.of("carecontact.limits.warm-up", "carecontact.cool-down"))
                .noneMatch(CitedSettingsTest::isSetting);
    }

    private static boolean isSetting(String name) {
        return KEYS.stream().anyMatch(keys -> keys.know(name));
    }

    private static boolean isMetric(String name) {
        return Stream.of(Metric.values()).anyMatch(metric -> spellings(metric).contains(name));
    }

    private static Set<String> spellings(Metric metric) {
        String name = metric.id().replace('.', '_');
        return switch (metric.kind()) {
            case COUNTER -> Set.of(name + "_total");
            case GAUGE -> metric == Metric.RELAY_OLDEST ? Set.of(name + "_seconds") : Set.of(name);
            case TIMER ->
                Set.of(name + "_seconds", name + "_seconds_count", name + "_seconds_sum", name + "_seconds_max");
            case SUMMARY -> Set.of(name, name + "_count", name + "_sum", name + "_max");
        };
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
