package org.carecontact.consent.codes;

import org.carecontact.kernel.keys.InstallationKeys;
import org.carecontact.kernel.keys.KeyedHash;
import org.carecontact.kernel.keys.Seal;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CodeProperties.class)
class CodesConfiguration {

    @Bean
    SigningCodes signingCodes(InstallationKeys keys, Seal seal, CodeProperties limits) {
        return new SigningCodes(new KeyedHash(keys.derived("consent/code/1")), seal, limits.code());
    }
}
