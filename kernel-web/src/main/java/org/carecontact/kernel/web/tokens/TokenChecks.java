package org.carecontact.kernel.web.tokens;

import java.time.Duration;
import java.util.List;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;

/** Checks of a token beyond signature, issuer and audience (RFC 9068 sections 2.1, 2.2 and 4). */
final class TokenChecks {

    private static final Duration SKEW = Duration.ofSeconds(60);

    private TokenChecks() {}

    /** Takes the type {@code at+jwt}, which RFC 9068 demands, and {@code JWT} or none, which most issuers write. */
    static JwtTypeValidator types() {
        JwtTypeValidator types = new JwtTypeValidator(List.of("JWT", "at+jwt", "application/at+jwt"));
        types.setAllowEmpty(true);
        return types;
    }

    /** A token must expire. */
    static JwtTimestampValidator times() {
        JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
        times.setAllowEmptyExpiryClaim(false);
        return times;
    }
}
