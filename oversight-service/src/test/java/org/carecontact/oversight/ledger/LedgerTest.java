package org.carecontact.oversight.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.ledger.domain.Entry;
import org.carecontact.oversight.ledger.domain.Explanation;
import org.carecontact.oversight.ledger.domain.Fault;
import org.carecontact.oversight.ledger.domain.Head;
import org.carecontact.oversight.ledger.domain.Hole;
import org.carecontact.oversight.ledger.domain.Summary;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.MongoServers;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;

// Longer than 300 lines: one scenario of the ledger after the other, on every server.
class LedgerTest {

    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final ChainId CHAIN = new ChainId(Topics.REQUESTS, 0);
    private static final ChainId OTHER = new ChainId(Topics.CONSENTS, 2);

    static Stream<Named<Supplier<String>>> servers() {
        return MongoServers.all();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_redelivered_batch_writes_nothing_whatever_its_borders_are_now(Supplier<String> server) throws Exception {
        try (Store store = new Store(server.get())) {
            store.ledger().append(Map.of(CHAIN, entries(0, 5), OTHER, entries(0, 2)));

            store.ledger().append(Map.of(CHAIN, entries(0, 5)));
            store.ledger().append(Map.of(CHAIN, entries(3, 8)));
            store.ledger().append(Map.of(CHAIN, entries(1, 4), OTHER, entries(0, 2)));

            assertThat(store.offsets(CHAIN)).containsExactly("0-4", "5-7");
            assertThat(store.offsets(OTHER)).containsExactly("0-1");
            assertThat(store.verification().verify(Optional.empty(), Optional.empty(), Optional.empty()))
                    .matches(Verification.Report::ok)
                    .matches(report -> report.entries() == 10 && report.blocks() == 3);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_topic_that_was_made_anew_is_refused_instead_of_taken_for_a_redelivery(Supplier<String> server)
            throws Exception {
        try (Store store = new Store(server.get())) {
            store.ledger().append(Map.of(CHAIN, entries(0, 3)));
            store.ledger().append(Map.of(CHAIN, entries(3, 6)));
            List<Entry> other = new ArrayList<>(entries(4, 9));
            other.set(1, entry(5, "pair-1", "ContactGranted", "cd".repeat(32)));

            assertThatThrownBy(() -> store.ledger().append(Map.of(CHAIN, other)))
                    .hasMessageContaining("carecontact.requests/0 has another record at offset 5");

            assertThat(store.offsets(CHAIN)).containsExactly("0-2", "3-5");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void an_instance_that_knows_an_old_end_of_the_chain_reads_it_again(Supplier<String> server) throws Exception {
        try (Store store = new Store(server.get())) {
            Ledger slow = store.ledger();
            Ledger quick = store.ledger();
            slow.append(Map.of(CHAIN, entries(0, 2)));
            quick.append(Map.of(CHAIN, entries(0, 7)));

            slow.append(Map.of(CHAIN, entries(2, 9)));

            assertThat(store.offsets(CHAIN)).containsExactly("0-1", "2-6", "7-8");
            assertThat(store.lostRaces()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void of_four_instances_with_the_same_batches_each_entry_is_written_by_exactly_one(Supplier<String> server)
            throws Exception {
        try (Store store = new Store(server.get());
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            CyclicBarrier together = new CyclicBarrier(4);
            List<Callable<Void>> instances = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Ledger ledger = store.ledger();
                int size = 3 + i;
                instances.add(() -> {
                    together.await();
                    for (long from = 0; from < 60; from += size) {
                        ledger.append(Map.of(
                                CHAIN, entries(from, Math.min(60, from + size)),
                                OTHER, entries(from, Math.min(60, from + size))));
                    }
                    return null;
                });
            }

            for (Future<Void> done : threads.invokeAll(instances)) {
                done.get();
            }

            for (ChainId chain : List.of(CHAIN, OTHER)) {
                assertThat(store.all(chain))
                        .containsExactlyElementsOf(
                                LongStream.range(0, 60).boxed().toList());
            }
            Verification.Report report =
                    store.verification().verify(Optional.empty(), Optional.empty(), Optional.empty());
            assertThat(report.ok()).isTrue();
            assertThat(report.entries()).isEqualTo(120);
            assertThat(store.lostRaces()).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void the_end_of_a_chain_is_found_however_long_it_is(Supplier<String> server) throws Exception {
        try (Store store = new Store(server.get())) {
            Ledger ledger = store.ledger();
            assertThat(store.stored().head(CHAIN)).isEqualTo(Head.genesis(CHAIN));
            for (long offset = 0; offset < 40; offset++) {
                ledger.append(Map.of(CHAIN, entries(offset, offset + 1)));

                Head head = store.stored().head(CHAIN);

                assertThat(head.number()).isEqualTo(offset);
                assertThat(head.to()).isEqualTo(offset);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_removed_block_is_missed_in_the_middle_and_at_the_end(Supplier<String> server) throws Exception {
        try (Store store = new Store(server.get())) {
            for (long offset = 0; offset < 6; offset++) {
                store.ledger().append(Map.of(CHAIN, entries(offset, offset + 1)));
            }
            assertThat(store.verify(Map.of(CHAIN, 6L)).ok()).isTrue();

            Document last = store.remove(CHAIN.block(5));
            assertThat(store.verify(Map.of()).ok()).isTrue(); // nobody can see it without a witness
            assertThat(store.verify(Map.of(CHAIN, 6L)).firstBroken())
                    .isEqualTo(new Fault(CHAIN.topic(), 0, 5, Fault.Reason.TAIL_MISSING));
            store.blocks.insertOne(last);
            store.remove(CHAIN.block(2));

            assertThat(store.verify(Map.of()).firstBroken())
                    .isEqualTo(new Fault(CHAIN.topic(), 0, 2, Fault.Reason.MISSING));
            store.remove(CHAIN.block(0));
            assertThat(store.verify(Map.of()).firstBroken())
                    .isEqualTo(new Fault(CHAIN.topic(), 0, 0, Fault.Reason.MISSING));
            store.blocks.deleteMany(new Document());
            assertThat(store.verify(Map.of(CHAIN, 6L)).firstBroken())
                    .isEqualTo(new Fault(CHAIN.topic(), 0, 0, Fault.Reason.TAIL_MISSING));
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_document_that_is_no_block_makes_the_ledger_unsound(Supplier<String> server) throws Exception {
        try (Store store = new Store(server.get())) {
            store.ledger().append(Map.of(CHAIN, entries(0, 1)));
            store.blocks.insertOne(new Document("_id", "stray"));

            assertThat(store.verify(Map.of()).ok()).isFalse();
            assertThat(store.verify(Map.of()).strays()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void every_changed_removed_or_added_field_of_a_block_is_found(Supplier<String> server) throws Exception {
        try (Store store = new Store(server.get())) {
            store.ledger().append(Map.of(CHAIN, entries(0, 2)));
            store.ledger().append(Map.of(CHAIN, entries(2, 4)));
            store.ledger().append(Map.of(CHAIN, entries(4, 6)));
            for (long number = 0; number < 3; number++) {
                String id = CHAIN.block(number);
                Document honest = store.blocks.find(new Document("_id", id)).first();
                assertThat(honest).isNotNull();
                List<Document> forged = Tampering.with(honest);
                assertThat(forged).hasSizeGreaterThan(80);
                for (Document one : forged) {
                    store.blocks.replaceOne(new Document("_id", id), one);
                    Verification.Report report = store.verify(Map.of());
                    assertThat(report.ok()).as("forged %s", one).isFalse();
                    assertThat(report.firstBroken()).extracting(Fault::number).isEqualTo(number);
                }
                store.blocks.replaceOne(new Document("_id", id), honest);
            }
            assertThat(store.verify(Map.of()).ok()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_hole_is_a_fault_until_a_person_explains_it_and_again_when_the_explanation_is_changed(Supplier<String> server)
            throws Exception {
        try (Store store = new Store(server.get())) {
            store.ledger().append(Map.of(CHAIN, entries(0, 3)));
            store.ledger().append(Map.of(CHAIN, entries(3, 5)));
            // The end is cut off, Kafka has deleted the same records, and one more event comes.
            store.remove(CHAIN.block(1));
            store.ledger().append(Map.of(CHAIN, entries(5, 6)));

            assertThat(store.verify(Map.of(CHAIN, 6L)).firstBroken())
                    .isEqualTo(new Fault(CHAIN.topic(), 0, 1, Fault.Reason.HOLE));

            Hole hole = store.verification().holes(CHAIN).getFirst();
            assertThat(hole).isEqualTo(new Hole(CHAIN, 3, 4, 1));
            Explanation explanation =
                    store.explanations().add(hole, "tongren", "o01", "The disk was restored from an older copy.");

            Verification.Report explained = store.verify(Map.of(CHAIN, 6L));
            assertThat(explained.ok()).isTrue();
            assertThat(explained.chains().stream().flatMap(chain -> chain.holes().stream()))
                    .containsExactly(new Verification.HoleReport(3, 4, explanation));
            store.texts()
                    .updateOne(
                            new Document("_id", explanation.id()),
                            new Document("$set", new Document("text", "It was nothing at all.")));
            assertThat(store.verify(Map.of(CHAIN, 6L)).firstBroken())
                    .extracting(Fault::reason)
                    .isEqualTo(Fault.Reason.HOLE);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_chain_that_was_deleted_and_begins_anew_has_a_hole_from_the_first_offset(Supplier<String> server)
            throws Exception {
        try (Store store = new Store(server.get())) {
            store.ledger().append(Map.of(CHAIN, entries(0, 3)));
            store.blocks.deleteMany(new Document());
            store.ledger().append(Map.of(CHAIN, entries(3, 4)));

            assertThat(store.verification().holes(CHAIN)).containsExactly(new Hole(CHAIN, 0, 2, 0));
            assertThat(store.verify(Map.of()).firstBroken())
                    .isEqualTo(new Fault(CHAIN.topic(), 0, 0, Fault.Reason.HOLE));
            assertThat(store.absent()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void explanations_given_at_the_same_time_all_stand(Supplier<String> server) throws Exception {
        try (Store store = new Store(server.get());
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Explanation>> people = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Hole hole = new Hole(CHAIN, i, i, 0);
                people.add(
                        () -> store.explanations().add(hole, "tongren", "o01", "Kafka's folder was deleted by hand."));
            }

            for (Future<Explanation> done : threads.invokeAll(people)) {
                done.get();
            }

            assertThat(store.explanations().byHole()).hasSize(8);
            assertThat(store.verify(Map.of()).ok()).isTrue();
        }
    }

    private static List<Entry> entries(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(offset -> entry(offset, "pair-1", "ContactGranted"))
                .toList();
    }

    private static Entry entry(long offset, String request, String type) {
        return entry(offset, request, type, "ab".repeat(32));
    }

    private static Entry entry(long offset, String request, String type, String sha256) {
        return new Entry(
                offset,
                "a/" + offset,
                type,
                "pair",
                "/carecontact/request-service/tongren",
                "a",
                offset,
                NOON.plusMillis(offset),
                sha256,
                new Summary(
                        "tongren",
                        request,
                        "GRANTED",
                        List.of("one", "two"),
                        List.of("WECOM"),
                        "ONLINE",
                        "INTERNET",
                        "CHRONIC_CARE",
                        NOON));
    }

    /** One database and any number of instances on it. */
    private static final class Store implements AutoCloseable {

        private final SimpleMongoClientDatabaseFactory factory;
        private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        private final MongoCollection<Document> blocks;

        Store(String uri) {
            factory = new SimpleMongoClientDatabaseFactory(uri);
            blocks = factory.getMongoDatabase().getCollection("blocks").withCodecRegistry(BlockDocuments.CODECS);
        }

        Blocks stored() {
            return new Blocks(factory);
        }

        Ledger ledger() {
            return new Ledger(stored(), Clock.systemUTC(), meters);
        }

        Explanations explanations() {
            return new Explanations(factory, stored(), ledger(), Clock.systemUTC());
        }

        MongoCollection<Document> texts() {
            return factory.getMongoDatabase().getCollection("explanations");
        }

        double absent() {
            return meters.counter("carecontact.ledger.offsets.absent").count();
        }

        Verification verification() {
            return new Verification(stored(), explanations(), Map::of);
        }

        Verification.Report verify(Map<ChainId, Long> positions) {
            return new Verification(stored(), explanations(), () -> positions)
                    .verify(Optional.empty(), Optional.empty(), Optional.empty());
        }

        Document remove(String id) {
            Document removed = blocks.findOneAndDelete(new Document("_id", id));
            assertThat(removed).isNotNull();
            return removed;
        }

        double lostRaces() {
            return meters.counter("carecontact.ledger.races.lost").count();
        }

        List<String> offsets(ChainId chain) {
            List<String> offsets = new ArrayList<>();
            stored().walk(chain, block -> offsets.add(block.getLong("from") + "-" + block.getLong("to")));
            return offsets;
        }

        List<Long> all(ChainId chain) {
            List<Long> offsets = new ArrayList<>();
            stored().walk(
                            chain,
                            block -> block.getList("entries", Document.class).stream()
                                    .allMatch(entry -> offsets.add(entry.getLong("offset"))));
            return offsets;
        }

        @Override
        public void close() throws Exception {
            factory.destroy();
        }
    }
}
