package org.carecontact.sandbox.issuer;

import java.time.Duration;
import org.carecontact.sandbox.people.Passwords;
import org.carecontact.sandbox.people.Population;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The population as OAuth clients. */
final class People implements RegisteredClientRepository {

    private static final Duration TOKENS_LIVE = Duration.ofMinutes(10);

    private final Population population;
    private final Passwords passwords;

    People(Population population, Passwords passwords) {
        this.population = population;
        this.passwords = passwords;
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("the population is made up, not registered");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String user) {
        return population
                .find(user)
                .map(person -> RegisteredClient.withId(user)
                        .clientId(user)
                        .clientSecret(passwords.of(user))
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                        .tokenSettings(TokenSettings.builder()
                                .accessTokenTimeToLive(TOKENS_LIVE)
                                .build())
                        .build())
                .orElse(null);
    }
}
