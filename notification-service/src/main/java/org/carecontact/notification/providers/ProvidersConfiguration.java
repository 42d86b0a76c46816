package org.carecontact.notification.providers;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.keys.InstallationKeys;
import org.carecontact.kernel.keys.KeyedHash;
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
    Settings providerSettings(
            ProviderProperties properties,
            MongoTokens tokens,
            Kernel kernel,
            MeterRegistry meters,
            @Value("${carecontact.portal.url:http://127.0.0.1:8108}") String portal) {
        Counter segments = Counter.builder(Metric.SMS_PARTS.id())
                .description(Metric.SMS_PARTS.description())
                .register(meters);
        return new Settings(new SettingsReader(
                        tokens, kernel.clock(), portal + "/r", System.getenv()::get, parts -> segments.increment(parts))
                .read(properties.folder()));
    }

    /** What the hospitals' files say. */
    record Settings(Map<String, HospitalSettings> byHospital) {}

    @Bean
    HospitalProviders hospitalProviders(
            ProviderProperties properties, Settings settings, RetryLimits limits, Kernel kernel, ObjectMapper json) {
        Provider usual = new HttpProvider(properties.url(), properties.timeout(), json, kernel.clock());
        Map<String, HospitalProviders.Own> own = new HashMap<>();
        settings.byHospital()
                .forEach((hospital, said) ->
                        own.put(hospital, new HospitalProviders.Own(said.order(), said.codes(), said.quiet(), true)));
        HospitalProviders providers =
                new HospitalProviders(own, new HospitalProviders.Own(List.of(usual), List.of(usual), null, false));
        // A call must end, and its result be written, before the timer takes its outcome for unknown.
        if (limits.unknownAfter().compareTo(providers.longestCall().multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("carecontact.limits.unknown-after must be at least twice the longest"
                    + " call of a provider: carecontact.provider.timeout, or "
                    + providers.longestCall().multipliedBy(2));
        }
        return providers;
    }

    @Bean
    Doors doors(Settings settings) {
        Map<String, Door> doors = new HashMap<>();
        settings.byHospital().values().forEach(said -> doors.putAll(said.doors()));
        return new Doors(doors);
    }

    @Bean
    SentMessages sentMessages(Kernel kernel, InstallationKeys keys) {
        return new SentMessages(kernel.database(), new KeyedHash(keys.derived("sent-messages")));
    }

    @Bean
    AnswersToPeople answersToPeople(HospitalProviders providers) {
        return new AnswersToPeople(providers);
    }
}
