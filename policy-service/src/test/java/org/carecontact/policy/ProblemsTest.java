package org.carecontact.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carecontact.kernel.web.Problems;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Each problem that the code names has an entry in both languages, and each entry is named by the code. */
class ProblemsTest {

    private static final Pattern NAMED = Pattern.compile("Problem\\.of\\(\\s*\"([a-z-]+)\"");

    @Test
    void the_registry_and_the_code_name_the_same_problems() throws IOException {
        Map<String, Object> own = new Yaml().load(Files.readString(Path.of("src/main/resources/problems.yml")));
        TreeSet<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                List<String> types = NAMED.matcher(Files.readString(file))
                        .results()
                        .map(found -> found.group(1))
                        .toList();
                named.addAll(types);
            }
        }
        assertThat(named).isNotEmpty();
        assertThat(Problems.all().keySet()).containsAll(named);
        assertThat(named).containsAll(own.keySet());
        own.keySet().forEach(type -> {
            Problems.Entry entry = Objects.requireNonNull(Problems.all().get(type));
            assertThat(entry.title().zh()).as(type).isNotBlank();
            assertThat(Objects.requireNonNull(entry.remedy(), type).zh())
                    .as(type)
                    .isNotBlank();
        });
    }
}
