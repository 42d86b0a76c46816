package org.carecontact.notification.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.store.Documents;
import org.carecontact.notification.correspondence.CorrespondenceAggregate;
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection;
import org.carecontact.notification.correspondence.domain.RetryLimits;
import org.carecontact.notification.dispatch.domain.AllowanceDecider;
import org.carecontact.notification.entries.Entries;
import org.carecontact.notification.providers.HospitalProviders;
import org.carecontact.notification.providers.ProviderStates;
import org.carecontact.notification.providers.SentMessages;
import org.carecontact.notification.recipients.PersonalKeys;
import org.carecontact.notification.recipients.domain.Recipient;
import org.carecontact.notification.recipients.domain.RecipientCommand;
import org.carecontact.notification.recipients.domain.RecipientEvent;
import org.carecontact.notification.recipients.domain.RecipientRejection;
import org.carecontact.notification.timing.Calendars;
import org.carecontact.notification.timing.Digests;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DispatchConfiguration {

    @Bean
    RetryLimits retryLimits(NotificationProperties properties) {
        return properties.limits().toLimits();
    }

    @Bean
    Templates templates(NotificationProperties properties) {
        return Templates.read(properties.portal().url(), properties.notices().language());
    }

    @Bean
    Letters letters(
            PersonalKeys keys,
            Seal seal,
            Templates templates,
            Entries entries,
            HospitalProviders providers,
            NotificationProperties properties) {
        return new Letters(
                keys, seal, templates, entries, providers, properties.portal().url());
    }

    /** Uses the factor of all rate limits; a demo raises it, because few people act for many there. */
    @Bean
    Allowances allowances(
            Kernel kernel, NotificationProperties properties, @Value("${carecontact.rates.factor:1}") int factor) {
        return new Allowances(kernel.documents(new Allowances.OfPersons(new AllowanceDecider(
                Math.multiplyExact(properties.dispatch().smsPerHour(), factor),
                Math.multiplyExact(properties.dispatch().smsPerDay(), factor)))));
    }

    @Bean
    Courier courier(
            Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients,
            Letters letters,
            HospitalProviders providers,
            ProviderStates states,
            SentMessages sent,
            Calendars calendars,
            Digests digests,
            Allowances allowances,
            EventCodec events,
            MeterRegistry meters) {
        return new Courier(
                recipients,
                letters,
                providers,
                states,
                sent,
                calendars,
                digests,
                allowances,
                new PublishedResults(events),
                meters);
    }

    @Bean
    Dispatcher dispatcher(
            CorrespondenceAggregate aggregate,
            Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
                    correspondences,
            Courier courier,
            HospitalProviders providers,
            Kernel kernel,
            MeterRegistry meters,
            NotificationProperties properties) {
        Dispatcher dispatcher =
                new Dispatcher(correspondences, courier, providers.longestCall(), kernel.clock(), meters, properties);
        aggregate.whenWritten(dispatcher::take);
        return dispatcher;
    }
}
