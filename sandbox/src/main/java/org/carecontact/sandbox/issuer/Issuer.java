package org.carecontact.sandbox.issuer;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Locale;
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
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
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

/** Spring Authorization Server with one client per made-up person and nothing to look after. */
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
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .build();
    }

    @Bean
    AuthorizationServerSettings settings(IssuerProperties properties) {
        return AuthorizationServerSettings.builder()
                .issuer(properties.url().toString())
                .build();
    }

    @Bean
    Population population() {
        return Population.standard();
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

    /** Keeps no token: each one carries all there is to know and ends by itself. */
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
    OAuth2TokenCustomizer<JwtEncodingContext> claims(Population population) {
        return context -> {
            Person person =
                    population.find(context.getRegisteredClient().getClientId()).orElseThrow();
            context.getClaims().claims(claims -> claims.putAll(of(person)));
        };
    }

    private static java.util.Map<String, Object> of(Person person) {
        HashMap<String, Object> claims = new java.util.HashMap<String, Object>();
        claims.put("aud", person.role().services());
        claims.put("sub", person.id());
        claims.put("person", person.id());
        claims.put("hospital", person.hospital());
        claims.put("role", person.role().name().toLowerCase(Locale.ROOT));
        if (person.patient() != null) {
            claims.put("patient", person.patient());
        }
        if (person.relation() != null) {
            claims.put("relation", person.relation());
        }
        return claims;
    }
}
