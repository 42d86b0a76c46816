package org.carecontact.notification.providers;

import io.micrometer.core.instrument.MeterRegistry;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.carecontact.notification.correspondence.domain.RetryLimits;
import org.carecontact.notification.providers.domain.ProviderCommand;
import org.carecontact.notification.providers.domain.ProviderEvent;
import org.carecontact.notification.providers.domain.ProviderRejection;
import org.carecontact.notification.providers.domain.ProviderState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.ObjectMapper;

@Configuration(proxyBeanMethods = false)
class ProvidersConfiguration {

    @Bean
    Documents<ProviderCommand, ProviderState, ProviderEvent, ProviderRejection> providerDocuments(Kernel kernel) {
        return kernel.documents(new ProviderAggregate()).indexed();
    }

    @Bean
    ProviderStates providerStates(
            Documents<ProviderCommand, ProviderState, ProviderEvent, ProviderRejection> states,
            Kernel kernel,
            MeterRegistry meters) {
        return new ProviderStates(states, kernel.clock(), meters);
    }

    @Bean
    HospitalProviders hospitalProviders(
            ProviderProperties properties, RetryLimits limits, Kernel kernel, ObjectMapper json) {
        HospitalProviders providers =
                HospitalProviders.only(new HttpProvider(properties.url(), properties.timeout(), json, kernel.clock()));
        // A call must end, and its result be written, before the timer takes its outcome for unknown.
        if (limits.unknownAfter().compareTo(providers.longestCall().multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "carecontact.limits.unknown-after must be at least twice carecontact.provider.timeout");
        }
        return providers;
    }
}
