package org.carecontact.consent.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

    @Test
    void names_are_sorted_as_utf_16_and_nothing_is_spaced() {
        // The example of RFC 8785, 3.2.3.
        assertThat(CanonicalJson.of(Map.of(
                        "\u20ac", "Euro Sign",
                        "\r", "Carriage Return",
                        "\ufb33", "Hebrew Letter Dalet With Dagesh",
                        "1", "One",
                        "\ud83d\ude00", "Emoji: Grinning Face",
                        "\u0080", "Control",
                        "\u00f6", "Latin Small Letter O With Diaeresis")))
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                        + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    void only_what_must_be_escaped_is_escaped() {
        // The text of the example of RFC 8785, 3.2.2.
        assertThat(CanonicalJson.of("\u20ac$\u000f\nA'B\"\\\\\"/"))
                .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
    }

    @Test
    void every_control_character_has_the_one_escape_that_the_standard_names() {
        // RFC 8785, 3.2.2.2: five have a short form, the others four lower-case digits; U+007F and above stay.
        Map<Character, String> shortForms =
                Map.of('\b', "\\b", '\t', "\\t", '\n', "\\n", '\f', "\\f", '\r', "\\r", '"', "\\\"", '\\', "\\\\");
        for (char c = 0; c < 0x100; c++) {
            String plain = c < 0x20 ? String.format("\\u%04x", (int) c) : String.valueOf(c);

            assertThat(CanonicalJson.of(String.valueOf(c))).isEqualTo("\"" + shortForms.getOrDefault(c, plain) + "\"");
        }
    }

    @Test
    void lists_keep_their_order() {
        assertThat(CanonicalJson.of(List.of("b", 1, true, List.of(), Map.of()))).isEqualTo("[\"b\",1,true,[],{}]");
    }

    @Test
    void whole_numbers_are_written_as_they_are() {
        assertThat(CanonicalJson.of(List.of(0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE)))
                .isEqualTo("[0,-1,2147483647,-2147483648]");
    }

    @Test
    void a_lone_surrogate_is_an_error_wherever_it_stands() {
        // RFC 8785, 3.2.2.2: invalid Unicode as U+DEAD must end it with an error.
        for (String invalid :
                List.of("\udead", "A\ud800B", "\ud800", "\ud83d\ud83d\ude00", "\ude00\ud83d", "\ud83d\ude00\ude00")) {
            assertThatThrownBy(() -> CanonicalJson.of(List.of(invalid))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> CanonicalJson.of(Map.of(invalid, 1))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(CanonicalJson.of("\ud83d\ude00\ud83d\ude00")).isEqualTo("\"\ud83d\ude00\ud83d\ude00\"");
    }

    @Test
    void a_value_without_a_single_text_is_refused() {
        assertThatThrownBy(() -> CanonicalJson.of(1.5)).isInstanceOf(IllegalArgumentException.class);
    }
}
