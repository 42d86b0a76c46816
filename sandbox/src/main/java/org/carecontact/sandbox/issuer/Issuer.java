package org.carecontact.sandbox.issuer;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carecontact.sandbox.issuer.TokenEndpoints.Introspection;
import org.carecontact.sandbox.issuer.TokenEndpoints.Revocation;
import org.carecontact.sandbox.loopback.LocalCallers;
import org.carecontact.sandbox.people.Passwords;
import org.carecontact.sandbox.people.Person;
import org.carecontact.sandbox.people.Population;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;

/** Configures Spring Authorization Server with one client per made-up person and nothing to administer. */
@SpringBootConfiguration
@EnableWebSecurity
@EnableConfigurationProperties(IssuerProperties.class)
@ImportAutoConfiguration({
    ConfigurationPropertiesAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class
})
class Issuer {

    @Bean
    SecurityFilterChain security(HttpSecurity http, ClientAuthentications authentications, RevokedTokens revoked)
            throws Exception {
        return http.oauth2AuthorizationServer(server -> server.clientAuthentication(
                                client -> client.errorResponseHandler(authentications))
                        .tokenRevocationEndpoint(
                                endpoint -> endpoint.authenticationProviders(all -> only(all, new Revocation(revoked))))
                        .tokenIntrospectionEndpoint(endpoint ->
                                endpoint.authenticationProviders(all -> only(all, new Introspection(revoked))))
                        .authorizationServerMetadataEndpoint(metadata -> metadata.authorizationServerMetadataCustomizer(
                                builder -> builder.claims(Issuer::leaveOutWhatIsNotOffered)))
                        .oidc(oidc ->
                                oidc.providerConfigurationEndpoint(metadata -> metadata.providerConfigurationCustomizer(
                                        builder -> builder.claims(Issuer::leaveOutWhatIsNotOffered)))))
                .logout(logout -> logout.disable())
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .build();
    }

    private static void only(List<AuthenticationProvider> all, AuthenticationProvider one) {
        all.clear();
        all.add(one);
    }

    /** No token is bound to a key or a certificate here. */
    private static void leaveOutWhatIsNotOffered(Map<String, Object> metadata) {
        metadata.remove("dpop_signing_alg_values_supported");
        metadata.remove("tls_client_certificate_bound_access_tokens");
    }

    @Bean
    ClientAuthentications authentications(Population population) {
        return new ClientAuthentications(population, new FailedAttempts(Clock.systemUTC()));
    }

    @Bean
    RevokedTokens revoked(IssuerProperties properties) throws ParseException {
        return new RevokedTokens(
                RSAKey.parse(properties.tokenKey()),
                properties.url().toString(),
                properties.revokedFile(),
                Clock.systemUTC());
    }

    @Bean
    FilterRegistrationBean<DoorFilter> door(IssuerProperties properties, ClientAuthentications authentications) {
        Set<String> hosts = properties.hosts() == null ? Set.of() : properties.hosts();
        FilterRegistrationBean<DoorFilter> door =
                new FilterRegistrationBean<>(new DoorFilter(new LocalCallers(hosts), authentications));
        door.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return door;
    }

    @Bean
    FilterRegistrationBean<RevokedListFilter> revokedList(RevokedTokens revoked) {
        FilterRegistrationBean<RevokedListFilter> list = new FilterRegistrationBean<>(new RevokedListFilter(revoked));
        list.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return list;
    }

    @Bean
    AuthorizationServerSettings settings(IssuerProperties properties) {
        return AuthorizationServerSettings.builder()
                .issuer(properties.url().toString())
                .build();
    }

    @Bean
    Population population(IssuerProperties properties) {
        return Population.with(properties.hospitals());
    }

    @Bean
    RegisteredClientRepository clients(Population population, IssuerProperties properties) {
        return new People(population, new Passwords(properties.passwordSeed()));
    }

    @Bean
    JWKSource<SecurityContext> keys(IssuerProperties properties) throws ParseException {
        return new ImmutableJWKSet<>(new JWKSet(RSAKey.parse(properties.tokenKey())));
    }

    @Bean
    JwtDecoder decoder(JWKSource<SecurityContext> keys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    /** The passwords are derived and 80 bits long: a slow hash would protect nothing and cost every token. */
    @Bean
    PasswordEncoder comparison() {
        return new PasswordEncoder() {
            @Override
            public @Nullable String encode(@Nullable CharSequence password) {
                return password == null ? null : password.toString();
            }

            @Override
            public boolean matches(@Nullable CharSequence given, @Nullable String known) {
                return given != null
                        && known != null
                        && MessageDigest.isEqual(
                                given.toString().getBytes(StandardCharsets.UTF_8),
                                known.getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    /** Keeps no token: each carries all its claims and ends by itself. */
    @Bean
    OAuth2AuthorizationService forgetfulness() {
        return new OAuth2AuthorizationService() {
            @Override
            public void save(OAuth2Authorization authorization) {}

            @Override
            public void remove(OAuth2Authorization authorization) {}

            @Override
            public @Nullable OAuth2Authorization findById(String id) {
                return null;
            }

            @Override
            public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
                return null;
            }
        };
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims(Population population, ClientAuthentications authentications) {
        return context -> {
            String user = context.getRegisteredClient().getClientId();
            authentications.succeeded(user);
            context.getJwsHeader().type("at+jwt");
            context.getClaims()
                    .claims(claims -> claims.putAll(of(population.find(user).orElseThrow())));
        };
    }

    /** The claims of an access token (RFC 9068) and ours. */
    private static Map<String, Object> of(Person person) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("aud", person.role().services());
        claims.put("client_id", person.user());
        claims.put("sub", person.id());
        claims.put("person", person.id());
        claims.put("hospital", person.hospital());
        claims.put("role", person.role().claim());
        if (person.patient() != null) {
            claims.put("patient", person.patient());
        }
        if (person.relation() != null) {
            claims.put("relation", person.relation());
        }
        if (person.authority() != null) {
            claims.put("authority", person.authority());
        }
        return claims;
    }
}
