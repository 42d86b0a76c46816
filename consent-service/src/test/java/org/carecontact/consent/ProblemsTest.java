package org.carecontact.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carecontact.kernel.web.Problems;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The sources and problems.yml name the same problems, each in both languages. */
class ProblemsTest {

    private static final Pattern NAMED =
            Pattern.compile("(?:Problem|FormProblems)\\s*\\.(?:of|atMost)\\(\\s*\"([^\"]+)\"");
    private static final Pattern VALUE = Pattern.compile("\\{[a-zA-Z]+}");

    @Test
    void every_problem_that_the_sources_name_has_an_entry() throws IOException {
        assertThat(Problems.all().keySet()).containsAll(named());
    }

    @Test
    void every_entry_is_used() throws IOException {
        assertThat(named()).containsAll(entries().keySet());
    }

    @Test
    void every_text_stands_there_in_both_languages_with_the_same_values() throws IOException {
        entries()
                .forEach((type, entry) -> Stream.of("title", "detail", "remedy")
                        .filter(entry::containsKey)
                        .forEach(member -> {
                            Map<?, ?> texts = (Map<?, ?>) Objects.requireNonNull(entry.get(member));
                            String zh = String.valueOf(texts.get("zh"));
                            assertThat(texts.keySet().stream().map(String::valueOf))
                                    .as(type)
                                    .containsExactlyInAnyOrder("en", "zh");
                            assertThat(zh).as(type).containsPattern("\\p{IsHan}");
                            assertThat(values(zh)).as(type).isEqualTo(values(String.valueOf(texts.get("en"))));
                        }));
    }

    @Test
    void the_canvas_lists_every_problem_of_this_service() throws IOException {
        String canvas = Files.readString(Path.of("../docs/canvas/consent-service.md"));

        assertThat(entries().keySet()).allSatisfy(type -> assertThat(canvas).contains("`" + type + "`"));
    }

    private static Set<String> values(String text) {
        return new TreeSet<>(
                VALUE.matcher(text).results().map(result -> result.group()).toList());
    }

    private static Set<String> named() throws IOException {
        Set<String> types = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher matcher = NAMED.matcher(Files.readString(source));
                while (matcher.find()) {
                    types.add(matcher.group(1));
                }
            }
        }
        return types;
    }

    private static Map<String, Map<String, Object>> entries() throws IOException {
        try (InputStream in = Files.newInputStream(Path.of("src/main/resources/problems.yml"))) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
        }
    }
}
