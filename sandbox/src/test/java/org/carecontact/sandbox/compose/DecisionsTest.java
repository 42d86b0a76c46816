package org.carecontact.sandbox.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decisions have one form, and the index has them all. */
class DecisionsTest {

    private static final boolean APPROVE = Boolean.getBoolean("approve");
    private static final String INDEX = "docs/adr/README.md";
    private static final String HEAD = "| | decision | status |\n|---|---|---|\n";

    static List<String> decisions() {
        return Project.documents().stream()
                .filter(document -> document.matches("docs/adr/[0-9].*"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void it_has_a_number_a_title_and_a_status(String document) {
        List<String> lines = Project.read(document).lines().toList();

        assertThat(lines.get(0)).startsWith("# " + number(document) + ". ");
        assertThat(lines.get(2))
                .matches("Status: (accepted|superseded by [0-9]+), [0-9-]{10}(; extend(s|ed by) [0-9]+)*");
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void it_has_context_decision_and_consequences(String document) {
        assertThat(Project.read(document).lines().filter(line -> line.startsWith("## ")))
                .containsExactly("## Context", "## Decision", "## Consequences");
    }

    /** Approved with {@code -Dapprove=true}, which writes the table anew. */
    @Test
    void the_index_has_every_decision_with_its_status() throws IOException {
        String index = Project.read(INDEX);
        String text = index.substring(0, index.indexOf(HEAD) + HEAD.length());
        String table = decisions().stream().map(DecisionsTest::row).collect(Collectors.joining());
        if (APPROVE) {
            Files.writeString(Project.root().resolve(INDEX), text + table);
            return;
        }

        assertThat(index).as("-Dapprove=true writes it anew").isEqualTo(text + table);
    }

    private static String row(String document) {
        List<String> lines = Project.read(document).lines().toList();
        return "| [%d](%s) | %s | %s |\n"
                .formatted(
                        number(document),
                        document.substring("docs/adr/".length()),
                        lines.get(0).replaceFirst("^# [0-9]+\\. ", ""),
                        lines.get(2).replaceFirst("^Status: ", ""));
    }

    private static int number(String document) {
        return Integer.parseInt(document.substring("docs/adr/".length()).substring(0, 4));
    }
}
