package org.carecontact.policy.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent as a document is refused with its line, and never ends in another exception. */
class UnreadableDocumentsTest {

    @Test
    void an_alias_of_a_list_or_a_mapping_is_refused_where_it_stands() {
        assertThat(refused("a: &x [1]\nb: *x\n")).startsWith("document, line 2, column 4: *x repeats a list");
        assertThat(refused("a: &x {b: 1}\nc:\n  <<: *x\n")).startsWith("document, line 3, column 7: *x repeats");
        assertThat(refused("a: &x [*x]\n")).startsWith("document, line 1, column 8: *x repeats");
        assertThat(refused("&x a: *y\n")).startsWith("document, line 1: not YAML");
    }

    @Test
    void an_alias_of_a_text_is_taken() {
        assertThat(Entry.root("document", "a: &x one\nb: *x\n")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {21, 60, 5_000, 60_000})
    void deep_nesting_is_refused(int depth) {
        assertThat(refused("a:\n  " + "[".repeat(depth)))
                .startsWith("document, line 2, column 2")
                .contains("deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0007", "\u007f", "\ufffe", "\ud800", "\udc00"})
    void a_character_that_nobody_can_read_is_refused(String character) {
        assertThat(refused("a: b\nc: d" + character + "\n"))
                .startsWith(
                        "document, line 2, column 5: the character U+" + "%04X".formatted((int) character.charAt(0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "a: [",
                "{",
                "*a",
                "a: *a",
                "- &a",
                "%YAML 9.9\n---\na",
                "a: 1\n---\nb: 2",
                "? [",
                "!!x"
            })
    void what_is_no_document_is_refused_with_a_line(String text) {
        PolicyRefused refused = catchThrowableOfType(PolicyRefused.class, () -> DocumentParser.parse("document", text));
        assertThat(refused.problems()).allSatisfy(problem -> assertThat(problem).matches("document, line \\d+.*"));
        assertThat(refused.problems()).isNotEqualTo(List.of());
    }

    private static String refused(String text) {
        return catchThrowableOfType(PolicyRefused.class, () -> DocumentParser.parse("document", text))
                .problems()
                .getFirst();
    }
}
