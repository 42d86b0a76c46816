package org.carecontact.oversight.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.carecontact.oversight.RunningLedger;
import org.carecontact.oversight.Story;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.ledger.domain.Entry;
import org.carecontact.oversight.ledger.domain.Fault;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.TcpProxy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Whatever fails, the ledger ends up with every record of the topics once and in order. */
class LedgerRecoveryTest {

    @BeforeAll
    static void speak() {
        say(20);
    }

    @Test
    void a_crash_between_the_write_and_the_commit_neither_repeats_nor_skips_a_record() {
        try (RunningLedger service = new RunningLedger()) {
            try (RunningService running = service.start(Crashing.class)) {
                say(20);
                Eventually.holds(() -> running.bean(Crashing.class).crashes.get() == 3);
                awaitTruth(service);
            }
        }
    }

    @Test
    void a_commit_that_was_lost_is_no_reason_to_read_again() throws Exception {
        try (RunningLedger service = new RunningLedger()) {
            try (RunningService _ = service.start()) {
                awaitTruth(service);
            }
            long before = service.blocks().countDocuments();
            commit(service, 0);

            try (RunningService running = service.start()) {
                say(5);
                awaitTruth(service);
                assertThat(entries(running)).isEqualTo(5 * 11);
            }
            assertThat(service.blocks().countDocuments()).isGreaterThan(before);
        }
    }

    @Test
    void a_database_from_an_older_backup_is_filled_up_though_kafka_has_committed_more() {
        try (RunningLedger service = new RunningLedger()) {
            try (RunningService running = service.start()) {
                awaitTruth(service);
                say(5);
                awaitTruth(service);
                Verification verification = running.bean(Verification.class);
                assertThat(verify(verification).ok()).isTrue();
                for (Document block : service.blocks().find().into(new ArrayList<>())) {
                    if (block.getLong("number") > 0) {
                        service.blocks().deleteOne(new Document("_id", block.get("_id")));
                    }
                }
                Eventually.passes(() -> assertThat(verify(verification).firstBroken())
                        .extracting(Fault::number, Fault::reason)
                        .containsExactly(1L, Fault.Reason.TAIL_MISSING));
            }

            try (RunningService _ = service.start()) {
                awaitTruth(service);
            }
        }
    }

    @Test
    void two_instances_that_come_and_go_write_one_chain() {
        try (RunningLedger service = new RunningLedger()) {
            try (RunningService _ = service.start()) {
                say(10);
                try (RunningService _ = service.start()) {
                    say(10);
                }
                say(10);
                try (RunningService _ = service.start()) {
                    say(10);
                    awaitTruth(service);
                }
            }
        }
    }

    @Test
    void a_connection_to_mongo_that_breaks_while_blocks_are_written_costs_nothing() {
        URI mongo = URI.create(Installation.shared().mongoUri("x"));
        try (RunningLedger service = new RunningLedger();
                TcpProxy proxy = TcpProxy.to("127.0.0.1", mongo.getPort())) {
            service.with(
                    "spring.mongodb.uri",
                    service.property("spring.mongodb.uri").replace(":" + mongo.getPort(), ":" + proxy.port())
                            + "?serverSelectionTimeoutMS=500&heartbeatFrequencyMS=500&retryWrites=false");
            try (RunningService running = service.start()) {
                for (int i = 0; i < 4; i++) {
                    say(4);
                    double seen = entries(running);
                    proxy.cut();
                    say(4);
                    proxy.heal();
                    Eventually.holds(() -> entries(running) > seen);
                }
                awaitTruth(service);
            }
        }
    }

    @Test
    void while_the_registry_is_away_nothing_is_written_and_afterwards_nothing_is_missing() {
        URI registry = URI.create(Installation.shared().registryUrl());
        try (RunningLedger service = new RunningLedger();
                TcpProxy proxy = TcpProxy.to("127.0.0.1", registry.getPort())) {
            service.with(
                    "carecontact.registry.url",
                    Installation.shared().registryUrl().replace(":" + registry.getPort(), ":" + proxy.port()));
            proxy.cut();
            try (RunningService running = service.start()) {
                Eventually.holds(() -> lag(running) > 0);
                assertThat(service.blocks().countDocuments()).isZero();

                proxy.heal();

                awaitTruth(service);
                RecordMapper mapper = running.bean(RecordMapper.class); // which has its registry again
                assertThat(counted(running, "carecontact.ledger.unreadable"))
                        .isEqualTo(KafkaTruth.records().stream()
                                .filter(record -> mapper.entry(record).type().equals(Entry.UNREADABLE))
                                .count());
            }
        }
    }

    private static void say(int stories) {
        for (int i = 0; i < stories; i++) {
            Story.at("tongren").granted();
        }
        Story.allIsSaid();
    }

    private static void awaitTruth(RunningLedger service) {
        Map<String, List<String>> truth = KafkaTruth.topics();
        Eventually.passes(() -> assertThat(KafkaTruth.ledger(service.blocks())).isEqualTo(truth));
    }

    private static Verification.Report verify(Verification verification) {
        return verification.verify(Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static double entries(RunningService running) {
        return counted(running, "carecontact.ledger.entries");
    }

    private static double counted(RunningService running, String counter) {
        return running.bean(MeterRegistry.class).counter(counter).count();
    }

    private static double lag(RunningService running) {
        return running.bean(MeterRegistry.class)
                .get("carecontact.ledger.lag")
                .gauge()
                .value();
    }

    private static void commit(RunningLedger service, long offset) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Installation.shared().bootstrapServers()))) {
            Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
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
