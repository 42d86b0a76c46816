package org.carecontact.gateway.keys;

import org.carecontact.kernel.web.OpenPaths;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the keys. */
@Configuration(proxyBeanMethods = false)
class KeysConfiguration {

    /** A hospital's producer has no token. */
    @Bean
    OpenPaths feedKeysPath() {
        return OpenPaths.of("/feed-keys");
    }

    @Bean
    FeedKeys feedKeys(@Value("${carecontact.inbound.keys:}") String keys) {
        return FeedKeys.of(keys);
    }
}
