package org.carecontact.kernel;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.inbox.ParkedRecords;
import org.carecontact.kernel.keys.InstallationKeys;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.metrics.Metrics;
import org.carecontact.kernel.relay.Relay;
import org.carecontact.kernel.store.Meters;
import org.carecontact.kernel.store.WritePath;
import org.carecontact.kernel.timers.Timers;
import org.carecontact.schemas.Metric;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/** The kernel of a service, from its configuration. */
@AutoConfiguration
@EnableConfigurationProperties(KernelProperties.class)
public class KernelAutoConfiguration {

    @Bean
    Clock clock(KernelProperties properties) {
        return Clock.offset(
                Clock.tick(Clock.systemUTC(), Duration.ofMillis(1)),
                properties.clock().offset());
    }

    @Bean
    InstallationKeys installationKeys(KernelProperties properties) {
        return new InstallationKeys(
                properties.ids().bytes(), properties.sealing().bytes());
    }

    @Bean
    Pairs pairs(InstallationKeys keys) {
        return new Pairs(keys.ids());
    }

    @Bean
    Seal seal(InstallationKeys keys) {
        return new Seal(keys.sealing());
    }

    @Bean
    EventCodec eventCodec(KernelProperties properties) {
        Map<String, String> configuration = new HashMap<>(properties.registry().properties());
        return new EventCodec(
                properties.registry().serializer(), properties.registry().deserializer(), configuration);
    }

    @Bean
    Relay.Publisher publisher(ProducerFactory<?, ?> producers) {
        @SuppressWarnings("unchecked")
        Producer<byte[], byte[]> producer = (Producer<byte[], byte[]>) producers.createProducer();
        return (record, done) -> {
            try {
                var _ = producer.send(record, (metadata, error) -> done.accept(error));
            } catch (RuntimeException e) {
                done.accept(e);
            }
        };
    }

    @Bean
    Relay relay(Relay.Publisher publisher, Clock clock, KernelProperties properties, MeterRegistry meters) {
        Relay relay =
                new Relay(publisher, clock, properties.clearAfter(), properties.sweepEvery(), properties.owedTooLong());
        Metrics.gauge(meters, Metric.RELAY_OWED, relay, Relay::owed);
        Metrics.seconds(meters, Metric.RELAY_OLDEST, relay, one -> one.oldest().toMillis() / 1000.0);
        return relay;
    }

    @Bean
    Timers timers(Clock clock, KernelProperties properties, MeterRegistry meters) {
        Timers timers = new Timers(clock, properties.sweepEvery());
        Metrics.gauge(meters, Metric.TIMERS_OVERDUE, timers, Timers::overdue);
        Metrics.gauge(meters, Metric.TIMERS_HELD, timers, one -> one.held() ? 1 : 0);
        return timers;
    }

    @Bean
    ParkedRecords parkedRecords(
            MongoDatabaseFactory mongo,
            Relay.Publisher publisher,
            Clock clock,
            MeterRegistry meters,
            @Value("${spring.application.name}") String service) {
        ParkedRecords parked = new ParkedRecords(mongo.getMongoDatabase(), publisher, service + ".dead-letters", clock);
        Metrics.gauge(meters, Metric.PARKED_KEYS, parked, ParkedRecords::keys);
        return parked;
    }

    @Bean
    Kernel kernel(
            @Value("${spring.application.name}") String service,
            MongoDatabaseFactory mongo,
            EventCodec events,
            Relay relay,
            Timers timers,
            ParkedRecords parked,
            Clock clock,
            MeterRegistry meters) {
        return new Kernel(
                new WritePath(service, mongo.getMongoDatabase(), events, relay, timers, new Meters(meters), clock),
                parked);
    }

    @Bean
    DefaultErrorHandler kafkaErrors() {
        // Whatever still reaches the container is of the infrastructure: deliver the batch again until it works.
        DefaultErrorHandler handler = new DefaultErrorHandler(new FixedBackOff(1000, FixedBackOff.UNLIMITED_ATTEMPTS));
        handler.setClassifications(Map.of(), true);
        return handler;
    }

    @Bean
    MongoClientSettingsBuilderCustomizer countedCommands(MeterRegistry meters) {
        return settings -> settings.addCommandListener(new CountedCommands(meters));
    }

    @Bean
    WritePathHealth writePathHealthIndicator(
            MongoDatabaseFactory database, KafkaAdmin kafka, Relay relay, Clock clock) {
        return new WritePathHealth(database.getMongoDatabase(), kafka.getConfigurationProperties(), relay, clock);
    }
}
