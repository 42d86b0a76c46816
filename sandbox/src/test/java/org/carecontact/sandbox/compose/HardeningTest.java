package org.carecontact.sandbox.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each fault that {@code docs/hardening.md} lists is shown to be mended by tests that there are. */
class HardeningTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final Pattern METHOD = Pattern.compile(" +(?:public )?void (\\w+)\\(.*");

    private static final Set<String> TESTS = Project.javaFiles().stream()
            .filter(file -> file.endsWith("Test.java"))
            .flatMap(file -> methods(Project.read(file)).map(method -> name(file) + "." + method))
            .collect(Collectors.toSet());

    @Test
    void every_fault_has_a_kind_a_place_and_tests_that_exist() {
        List<String> rows = rows(Project.read("docs/hardening.md"));
        assertThat(rows).hasSizeGreaterThan(30).allSatisfy(row -> {
            assertThat(row.split(" \\| ")).hasSize(4).doesNotContain("");
            assertThat(tests(row)).isNotEmpty();
            assertThat(TESTS).containsAll(tests(row));
        });
    }

    @Test
    void a_test_that_nobody_runs_is_none() {
        assertThat(methods("""
                    @Test
                    void is_run() {}
                    void is_not_run() {}
                    @ParameterizedTest
                    @ValueSource(strings = {"a", "b{}"})
                    void is_run_twice(String one) {}
                """)).containsExactly("is_run", "is_run_twice");
    }

    private static List<String> rows(String document) {
        return document.lines()
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(line -> line.substring(2, line.length() - 2))
                .toList();
    }

    private static List<String> tests(String row) {
        return TEST.matcher(row)
                .results()
                .map(test -> test.group(1) + "." + test.group(2))
                .toList();
    }

    private static Stream<String> methods(String java) {
        List<String> methods = new ArrayList<>();
        boolean annotated = false;
        for (String line : java.lines().toList()) {
            annotated |= line.strip().matches("@(Test|ParameterizedTest)\\b.*");
            Matcher method = METHOD.matcher(line);
            if (method.matches()) {
                if (annotated) {
                    methods.add(method.group(1));
                }
                annotated = false;
            }
        }
        return methods.stream();
    }

    private static String name(String file) {
        return Path.of(file).getFileName().toString().replace(".java", "");
    }
}
