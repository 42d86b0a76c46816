package org.carecontact.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void a_value_may_follow_or_be_joined_with_an_equals_sign() {
        assertThat(parse("--requests", "5", "--json").number("--requests", 1, 1, 9))
                .isEqualTo(5);
        assertThat(parse("--requests=6").number("--requests", 1, 1, 9)).isEqualTo(6);
        assertThat(parse("--json").has("--json")).isTrue();
        assertThat(parse().number("--requests", 7, 1, 9)).isEqualTo(7);
    }

    @Test
    void what_is_wrong_is_said_in_the_words_of_the_command_line() {
        assertThatThrownBy(() -> parse("--request", "5")).hasMessage("unknown option --request");
        assertThatThrownBy(() -> parse("--requests")).hasMessage("--requests needs a value");
        assertThatThrownBy(() -> parse("--requests", "many").number("--requests", 1, 1, 9))
                .hasMessage("--requests must be a number from 1 to 9, not many");
        assertThatThrownBy(() -> parse("--requests", "10").number("--requests", 1, 1, 9))
                .hasMessage("--requests must be a number from 1 to 9, not 10");
    }

    private static Options parse(String... arguments) {
        return Options.parse(List.of(arguments), Set.of("--requests"), Set.of("--json"));
    }
}
