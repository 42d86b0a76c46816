package org.carecontact.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.carecontact.consent.domain.ConsentCommand.IssueCode;
import org.carecontact.consent.domain.DocumentKind;
import org.carecontact.consent.domain.ShownDocument;
import org.carecontact.consent.domain.SigningCode;
import org.carecontact.consent.domain.Viewing;
import org.carecontact.kernel.keys.Seal;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TokensAndCodesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00.007Z");
    private static final List<ShownDocument> SHOWN =
            List.of(new ShownDocument(DocumentKind.CONSENT, "consent", 3, "zh", "aa"));
    private static final Viewings VIEWINGS = new Viewings(Macs.derived(new byte[32], "viewing"), new JsonMapper());
    private static final Seal SEAL = new Seal(new byte[32]);
    private static final SigningCodes CODES =
            new SigningCodes(Macs.derived(new byte[32], "code"), SEAL, Duration.ofMinutes(10));

    @Test
    void a_viewing_says_what_was_shown_and_when() {
        String token = VIEWINGS.token("r-1", "P1", NOW, SHOWN);

        assertThat(VIEWINGS.read(token, "r-1", "P1")).hasValueSatisfying(shown -> {
            assertThat(shown.shownAt()).isEqualTo(NOW);
            assertThat(shown.documents()).isEqualTo(SHOWN);
        });
    }

    @Test
    void a_viewing_is_of_one_person_and_one_request() {
        String token = VIEWINGS.token("r-1", "P1", NOW, SHOWN);

        assertThat(VIEWINGS.read(token, "r-2", "P1")).isEmpty();
        assertThat(VIEWINGS.read(token, "r-1", "P2")).isEmpty();
    }

    @Test
    void a_viewing_with_any_changed_character_is_none() {
        String token = VIEWINGS.token("r-1", "P1", NOW, SHOWN);

        for (int i = 0; i < token.length(); i++) {
            for (char c : "ABab01-_.=".toCharArray()) {
                String changed = token.substring(0, i) + c + token.substring(i + 1);
                if (!changed.equals(token)) {
                    assertThat(VIEWINGS.read(changed, "r-1", "P1")).isEmpty();
                }
            }
        }
        assertThat(VIEWINGS.read("", "r-1", "P1")).isEmpty();
    }

    @Test
    void a_viewing_of_another_installation_is_none() {
        byte[] other = new byte[32];
        other[0] = 1;
        String token = new Viewings(Macs.derived(other, "viewing"), new JsonMapper()).token("r-1", "P1", NOW, SHOWN);

        assertThat(VIEWINGS.read(token, "r-1", "P1")).isEmpty();
    }

    @Test
    void only_its_digits_match_a_code() {
        IssueCode issue = CODES.fresh("r-1", new Viewing(SHOWN, NOW, true), NOW);
        String digits = SEAL.open(issue.sealed(), "code:r-1");
        SigningCode code = new SigningCode(issue.salt(), issue.hash(), 1, issue.expiresAt(), 0, SHOWN);

        long matching = IntStream.range(0, 1_000_000)
                .parallel()
                .filter(n -> n % 100 == Integer.parseInt(digits) % 100)
                .mapToObj(n -> String.format("%06d", n))
                .filter(guess -> CODES.presented("r-1", guess).matches(code))
                .count();

        assertThat(digits).matches("[0-9]{6}");
        assertThat(CODES.presented("r-1", digits).matches(code)).isTrue();
        assertThat(CODES.presented("r-2", digits).matches(code)).isFalse();
        assertThat(matching).isEqualTo(1);
        assertThat(issue.expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
    }

    @Test
    void neither_salt_nor_hash_repeat_for_the_same_digits() {
        assertThat(IntStream.range(0, 1000)
                        .mapToObj(n -> CODES.fresh("r-1", new Viewing(SHOWN, NOW, true), NOW))
                        .map(issue -> issue.salt() + issue.hash())
                        .distinct())
                .hasSize(1000);
    }

    @Test
    void parts_of_a_mac_do_not_run_into_each_other() {
        Macs macs = Macs.derived(new byte[32], "x");

        assertThat(macs.of("ab", "c")).isNotEqualTo(macs.of("a", "bc"));
        assertThat(Macs.derived(new byte[32], "y").of("a")).isNotEqualTo(macs.of("a"));
    }
}
