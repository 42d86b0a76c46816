package org.carecontact.kernel.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.nodes.Node;

/** Where a mistake in a document stands, and which key was meant. */
class YamlEntryTest {

    private static final class Entry extends YamlEntry<Entry, IllegalStateException> {

        Entry(Node node) {
            super("f.yml", node);
        }

        @Override
        protected Entry entry(Node other) {
            return new Entry(other);
        }

        @Override
        protected IllegalStateException refusal(String message) {
            return new IllegalStateException(message);
        }
    }

    private static Entry root(String text) {
        return new Entry(StrictYaml.compose("f.yml", text, "", IllegalStateException::new));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        prot: 1                          | f.yml, line 1, column 1: unknown key 'prot'; did you mean 'port'? Known here: port, departments, id
        id: a\\nDepartment: 1            | f.yml, line 2, column 1: unknown key 'Department'; did you mean 'departments'? Known here
        id: a\\ndepartmnts:\\n  x: y     | f.yml, line 2, column 1: unknown key 'departmnts'; did you mean 'departments'?
        id: a\\ndeps:\\n  - x            | f.yml, line 2, column 1: unknown key 'deps', known here: port, departments, id
        {id: a, prt: {x: y}}             | f.yml, line 1, column 9: unknown key 'prt'; did you mean 'port'?
        x: 1                             | f.yml, line 1, column 1: unknown key 'x', known here: port, departments, id
        id: a\\nport: 1\\nid: b          | f.yml, line 3, column 1: 'id' is given twice
        """)
    void an_unknown_key_is_told_where_it_stands_with_the_nearest_known_one(String text, String told) {
        assertThatThrownBy(() -> root(text.replace("\\n", "\n")).fields("port", "departments", "id"))
                .isInstanceOf(IllegalStateException.class)
                .message()
                .startsWith(told);
    }

    @Test
    void a_key_that_decides_on_the_others_is_told_where_it_is_mistaken() {
        Entry right = root("like: a");
        assertThat(right.deciding(right.map(), "door", "like").text()).isEqualTo("a");
        Entry mistaken = root("port: 1\nliek: a");
        assertThatThrownBy(() -> mistaken.deciding(mistaken.map(), "door", "like"))
                .hasMessage("f.yml, line 2, column 1: unknown key 'liek'; did you mean 'like'? Known here: door, like");
        Entry without = root("port: 1");
        assertThatThrownBy(() -> without.deciding(without.map(), "door", "like"))
                .hasMessage("f.yml, line 1, column 1: 'door' is missing");
    }

    @Test
    void the_nearest_of_several_is_named() {
        Map<String, String> meant = Map.of("charst", "charset", "charsests", "charsets", "vresion", "version");
        meant.forEach((written, key) -> assertThat(Nearest.of(written, List.of("version", "charsets", "charset")))
                .contains(key));
    }
}
