package org.carecontact.consent.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormCheckTest {

    private static final String GOOD = """
            {
              "kind": "SERVICE_AGREEMENT",
              "language": "zh",
              "title": "服务协议",
              "sections": [
                {"id": "service-scope", "text": "范围"}
              ]
            }
            """;

    @Test
    void a_form_has_the_hash_that_its_draft_will_have() {
        FormCheck.Checked checked = FormCheck.of("f.json", GOOD);

        assertThat(checked.kind()).isEqualTo("SERVICE_AGREEMENT");
        assertThat(checked.language()).isEqualTo("zh");
        assertThat(checked.sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void the_form_of_the_example_is_good() throws IOException {
        String text = Files.readString(
                Path.of("..", "docs", "examples", "hospital-anhe", "forms", "consent-zh.json"), StandardCharsets.UTF_8);
        assertThat(FormCheck.of("consent-zh.json", text).kind()).isEqualTo("CONSENT");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        SERVICE_AGREEMENT | OTHER         | f.json, line 2, column 11: The kind of form is missing or unknown
        "zh"              | "Chinese"     | f.json, line 3, column 15: The language is missing
        服务协议           | ' '           | f.json, line 4, column 12: expected a text
        service-scope     | Service       | f.json, line 5, column 15: A section has no proper id
        SERVICE_AGREEMENT | CONSENT       | f.json, line 5, column 15:
        "title"           | "headline"    | f.json, line 4, column 3: unknown key 'headline'
        "text"            | "txt"         | f.json, line 6, column 29: unknown key 'txt'; did you mean 'text'
        "kind":           | "kind"        | f.json, line 2: not YAML
        """)
    void a_mistake_has_line_column_and_remedy(String what, String instead, String said) {
        assertThatThrownBy(() -> FormCheck.of("f.json", GOOD.replace(what, instead)))
                .isInstanceOf(FormCheck.Refused.class)
                .hasMessageStartingWith(said);
    }
}
