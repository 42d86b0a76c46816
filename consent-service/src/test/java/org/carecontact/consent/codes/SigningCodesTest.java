package org.carecontact.consent.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.carecontact.consent.codes.domain.FreshCode;
import org.carecontact.consent.codes.domain.SigningCode;
import org.carecontact.kernel.keys.KeyedHash;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.ids.RequestId;
import org.junit.jupiter.api.Test;

class SigningCodesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00.007Z");
    private static final RequestId REQUEST = RequestId.of("a".repeat(26) + "-1");
    private static final RequestId OTHER = RequestId.of("a".repeat(26) + "-2");
    private static final Seal SEAL = new Seal(new byte[32]);
    private static final SigningCodes CODES =
            new SigningCodes(new KeyedHash(new byte[32]), SEAL, Duration.ofMinutes(10));

    @Test
    void only_its_digits_match_a_code() {
        FreshCode fresh = CODES.fresh(REQUEST, NOW);
        String digits = SEAL.open(fresh.sealed(), SealPurposes.code(REQUEST));
        SigningCode code = new SigningCode(fresh.salt(), fresh.hash(), 1, fresh.expiresAt(), 0, List.of());

        long matching = IntStream.range(0, 1_000_000)
                .parallel()
                .filter(n -> n % 100 == Integer.parseInt(digits) % 100)
                .mapToObj(n -> String.format("%06d", n))
                .filter(guess -> CODES.presented(REQUEST, guess).matches(code))
                .count();

        assertThat(digits).matches("[0-9]{6}");
        assertThat(CODES.presented(REQUEST, digits).matches(code)).isTrue();
        assertThat(CODES.presented(OTHER, digits).matches(code)).isFalse();
        assertThat(matching).isEqualTo(1);
        assertThat(fresh.expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
    }

    @Test
    void neither_salt_nor_hash_repeat_for_the_same_digits() {
        assertThat(IntStream.range(0, 1000)
                        .mapToObj(n -> CODES.fresh(REQUEST, NOW))
                        .map(fresh -> fresh.salt() + fresh.hash())
                        .distinct())
                .hasSize(1000);
    }
}
