package org.carecontact.testsupport;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.carecontact.schemas.EventTypes;
import org.carecontact.schemas.Topics;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Draws the topics that a service's listeners hear, and those that its sources write. */
final class CanvasTopics {

    private static final Pattern WRITTEN = Pattern.compile("\\bTopics\\.(\\w+)(\\()?");
    private static final Map<String, String> CONSTANTS = Map.of(
            "REQUESTS", Topics.REQUESTS,
            "CONSENTS", Topics.CONSENTS,
            "DECISIONS", Topics.DECISIONS,
            "NOTIFICATIONS", Topics.NOTIFICATIONS,
            "TERMS", Topics.TERMS);

    private CanvasTopics() {}

    static Stream<String> rows(RunningService service) {
        return Stream.concat(heard(service), written());
    }

    private static Stream<String> heard(RunningService service) {
        return service.bean(KafkaListenerEndpointRegistry.class).getAllListenerContainers().stream()
                .sorted(Comparator.comparing(container -> Objects.requireNonNull(container.getGroupId())))
                .map(container ->
                        "| hears | %s | group `%s` |".formatted(quoted(topics(container)), container.getGroupId()));
    }

    private static List<String> topics(MessageListenerContainer container) {
        ContainerProperties properties = container.getContainerProperties();
        String[] named = properties.getTopics();
        if (named != null) {
            return Stream.of(named).sorted().toList();
        }
        Predicate<String> pattern =
                Objects.requireNonNull(properties.getTopicPattern()).asMatchPredicate();
        List<String> heard = new ArrayList<>(Topics.ofServices());
        heard.removeIf(pattern.negate());
        Stream.of("encounters", "patients", "doctors", "schedules")
                .filter(kind -> pattern.test(ofHospital("tongren", kind)))
                .forEach(kind -> heard.add(ofHospital("<id>", kind)));
        return heard;
    }

    private static String ofHospital(String hospital, String kind) {
        return "hospital." + hospital + "." + kind;
    }

    /** One row for all: with several topics, people write down which event goes where. */
    private static Stream<String> written() {
        List<String> sources = ModuleSources.texts();
        Set<String> topics = sources.stream()
                .filter(text -> text.contains("new Outgoing("))
                .flatMap(text -> WRITTEN.matcher(text).results())
                .map(CanvasTopics::topic)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> events = EventTypes.all().stream()
                .filter(event -> sources.stream().anyMatch(text -> makes(text, event)))
                .map(Schema::getName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return topics.isEmpty()
                ? Stream.empty()
                : Stream.of("| writes | %s | %s |".formatted(quoted(topics), quoted(events)));
    }

    private static String topic(MatchResult named) {
        return named.group(2) == null
                ? Objects.requireNonNull(CONSTANTS.get(named.group(1)), named.group(1))
                : ofHospital("<id>", named.group(1));
    }

    /** Domain events often have the same names; the import tells them apart. */
    private static boolean makes(String source, Schema event) {
        return source.contains("import " + event.getFullName() + ";")
                && (source.contains("new " + event.getName() + "(")
                        || source.contains(event.getName() + ".newBuilder("));
    }

    private static String quoted(Iterable<String> names) {
        List<String> all = new ArrayList<>();
        names.forEach(name -> all.add("`" + name + "`"));
        return String.join(", ", all);
    }
}
