package org.carecontact.notification.recipients;

import java.util.Base64;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.keys.InstallationKeys;
import org.carecontact.kernel.keys.KeyedHash;
import org.carecontact.kernel.store.Documents;
import org.carecontact.notification.recipients.domain.Recipient;
import org.carecontact.notification.recipients.domain.RecipientCommand;
import org.carecontact.notification.recipients.domain.RecipientEvent;
import org.carecontact.notification.recipients.domain.RecipientRejection;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RecipientsConfiguration {

    @Bean
    PersonalKeys personalKeys(@Value("${carecontact.sealing.key}") String key) {
        return new PersonalKeys(Base64.getDecoder().decode(key));
    }

    @Bean
    Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients(Kernel kernel) {
        return kernel.documents(new RecipientAggregate()).indexed("state.marks");
    }

    @Bean
    Marks marks(InstallationKeys keys) {
        return new Marks(new KeyedHash(keys.derivedForSealing("contact-point-marks")));
    }

    @Bean
    Refusals refusals(
            Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients, Marks marks) {
        return new Refusals(recipients, marks);
    }
}
