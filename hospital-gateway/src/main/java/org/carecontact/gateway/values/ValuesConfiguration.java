package org.carecontact.gateway.values;

import java.util.Base64;
import org.carecontact.kernel.keys.Seal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds what reads and seals values. */
@Configuration(proxyBeanMethods = false)
class ValuesConfiguration {

    @Bean
    Prints prints(@Value("${carecontact.ids.key}") String key) {
        return new Prints(Base64.getDecoder().decode(key));
    }

    @Bean
    PersonalValues personalValues(Prints prints, Seal seal) {
        return new PersonalValues(prints, seal);
    }

    @Bean
    Births births(PersonalValues values) {
        return new Births(values);
    }
}
