package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.kernel.web.Problems;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ProblemsTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern TYPE = Pattern.compile("Problem\\s*\\.of\\(\"([a-z-]+)\"\\)");

    @Test
    void every_problem_that_the_code_names_is_in_the_registry_and_every_entry_is_used() throws IOException {
        Set<String> used = used();

        assertThat(Problems.all().keySet()).containsAll(used);
        assertThat(used).containsAll(own().keySet());
    }

    @Test
    void every_problem_speaks_chinese_and_english() throws IOException {
        assertThat(own().keySet()).allSatisfy(type -> {
            Problems.Entry entry = Objects.requireNonNull(Problems.all().get(type));
            Stream.of(entry.title(), entry.detail(), entry.remedy())
                    .filter(text -> text != null)
                    .forEach(text -> {
                        assertThat(text.en()).isNotBlank().doesNotContainPattern("\\p{IsHan}");
                        assertThat(text.zh()).containsPattern("\\p{IsHan}");
                    });
        });
    }

    private static Map<String, Object> own() throws IOException {
        try (InputStream in = Files.newInputStream(Path.of("src/main/resources/problems.yml"))) {
            return new Yaml().load(in);
        }
    }

    private static Set<String> used() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> TYPE.matcher(text(file)).results())
                    .map((MatchResult found) -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
