package org.carecontact.oversight.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.carecontact.oversight.Events;
import org.carecontact.oversight.Service;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.ledger.domain.Entry;
import org.carecontact.oversight.ledger.domain.Fault;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.TcpProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Whatever fails, the ledger ends up with every record of the topics once and in order. */
class LedgerRecoveryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static Events events;

    @BeforeAll
    static void speak() {
        events = new Events();
        say(20);
    }

    @AfterAll
    static void fallSilent() {
        events.close();
    }

    @Test
    void a_crash_between_the_write_and_the_commit_neither_repeats_nor_skips_a_record() {
        try (Service service = new Service()) {
            try (ConfigurableApplicationContext running = service.start(Crashing.class)) {
                say(20);
                await().atMost(PATIENCE).untilAtomic(running.getBean(Crashing.class).crashes, equalTo(3));
                awaitTruth(service);
            }
        }
    }

    @Test
    void a_commit_that_was_lost_is_no_reason_to_read_again() throws Exception {
        try (Service service = new Service()) {
            try (var _ = service.start()) {
                awaitTruth(service);
            }
            long before = service.blocks().countDocuments();
            commit(service, 0);

            try (ConfigurableApplicationContext running = service.start()) {
                say(5);
                awaitTruth(service);
                assertThat(entries(running)).isEqualTo(5 * 11);
            }
            assertThat(service.blocks().countDocuments()).isGreaterThan(before);
        }
    }

    @Test
    void a_database_from_an_older_backup_is_filled_up_though_kafka_has_committed_more() {
        try (Service service = new Service()) {
            try (ConfigurableApplicationContext running = service.start()) {
                awaitTruth(service);
                say(5);
                awaitTruth(service);
                Verification verification = running.getBean(Verification.class);
                assertThat(verify(verification).ok()).isTrue();
                for (Document block : service.blocks().find().into(new java.util.ArrayList<>())) {
                    if (block.getLong("number") > 0) {
                        service.blocks().deleteOne(new Document("_id", block.get("_id")));
                    }
                }
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(verify(verification).firstBroken())
                                .extracting(Fault::number, Fault::reason)
                                .containsExactly(1L, Fault.Reason.TAIL_MISSING));
            }

            try (var _ = service.start()) {
                awaitTruth(service);
            }
        }
    }

    @Test
    void two_instances_that_come_and_go_write_one_chain() {
        try (Service service = new Service()) {
            try (var _ = service.start()) {
                say(10);
                try (var _ = service.start()) {
                    say(10);
                }
                say(10);
                try (var _ = service.start()) {
                    say(10);
                    awaitTruth(service);
                }
            }
        }
    }

    @Test
    void a_connection_to_mongo_that_breaks_while_blocks_are_written_costs_nothing() {
        URI mongo = URI.create(Installation.shared().mongoUri("x"));
        try (Service service = new Service();
                TcpProxy proxy = TcpProxy.to("127.0.0.1", mongo.getPort())) {
            service.with(
                    "spring.mongodb.uri",
                    service.property("spring.mongodb.uri").replace(":" + mongo.getPort(), ":" + proxy.port())
                            + "?serverSelectionTimeoutMS=500&heartbeatFrequencyMS=500&retryWrites=false");
            try (ConfigurableApplicationContext running = service.start()) {
                for (int i = 0; i < 4; i++) {
                    say(4);
                    double seen = entries(running);
                    proxy.cut();
                    say(4);
                    proxy.heal();
                    await().atMost(PATIENCE).until(() -> entries(running) > seen);
                }
                awaitTruth(service);
            }
        }
    }

    @Test
    void while_the_registry_is_away_nothing_is_written_and_afterwards_nothing_is_missing() {
        URI registry = URI.create(Installation.shared().registryUrl());
        try (Service service = new Service();
                TcpProxy proxy = TcpProxy.to("127.0.0.1", registry.getPort())) {
            service.with(
                    "carecontact.registry.url",
                    Installation.shared().registryUrl().replace(":" + registry.getPort(), ":" + proxy.port()));
            proxy.cut();
            try (ConfigurableApplicationContext running = service.start()) {
                await().atMost(PATIENCE).until(() -> lag(running) > 0);
                assertThat(service.blocks().countDocuments()).isZero();

                proxy.heal();

                awaitTruth(service);
                assertThat(running.getBean(MeterRegistry.class)
                                .counter("carecontact.ledger.unreadable")
                                .count())
                        .isZero();
            }
        }
    }

    private static void say(int stories) {
        for (int i = 0; i < stories; i++) {
            events.story("tongren").granted();
        }
        events.flush();
    }

    private static void awaitTruth(Service service) {
        Map<String, List<String>> truth = KafkaTruth.topics();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(KafkaTruth.ledger(service.blocks())).isEqualTo(truth));
    }

    private static Verification.Report verify(Verification verification) {
        return verification.verify(Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static double entries(ConfigurableApplicationContext running) {
        return running.getBean(MeterRegistry.class)
                .counter("carecontact.ledger.entries")
                .count();
    }

    private static double lag(ConfigurableApplicationContext running) {
        return running.getBean(MeterRegistry.class)
                .get("carecontact.ledger.lag")
                .gauge()
                .value();
    }

    private static void commit(Service service, long offset) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Installation.shared().bootstrapServers()))) {
            Map<TopicPartition, OffsetAndMetadata> all = new java.util.HashMap<>();
            admin.listConsumerGroupOffsets(service.property("spring.kafka.consumer.group-id"))
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .keySet()
                    .forEach(partition -> all.put(partition, new OffsetAndMetadata(offset)));
            assertThat(all).isNotEmpty();
            admin.alterConsumerGroupOffsets(service.property("spring.kafka.consumer.group-id"), all)
                    .all()
                    .get();
        }
    }

    /** A ledger whose process ends after every other write, before anybody hears of it. */
    @TestConfiguration
    static class Crashing {

        final AtomicInteger crashes = new AtomicInteger();

        @Bean
        @Primary
        Ledger crashingLedger(Blocks blocks, Clock clock, MeterRegistry meters) {
            return new Ledger(blocks, clock, meters) {
                @Override
                void append(Map<ChainId, List<Entry>> arrived) {
                    super.append(arrived);
                    if (crashes.get() < 3) {
                        crashes.incrementAndGet();
                        throw new IllegalStateException("crash " + crashes);
                    }
                }
            };
        }
    }
}
