package org.carecontact.kernel.web.tokens;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Checks a token's signature once a minute, and with each call whether the token has expired or was revoked. */
final class RememberingJwtDecoder implements JwtDecoder {

    private static final Duration TRUSTED = Duration.ofMinutes(1);
    private static final int MOST = 5_000;

    private record Known(Jwt jwt, Instant until) {}

    private final JwtDecoder decoder;
    private final Predicate<Jwt> accepted;
    private final InstantSource clock;
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Remembers the tokens that this decoder has checked.
     *
     * @param accepted false for a revoked token
     */
    RememberingJwtDecoder(JwtDecoder decoder, Predicate<Jwt> accepted, InstantSource clock) {
        this.decoder = decoder;
        this.accepted = accepted;
        this.clock = clock;
    }

    @Override
    public Jwt decode(String token) throws JwtException {
        Jwt jwt = checked(token);
        if (!accepted.test(jwt)) {
            throw new BadJwtException("revoked");
        }
        return jwt;
    }

    private Jwt checked(String token) {
        Instant now = clock.instant();
        synchronized (known) {
            Known before = known.get(token);
            if (before != null && now.isBefore(before.until())) {
                return before.jwt();
            }
        }
        Jwt jwt = decoder.decode(token);
        Instant until = now.plus(TRUSTED);
        Instant expires = jwt.getExpiresAt();
        if (expires != null) {
            synchronized (known) {
                known.put(token, new Known(jwt, expires.isBefore(until) ? expires : until));
            }
        }
        return jwt;
    }
}
