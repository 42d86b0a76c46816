package org.carecontact.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of {@code docs/canvas}, drawn from a running service and its sources. A document has them between
 * {@code <!-- generated: NAME -->} and {@code <!-- /generated -->}.
 *
 * <pre>{@code
 * @Test
 * void the_canvas_shows_it() {
 *     Canvas.of(SERVICE).check();
 * }
 * }</pre>
 *
 * With {@code -Dapprove=true} the test writes the tables anew; without it, it fails where they differ.
 */
public final class Canvas {

    /** The document about all services. */
    private static final String EVERY_SERVICE = "every-service";

    private static final Path FOLDER = Path.of("../docs/canvas");
    private static final Pattern PLACE = Pattern.compile("(?s)<!-- generated: ([a-z]+) -->\n(.*?)<!-- /generated -->");
    private static final boolean APPROVE = Boolean.getBoolean("approve");

    private final RunningService service;

    private Canvas(RunningService service) {
        this.service = service;
    }

    public static Canvas of(RunningService service) {
        return new Canvas(service);
    }

    /** Compares the service's own document, and the one of all services. */
    public void check() {
        List<CanvasCall> calls = CanvasCall.of(service);
        Predicate<CanvasCall> everywhere = CanvasCall::isOfEveryService;
        check(service.name(), tables(service.name(), calls.stream().filter(everywhere.negate())));
        check(EVERY_SERVICE, tables(EVERY_SERVICE, calls.stream().filter(everywhere)));
    }

    private Map<String, List<String>> tables(String document, Stream<CanvasCall> calls) {
        boolean own = !document.equals(EVERY_SERVICE);
        Map<String, List<String>> tables = new LinkedHashMap<>();
        tables.put("endpoints", table("| call | summary | roles | success |", calls.map(CanvasCall::row)));
        tables.put(
                "problems",
                table(
                        "| problem | status | title |",
                        (own ? ProblemEntries.ofThisModule() : ProblemEntries.shared()).rows()));
        tables.put("topics", own ? table("| | topics | group or events |", CanvasTopics.rows(service)) : List.of());
        tables.put(
                "metrics",
                table(
                        "| metric | kind | counts |",
                        CanvasMetrics.rows(own ? service.name() : CanvasMetrics.EVERYWHERE)));
        return tables;
    }

    /** Draws a table; empty without rows. */
    private static List<String> table(String head, Stream<String> rows) {
        List<String> all = rows.toList();
        String rule = "|" + "---|".repeat(head.split("\\|").length - 1);
        return all.isEmpty()
                ? List.of()
                : Stream.concat(Stream.of(head, rule), all.stream()).toList();
    }

    private static void check(String name, Map<String, List<String>> tables) {
        Path file = FOLDER.resolve(name + ".md");
        String text = read(file);
        assertThat(PLACE.matcher(text).results().map(place -> place.group(1)))
                .as("the places for tables in %s", file)
                .containsExactlyInAnyOrderElementsOf(tables.entrySet().stream()
                        .filter(table -> !table.getValue().isEmpty())
                        .map(Map.Entry::getKey)
                        .toList());
        String drawn = PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(drawn(place, tables)));
        if (APPROVE) {
            write(file, drawn);
        }
        assertThat(read(file))
                .as("%s; -Dapprove=true writes its tables anew", file)
                .isEqualTo(drawn);
    }

    private static String drawn(MatchResult place, Map<String, List<String>> tables) {
        return tables.getOrDefault(place.group(1), List.of()).stream()
                .collect(Collectors.joining(
                        "\n", "<!-- generated: " + place.group(1) + " -->\n", "\n<!-- /generated -->"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
