package org.carecontact.notification.providers;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.store.Documents;
import org.carecontact.notification.correspondence.domain.RetryLimits;
import org.carecontact.notification.providers.domain.ProviderCommand;
import org.carecontact.notification.providers.domain.ProviderEvent;
import org.carecontact.notification.providers.domain.ProviderRejection;
import org.carecontact.notification.providers.domain.ProviderState;
import org.carecontact.schemas.Metric;
import org.carecontact.vendors.tokens.MongoTokens;
import org.springframework.beans.factory.annotation.Value;
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
    MongoTokens vendorTokens(Kernel kernel, Seal seal) {
        return new MongoTokens(kernel.database(), seal, kernel.clock());
    }

    @Bean
    ProviderFiles providerFiles(
            ProviderProperties properties,
            MongoTokens tokens,
            Kernel kernel,
            MeterRegistry meters,
            @Value("${carecontact.portal.url}") String portal) {
        Counter segments = Counter.builder(Metric.SMS_PARTS.id())
                .description(Metric.SMS_PARTS.description())
                .register(meters);
        SettingsReader reader = new SettingsReader(
                tokens,
                kernel.clock(),
                portal + "/r",
                Given.here(System.getenv()::get),
                parts -> segments.increment(parts));
        return new ProviderFiles(
                reader, properties.hospitals().folder(), properties.hospitals().lookEvery());
    }

    @Bean
    HospitalProviders hospitalProviders(
            ProviderProperties properties, ProviderFiles files, RetryLimits limits, Kernel kernel, ObjectMapper json) {
        Provider usual = new HttpProvider(
                properties.provider().url(), properties.provider().timeout(), json, kernel.clock());
        Duration vendors = properties.hospitals().folder() == null ? Duration.ZERO : SettingsReader.LONGEST_CALL;
        HospitalProviders providers = new HospitalProviders(
                files::of,
                usual,
                Stream.of(usual.longestCall(), vendors)
                        .max(Comparator.naturalOrder())
                        .orElseThrow());
        // A call must end, and its result be written, before the timer takes its outcome for unknown.
        if (limits.unknownAfter().compareTo(providers.longestCall().multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("carecontact.limits.unknown-after must be at least twice the longest"
                    + " call of a provider: carecontact.provider.timeout, or "
                    + providers.longestCall().multipliedBy(2));
        }
        return providers;
    }

    @Bean
    Doors doors(ProviderFiles files) {
        return new Doors(files::all);
    }

    @Bean
    Trials trials(HospitalProviders providers, Kernel kernel, @Value("${carecontact.portal.url}") URI portal) {
        return new Trials(providers, kernel.clock(), portal);
    }

    @Bean
    AnswersToPeople answersToPeople(HospitalProviders providers) {
        return new AnswersToPeople(providers);
    }
}
