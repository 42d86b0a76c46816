package org.carecontact.consent.consents;

import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.consent.consents.domain.ConsentCommand;
import org.carecontact.consent.consents.domain.ConsentEvent;
import org.carecontact.consent.consents.domain.ConsentRejection;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.store.Documents;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsentProperties.class)
class ConsentsConfiguration {

    @Bean
    Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consentDocuments(Kernel kernel) {
        return kernel.documents(new ConsentAggregate())
                .indexed(HospitalConsents.PATIENT, HospitalConsents.SURVIVOR, "state." + HospitalConsents.CHANGED);
    }

    @Bean
    CareContactEventsListener careContactEventsListener(
            Kernel kernel,
            Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents,
            Pairs pairs,
            ConsentProperties limits) {
        return new CareContactEventsListener(kernel, consents, pairs, limits.consent());
    }
}
