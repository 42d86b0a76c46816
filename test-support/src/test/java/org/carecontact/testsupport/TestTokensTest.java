package org.carecontact.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TestTokensTest {

    private final TestTokens tokens = TestTokens.shared();

    @Test
    void a_token_carries_its_claims_and_is_verified_with_the_published_key() throws Exception {
        String token = tokens.token()
                .hospital("h1")
                .person("P1")
                .role("patient")
                .patient("P1")
                .audience("request-service")
                .build();

        JWTClaimsSet claims = verify(token);

        assertThat(claims.getIssuer()).isEqualTo(tokens.issuer());
        assertThat(claims.getSubject()).isEqualTo("P1");
        assertThat(claims.getAudience()).containsExactly("request-service");
        assertThat(claims.getStringClaim("hospital")).isEqualTo("h1");
        assertThat(claims.getStringClaim("person")).isEqualTo("P1");
        assertThat(claims.getStringClaim("role")).isEqualTo("patient");
        assertThat(claims.getStringClaim("patient")).isEqualTo("P1");
        assertThat(claims.getExpirationTime()).isAfter(claims.getIssueTime());
    }

    @Test
    void an_expired_token_and_one_of_a_stranger_are_refused() {
        assertThatThrownBy(() -> verify(tokens.token().person("P1").expired().build()))
                .isInstanceOf(BadJOSEException.class)
                .hasMessageContaining("Expired");
        assertThatThrownBy(() ->
                        verify(tokens.token().person("P1").signedByAStranger().build()))
                .isInstanceOf(BadJOSEException.class)
                .hasMessageContaining("signature");
    }

    @Test
    void the_issuer_says_where_its_keys_are() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(tokens.issuer() + "/.well-known/openid-configuration"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, BodyHandlers.ofString()).body()).contains(tokens.jwkSetUri());
        }
    }

    private JWTClaimsSet verify(String token) throws Exception {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<@Nullable SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.RS256,
                JWKSourceBuilder.<SecurityContext>create(
                                URI.create(tokens.jwkSetUri()).toURL())
                        .build()));
        return processor.process(token, null);
    }
}
