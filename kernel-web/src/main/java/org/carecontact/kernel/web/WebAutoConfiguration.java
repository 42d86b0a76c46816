package org.carecontact.kernel.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import org.carecontact.kernel.inbox.ParkedRecords;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.ObjectMapper;

/** Security and arguments of every service's HTTP edge: no token, no answer. */
@AutoConfiguration
@Import({ProblemAdvice.class, LimitedBodies.class})
public class WebAutoConfiguration {

    private static final String BEARER = "Bearer ";

    @Bean
    SecurityFilterChain security(HttpSecurity http, JwtDecoder tokens, ObjectMapper json) {
        JwtDecoder remembering = new RememberingJwtDecoder(tokens, Clock.systemUTC());
        return http.csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/actuator/health/**", "/actuator/prometheus", "/v3/api-docs/**", "/receipt-keys")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(remembering))
                        .bearerTokenResolver(WebAutoConfiguration::bearer)
                        .authenticationEntryPoint((request, response, e) -> {
                            response.setStatus(401);
                            response.setHeader("WWW-Authenticate", "Bearer");
                            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
                            response.getWriter()
                                    .write(json.writeValueAsString(Problem.of(401, "no-valid-token", "No valid token")
                                            .remedy(
                                                    "Send a bearer token of this issuer whose audience names this service.")
                                            .body()));
                        }))
                .build();
    }

    /** RFC 6750 2.1, the header alone; what a token is made of is the decoder's business, not a pattern's. */
    private static @Nullable String bearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
    }

    /** Else every filter of every request is measured by itself. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    WebMvcConfigurer callerArguments(ObjectMapper json) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArguments(json));
            }
        };
    }

    @Bean
    @ConditionalOnBean(ParkedRecords.class)
    ParkedController parkedController(ParkedRecords parked) {
        return new ParkedController(parked);
    }
}
