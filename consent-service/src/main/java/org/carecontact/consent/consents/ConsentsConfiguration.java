package org.carecontact.consent.consents;

import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.consent.consents.domain.ConsentCommand;
import org.carecontact.consent.consents.domain.ConsentEvent;
import org.carecontact.consent.consents.domain.ConsentRejection;
import org.carecontact.consent.forms.domain.DocumentKind;
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
    Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consentDocuments(
            Kernel kernel, ConsentProperties limits) {
        return kernel.documents(new ConsentAggregate(limits.renewal()))
                .indexed(
                        HospitalConsents.PATIENT,
                        HospitalConsents.SURVIVOR,
                        "state." + HospitalConsents.CHANGED,
                        "state." + HospitalConsents.signedForm(DocumentKind.CONSENT),
                        "state." + HospitalConsents.signedForm(DocumentKind.SERVICE_AGREEMENT));
    }

    @Bean
    UnsignedViewings unsignedViewings(
            Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents, Kernel kernel) {
        return new UnsignedViewings(consents, kernel.clock());
    }

    @Bean
    CareContactEventsListener careContactEventsListener(
            Kernel kernel,
            Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents,
            Pairs pairs,
            ComingOfAge comingOfAge,
            ConsentProperties limits) {
        return new CareContactEventsListener(kernel, consents, pairs, comingOfAge, limits.consent());
    }
}
