package org.carecontact.consent.forms;

import java.time.Clock;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.keys.InstallationKeys;
import org.carecontact.kernel.keys.KeyedHash;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.ObjectMapper;

@Configuration(proxyBeanMethods = false)
class FormsConfiguration {

    @Bean
    MeaningChanges meaningChanges(SignedConsents consents, Clock clock) {
        return new MeaningChanges(consents, clock);
    }

    @Bean
    Forms forms(Kernel kernel, MeaningChanges changes) {
        return new Forms(kernel, changes);
    }

    @Bean
    FormsToSign formsToSign(Forms forms, ObjectMapper json) {
        return new FormsToSign(forms, DefaultForms.read(json));
    }

    @Bean
    Viewings viewings(InstallationKeys keys, ObjectMapper json) {
        return new Viewings(new KeyedHash(keys.derived("consent/viewing/1")), json);
    }
}
