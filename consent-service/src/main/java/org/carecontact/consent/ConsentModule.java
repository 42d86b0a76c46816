package org.carecontact.consent;

import java.time.Clock;
import org.carecontact.consent.domain.Consent;
import org.carecontact.consent.domain.ConsentCommand;
import org.carecontact.consent.domain.ConsentEvent;
import org.carecontact.consent.domain.ConsentRejection;
import org.carecontact.consent.domain.Form;
import org.carecontact.consent.domain.FormCommand;
import org.carecontact.consent.domain.FormEvent;
import org.carecontact.consent.domain.FormRejection;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.ObjectMapper;

/** The wiring of the service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsentProperties.class)
class ConsentModule {

    static {
        // They come of the token and the body, not of the query.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, HttpCommand.class);
    }

    @Bean
    Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents(Kernel kernel) {
        return kernel.documents(new Consents());
    }

    @Bean
    Documents<FormCommand, Form, FormEvent, FormRejection> forms(Kernel kernel) {
        return kernel.documents(new Forms());
    }

    @Bean
    FormsToSign formsToSign(Documents<FormCommand, Form, FormEvent, FormRejection> forms, ObjectMapper json) {
        return new FormsToSign(forms, DefaultForms.read(json));
    }

    @Bean
    Viewings viewings(ConsentProperties properties, ObjectMapper json) {
        return new Viewings(Macs.derived(properties.ids().bytes(), "carecontact/consent/viewing/1"), json);
    }

    @Bean
    SigningCodes signingCodes(ConsentProperties properties, Seal seal) {
        return new SigningCodes(
                Macs.derived(properties.ids().bytes(), "carecontact/consent/code/1"),
                seal,
                properties.limits().code());
    }

    @Bean
    ReceiptKeys receiptKeys(ConsentProperties properties) {
        return ReceiptKeys.of(properties.receipts().key(), properties.receipts().formerKeys());
    }

    @Bean
    CareContactEventsListener careContactEventsListener(
            Kernel kernel,
            Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents,
            ConsentProperties properties) {
        Clock clock = kernel.clock();
        return new CareContactEventsListener(
                kernel, consents, clock, properties.limits().consent());
    }
}
