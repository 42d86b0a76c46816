package org.carecontact.consent.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carecontact.consent.forms.FormBody.SectionBody;
import org.junit.jupiter.api.Test;
import org.springframework.web.ErrorResponseException;

class FormBodyTest {

    @Test
    void unreadable_characters_are_refused_with_their_field_whatever_read_the_json() {
        for (String bad :
                List.of("\ud800x", "\udfffx", "x\u0000", "x\u0007", "\u202ex", "\u2066x", "\ufeffx", "\u200bx")) {
            assertThat(problem(new FormBody("CONSENT", "zh", bad, List.of(new SectionBody("risks", "t")), 1, null)))
                    .as("title")
                    .containsExactly("/problems/form-text-unreadable", "title");
            assertThat(problem(new FormBody("CONSENT", "zh", "t", List.of(new SectionBody("risks", bad)), 1, null)))
                    .as("text")
                    .containsExactly("/problems/form-text-unreadable", "sections");
        }
    }

    @Test
    void plain_text_of_any_script_is_taken_as_it_is() {
        String text = "\u77e5\u60c5\u540c\u610f\n\t\ud83d\ude00 e\u0301?";
        FormBody body = new FormBody("CONSENT", "zh", text, List.of(new SectionBody("risks", text)), null, null);

        assertThat(body.draft("S1", Instant.EPOCH).title()).isEqualTo(text);
        assertThat(body.draft("S1", Instant.EPOCH).sections().getFirst().text()).isEqualTo(text);
    }

    private static List<String> problem(FormBody body) {
        ErrorResponseException refused =
                catchThrowableOfType(ErrorResponseException.class, () -> body.draft("S1", Instant.EPOCH));
        Map<String, Object> members = refused.getBody().getProperties();
        return List.of(
                String.valueOf(refused.getBody().getType()).replace("https://carecontact.org", ""),
                members == null ? "" : String.valueOf(members.get("field")));
    }
}
