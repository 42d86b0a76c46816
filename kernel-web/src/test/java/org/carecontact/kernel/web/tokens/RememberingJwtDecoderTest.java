package org.carecontact.kernel.web.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

final class RememberingJwtDecoderTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicInteger checks = new AtomicInteger();
    private final Set<String> revoked = new HashSet<>();
    private Instant now = START;

    @Test
    void the_same_token_is_checked_once_a_minute() {
        JwtDecoder decoder = remembering(START.plusSeconds(600));
        decoder.decode("a");
        decoder.decode("a");
        assertThat(checks).hasValue(1);
        now = START.plusSeconds(60);
        decoder.decode("a");
        assertThat(checks).hasValue(2);
    }

    @Test
    void an_expired_token_is_not_remembered() {
        JwtDecoder decoder = remembering(START.plusSeconds(30));
        decoder.decode("a");
        now = START.plusSeconds(30);
        assertThatThrownBy(() -> decoder.decode("a")).isInstanceOf(BadJwtException.class);
    }

    @Test
    void a_token_that_is_revoked_is_refused_although_it_is_remembered() {
        JwtDecoder decoder = remembering(START.plusSeconds(600));
        decoder.decode("a");
        revoked.add("a");
        assertThatThrownBy(() -> decoder.decode("a")).isInstanceOf(BadJwtException.class);
        assertThat(checks).hasValue(1);
    }

    @Test
    void another_token_is_checked_by_itself_and_a_bad_one_each_time() {
        JwtDecoder decoder = remembering(START.plusSeconds(600));
        decoder.decode("a");
        decoder.decode("b");
        assertThat(checks).hasValue(2);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> decoder.decode("bad")).isInstanceOf(BadJwtException.class);
        }
        assertThat(checks).hasValue(4);
    }

    private JwtDecoder remembering(Instant expires) {
        JwtDecoder strict = token -> {
            checks.incrementAndGet();
            if (token.equals("bad") || !now.isBefore(expires)) {
                throw new BadJwtException("no");
            }
            return Jwt.withTokenValue(token)
                    .header("alg", "none")
                    .claim("sub", token)
                    .expiresAt(expires)
                    .build();
        };
        InstantSource time = () -> now;
        return new RememberingJwtDecoder(strict, jwt -> !revoked.contains(jwt.getSubject()), time);
    }
}
