package org.carecontact.notification;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Base64;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.store.Documents;
import org.carecontact.notification.domain.Correspondence;
import org.carecontact.notification.domain.CorrespondenceCommand;
import org.carecontact.notification.domain.CorrespondenceDecider;
import org.carecontact.notification.domain.CorrespondenceEvent;
import org.carecontact.notification.domain.CorrespondenceRejection;
import org.carecontact.notification.domain.Recipient;
import org.carecontact.notification.domain.RecipientCommand;
import org.carecontact.notification.domain.RecipientEvent;
import org.carecontact.notification.domain.RecipientRejection;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.ObjectMapper;

@Configuration(proxyBeanMethods = false)
class NotificationModule {

    @Bean
    PersonalKeys personalKeys(@Value("${carecontact.sealing.key}") String key) {
        return new PersonalKeys(Base64.getDecoder().decode(key));
    }

    @Bean
    Templates templates(NotificationProperties properties) {
        return Templates.read(properties.portal().url(), properties.notices().language());
    }

    @Bean
    Provider provider(NotificationProperties properties, ObjectMapper json) {
        return new HttpProvider(
                properties.provider().url(), properties.provider().timeout(), json);
    }

    @Bean
    Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients(Kernel kernel) {
        return kernel.documents(new RecipientAggregate());
    }

    @Bean
    Dispatcher dispatcher(
            Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients,
            PersonalKeys keys,
            Seal seal,
            Templates templates,
            Provider provider,
            EventCodec events,
            Kernel kernel,
            MeterRegistry meters,
            NotificationProperties properties) {
        return new Dispatcher(recipients, keys, seal, templates, provider, events, kernel.clock(), meters, properties);
    }

    @Bean
    Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection> correspondences(
            Kernel kernel, Dispatcher dispatcher, NotificationProperties properties) {
        var decider = new CorrespondenceDecider(properties.limits().toLimits());
        var correspondences = kernel.documents(
                new CorrespondenceAggregate(decider, properties.limits().toLimits(), dispatcher::take));
        dispatcher.writeTo(correspondences);
        return correspondences;
    }
}
