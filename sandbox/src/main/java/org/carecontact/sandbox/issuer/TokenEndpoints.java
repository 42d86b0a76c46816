package org.carecontact.sandbox.issuer;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenIntrospection;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;

/** Revokes tokens (RFC 7009) and tells whether one is in force (RFC 7662). */
final class TokenEndpoints {

    private TokenEndpoints() {}

    /** Revokes the client's own tokens; of other texts it says nothing. */
    record Revocation(RevokedTokens revoked) implements AuthenticationProvider {

        @Override
        public Authentication authenticate(Authentication request) {
            OAuth2TokenRevocationAuthenticationToken asked = (OAuth2TokenRevocationAuthenticationToken) request;
            Authentication client = (Authentication) asked.getPrincipal();
            var _ = revoked.revoke(asked.getToken(), client.getName());
            OAuth2TokenRevocationAuthenticationToken done =
                    new OAuth2TokenRevocationAuthenticationToken(asked.getToken(), client, asked.getTokenTypeHint());
            done.setAuthenticated(true);
            return done;
        }

        @Override
        public boolean supports(Class<?> type) {
            return OAuth2TokenRevocationAuthenticationToken.class.isAssignableFrom(type);
        }
    }

    /** Tells whether a token of this issuer is in force. */
    record Introspection(RevokedTokens revoked) implements AuthenticationProvider {

        @Override
        public @Nullable Authentication authenticate(Authentication request) {
            OAuth2TokenIntrospectionAuthenticationToken asked = (OAuth2TokenIntrospectionAuthenticationToken) request;
            Optional<JWTClaimsSet> claims = revoked.active(asked.getToken());
            OAuth2TokenIntrospection answer = claims.map(Introspection::answer)
                    .orElseGet(() -> OAuth2TokenIntrospection.builder(false).build());
            return asked.getPrincipal() instanceof OAuth2ClientAuthenticationToken client
                    ? new OAuth2TokenIntrospectionAuthenticationToken(asked.getToken(), client, answer)
                    : null;
        }

        private static OAuth2TokenIntrospection answer(JWTClaimsSet claims) {
            Map<String, Object> all = new HashMap<>(claims.getClaims());
            all.replaceAll((_, value) -> value instanceof Date date ? date.toInstant() : value);
            all.put("active", true);
            return OAuth2TokenIntrospection.withClaims(all).build();
        }

        @Override
        public boolean supports(Class<?> type) {
            return OAuth2TokenIntrospectionAuthenticationToken.class.isAssignableFrom(type);
        }
    }
}
