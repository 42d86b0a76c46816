package org.carecontact.sandbox.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The codes of features and invariants, as R12 and I3, are defined once wherever they are cited. */
class CitedFeaturesTest {

    private static final Pattern CODE = Pattern.compile("(?<![\\w.^-])[RCPKNHDI][0-9]{1,2}(?![\\w-])");
    private static final Pattern DEFINED = Pattern.compile("(?m)^\\| ([A-Z][0-9]{1,2}) \\|");
    private static final Pattern CITED = Pattern.compile(
            "void ((?:[rcpknhd][0-9]{1,2}_)+)|@DisplayName\\(\"([^\"]*)\"\\)|(/\\*\\*?.*?\\*/)|(//[^\n]*)",
            Pattern.DOTALL);
    private static final List<String> DEFINITIONS = Stream.of("docs/requirements.md", "ARCHITECTURE.md")
            .flatMap(document -> DEFINED.matcher(Project.read(document)).results())
            .map(code -> code.group(1))
            .toList();

    static List<String> documents() {
        return Project.documents();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void what_a_document_cites_is_defined(String document) {
        assertThat(DEFINITIONS).containsAll(codes(Project.read(document)));
    }

    @Test
    void what_code_and_tests_cite_is_defined() {
        Set<String> cited = Project.javaFiles().stream()
                .flatMap(file -> cited(Project.read(file)).stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(cited).contains("R12", "P5", "I3");
        assertThat(DEFINITIONS).containsAll(cited);
    }

    @Test
    void a_code_is_defined_once() {
        assertThat(DEFINITIONS).doesNotHaveDuplicates();
    }

    @Test
    void names_of_tests_titles_and_comments_cite_and_values_do_not() {
        assertThat(cited("""
                /** R3: as FHIR says. */
                @DisplayName("R4, R5: the coach")
                void r6_r7_is_read(String id) { of("P1"); } // I2
                """)).containsExactlyInAnyOrder("R3", "R4", "R5", "R6", "R7", "I2");
    }

    private static Set<String> cited(String java) {
        return CITED.matcher(java)
                .results()
                .flatMap(match -> match.group(1) != null
                        ? Stream.of(match.group(1).toUpperCase(Locale.ROOT).split("_"))
                        : codes(match.group()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> codes(String text) {
        return CODE.matcher(text).results().map(match -> match.group()).collect(Collectors.toCollection(TreeSet::new));
    }
}
