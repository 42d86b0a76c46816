package org.carecontact.kernel;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.inbox.ParkedRecords;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.relay.Relay;
import org.carecontact.kernel.store.Meters;
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
    Pairs pairs(KernelProperties properties) {
        return new Pairs(properties.ids().bytes());
    }

    @Bean
    Seal seal(KernelProperties properties) {
        return new Seal(properties.sealing().bytes());
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
        Gauge.builder(Metric.RELAY_OWED.id(), relay, Relay::owed)
                .description(Metric.RELAY_OWED.description())
                .register(meters);
        Gauge.builder(Metric.RELAY_OLDEST.id(), relay, one -> one.oldest().toMillis() / 1000.0)
                .baseUnit("seconds")
                .description(Metric.RELAY_OLDEST.description())
                .register(meters);
        return relay;
    }

    @Bean
    Timers timers(Clock clock, KernelProperties properties, MeterRegistry meters) {
        Timers timers = new Timers(clock, properties.sweepEvery());
        Gauge.builder(Metric.TIMERS_OVERDUE.id(), timers, Timers::overdue)
                .description(Metric.TIMERS_OVERDUE.description())
                .register(meters);
        Gauge.builder(Metric.TIMERS_HELD.id(), timers, one -> one.held() ? 1 : 0)
                .description(Metric.TIMERS_HELD.description())
                .register(meters);
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
        Gauge.builder(Metric.PARKED_KEYS.id(), parked, ParkedRecords::keys)
                .description(Metric.PARKED_KEYS.description())
                .register(meters);
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
        MongoDatabase database = mongo.getMongoDatabase();
        return new Kernel(service, database, events, relay, timers, new Meters(meters), parked, clock);
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
