package org.carecontact.consent.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.kernel.keys.KeyedHash;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ViewingsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00.007Z");
    private static final String REQUEST = "a".repeat(26) + "-1";
    private static final String OTHER = "a".repeat(26) + "-2";
    private static final List<ShownDocument> SHOWN =
            List.of(new ShownDocument(DocumentKind.CONSENT, "consent", 3, "zh", "aa"));
    private static final Viewings VIEWINGS = new Viewings(new KeyedHash(new byte[32]), new JsonMapper());

    @Test
    void a_viewing_says_what_was_shown_and_when() {
        String token = VIEWINGS.token(REQUEST, "P1", NOW, SHOWN);

        assertThat(VIEWINGS.read(token, REQUEST, "P1")).hasValueSatisfying(shown -> {
            assertThat(shown.shownAt()).isEqualTo(NOW);
            assertThat(shown.documents()).isEqualTo(SHOWN);
        });
    }

    @Test
    void a_viewing_is_of_one_person_and_one_request() {
        String token = VIEWINGS.token(REQUEST, "P1", NOW, SHOWN);

        assertThat(VIEWINGS.read(token, OTHER, "P1")).isEmpty();
        assertThat(VIEWINGS.read(token, REQUEST, "P2")).isEmpty();
    }

    @Test
    void a_viewing_with_any_changed_character_is_none() {
        String token = VIEWINGS.token(REQUEST, "P1", NOW, SHOWN);

        for (int i = 0; i < token.length(); i++) {
            for (char c : "ABab01-_.=".toCharArray()) {
                String changed = token.substring(0, i) + c + token.substring(i + 1);
                if (!changed.equals(token)) {
                    assertThat(VIEWINGS.read(changed, REQUEST, "P1")).isEmpty();
                }
            }
        }
        assertThat(VIEWINGS.read("", REQUEST, "P1")).isEmpty();
    }

    @Test
    void a_viewing_of_another_installation_is_none() {
        byte[] other = new byte[32];
        other[0] = 1;
        String token = new Viewings(new KeyedHash(other), new JsonMapper()).token(REQUEST, "P1", NOW, SHOWN);

        assertThat(VIEWINGS.read(token, REQUEST, "P1")).isEmpty();
    }
}
