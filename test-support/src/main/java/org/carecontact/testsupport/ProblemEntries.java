package org.carecontact.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The entries of one {@code problems.yml}, and their uses in the sources of this module. */
record ProblemEntries(Map<String, Map<String, Object>> all) {

    static final Path FILE = Path.of("src/main/resources/problems.yml");
    static final Pattern CHINESE = Pattern.compile("[\\p{IsHan}\\u3000-\\u303f\\uff00-\\uffef]");

    /** Three English words in a row; names of headers and members are allowed. */
    static final Pattern ENGLISH = Pattern.compile("[A-Za-z']{2,} [A-Za-z']{2,} [A-Za-z']{2,}");

    static final Pattern HALF_WIDTH = Pattern.compile("\\p{IsHan}[,;:!?]|[,;:!?]\\p{IsHan}");

    private static final Pattern NAMED = Pattern.compile("\\w*Problems?\\s*\\.(?:of|atMost)\\(\\s*\"([^\"]+)\"");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z0-9-]+)\"");
    private static final Pattern VALUE = Pattern.compile("\\{[a-zA-Z]+}");

    static ProblemEntries ofThisModule() {
        return in(FILE);
    }

    /** Reads the problems of every service. */
    static ProblemEntries shared() {
        return in(Path.of("../kernel-web").resolve(FILE));
    }

    static ProblemEntries in(Path file) {
        return Files.exists(file)
                ? new ProblemEntries(new Yaml(new SafeConstructor(new LoaderOptions())).load(read(file)))
                : new ProblemEntries(Map.of());
    }

    /** Returns the files of all modules. */
    static List<Path> files() {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            return modules.map(module -> module.resolve(FILE))
                    .filter(Files::exists)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the types that this module's sources answer with. */
    static Set<String> named() {
        return found(NAMED, _ -> true);
    }

    /** Returns all texts that may be a type: some are chosen from a map, or by a condition. */
    static Set<String> literals() {
        return found(LITERAL, text -> text.contains("Problem"));
    }

    Set<String> types() {
        return all.keySet();
    }

    /** Returns rows of a table: type, status and English title. */
    Stream<String> rows() {
        return all.entrySet().stream()
                .map(entry -> "| `%s` | %s | %s |"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().get("status"),
                                ((Map<?, ?>) Objects.requireNonNull(
                                                entry.getValue().get("title")))
                                        .get("en")));
    }

    void forEachText(BiConsumer<String, Map<String, String>> check) {
        all.forEach((type, entry) -> Stream.of("title", "detail", "remedy")
                .filter(entry::containsKey)
                .forEach(member -> {
                    Map<String, String> texts = new TreeMap<>();
                    ((Map<?, ?>) Objects.requireNonNull(entry.get(member)))
                            .forEach((language, text) -> texts.put(String.valueOf(language), String.valueOf(text)));
                    check.accept(type + "." + member, texts);
                }));
    }

    static boolean isOnlyAValue(String text) {
        return VALUE.matcher(text).matches();
    }

    /** Returns the names that stand for values in a text. */
    static Set<String> values(String text) {
        return VALUE.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> found(Pattern pattern, Predicate<String> file) {
        return ModuleSources.texts().stream()
                .filter(file)
                .flatMap(text -> pattern.matcher(text).results())
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
