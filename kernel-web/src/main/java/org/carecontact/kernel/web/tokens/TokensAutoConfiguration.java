package org.carecontact.kernel.web.tokens;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.carecontact.kernel.web.OpenPaths;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.ProblemAnswers;
import org.carecontact.kernel.web.SecurityLog;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.web.OAuth2ProtectedResourceMetadataFilter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Security of every service's HTTP edge: no token, no answer. */
@AutoConfiguration
@EnableConfigurationProperties(TokenProperties.class)
public class TokensAutoConfiguration {

    private static final String BEARER = "Bearer ";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    @Bean
    OpenPaths pathsOfEveryService() {
        return OpenPaths.of("/actuator/health/**", "/actuator/prometheus", "/v3/api-docs/**");
    }

    @Bean
    SecurityFilterChain security(
            HttpSecurity http,
            JwtDecoder tokens,
            ObjectProvider<RevokedTokens> revoked,
            ObjectProvider<OpenPaths> openPaths,
            ProblemAnswers problems,
            SecurityLog log) {
        RequestMatcher open = new OrRequestMatcher(openPaths.stream()
                .flatMap(paths -> paths.patterns().stream())
                .<RequestMatcher>map(PathPatternRequestMatcher::pathPattern)
                .toList());
        RevokedTokens list = revoked.getIfAvailable();
        Predicate<Jwt> accepted = list == null ? jwt -> true : list::accepts;
        JwtDecoder remembering = new RememberingJwtDecoder(tokens, accepted, Clock.systemUTC());
        Refusal refusal = new Refusal(problems, log);
        DefaultSecurityFilterChain chain = http.csrf(csrf -> csrf.disable())
                .logout(logout -> logout.disable())
                .requestCache(cache -> cache.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(open)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(remembering))
                        .bearerTokenResolver(request -> open.matches(request) ? null : bearer(request))
                        .authenticationEntryPoint(refusal::answer)
                        .withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                            @Override
                            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                                filter.setAuthenticationFailureHandler(refusal::answer);
                                return filter;
                            }
                        }))
                .build();
        // Its statements would be false here, with a host name that the caller makes up.
        chain.getFilters().removeIf(OAuth2ProtectedResourceMetadataFilter.class::isInstance);
        return chain;
    }

    /** RFC 6750 2.1, the header alone; what a token is made of is the decoder's business, not a pattern's. */
    private static @Nullable String bearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
    }

    @Bean
    JwkSetUriJwtDecoderBuilderCustomizer typesOfTokens() {
        return builder -> builder.validateType(false); // the bean below does it
    }

    /** Boot takes this bean in the place of Spring Security's own check, which refuses {@code at+jwt}. */
    @Bean
    JwtTypeValidator typesTaken() {
        return TokenChecks.types();
    }

    /** Boot takes this bean in the place of Spring Security's own check, which accepts tokens that never expire. */
    @Bean
    JwtTimestampValidator times() {
        return TokenChecks.times();
    }

    @Bean
    @ConditionalOnExpression("!'${carecontact.tokens.revoked:}'.isEmpty()")
    RevokedTokens revokedTokens(
            TokenProperties properties,
            @Value("${spring.security.oauth2.resourceserver.jwt.issuer-uri}") String issuer,
            @Value("${spring.security.oauth2.resourceserver.jwt.jwk-set-uri}") String keys) {
        NimbusJwtDecoder lists = NimbusJwtDecoder.withJwkSetUri(keys)
                .validateType(false)
                .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier(
                        new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("revoked+jwt"))))
                .build();
        lists.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(List.of(TokenChecks.times(), new JwtIssuerValidator(issuer))));
        return new RevokedTokens(URI.create(properties.revoked()), lists, properties.poll(), Clock.systemUTC());
    }

    /** A refusal by the firewall concerns the caller's request and tells nothing about the token. */
    @Bean
    RequestRejectedHandler rejectedRequests(ProblemAnswers problems, SecurityLog log) {
        return (request, response, rejected) -> {
            Problem problem =
                    Problem.of(METHODS.contains(request.getMethod()) ? "malformed-request" : "unknown-method");
            log.refused(problem.type(), problem.status(), request);
            problems.answer(request, response, problem);
        };
    }

    /** Without it, every filter of every request would be measured. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** Answers an unknown caller, and says whether a bad token was sent (RFC 6750 3.1). */
    private record Refusal(ProblemAnswers problems, SecurityLog log) {

        void answer(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
                throws IOException {
            if (e instanceof AuthenticationServiceException) {
                problems.answer(request, response, Problem.of("tokens-not-checked"));
                return;
            }
            boolean sent = e instanceof OAuth2AuthenticationException;
            log.refused(sent ? "invalid-token" : "no-token", 401, request);
            problems.answer(
                    request,
                    response,
                    Problem.of("no-valid-token")
                            .header(HttpHeaders.WWW_AUTHENTICATE, sent ? "Bearer error=\"invalid_token\"" : "Bearer"));
        }
    }
}
