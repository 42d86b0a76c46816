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
import org.carecontact.oversight.ledger.domain.Summary;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.testsupport.MongoServers;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;

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
                    .matches(Verification.VerificationView::ok)
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
                var threads = Executors.newFixedThreadPool(4)) {
            var together = new CyclicBarrier(4);
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

            for (var done : threads.invokeAll(instances)) {
                done.get();
            }

            for (ChainId chain : List.of(CHAIN, OTHER)) {
                assertThat(store.all(chain))
                        .containsExactlyElementsOf(
                                LongStream.range(0, 60).boxed().toList());
            }
            var report = store.verification().verify(Optional.empty(), Optional.empty(), Optional.empty());
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
            assertThat(store.blocks().head(CHAIN)).isEqualTo(Head.genesis(CHAIN));
            for (long offset = 0; offset < 40; offset++) {
                ledger.append(Map.of(CHAIN, entries(offset, offset + 1)));

                Head head = store.blocks().head(CHAIN);

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
            store.documents.insertOne(last);
            store.remove(CHAIN.block(2));

            assertThat(store.verify(Map.of()).firstBroken())
                    .isEqualTo(new Fault(CHAIN.topic(), 0, 2, Fault.Reason.MISSING));
            store.remove(CHAIN.block(0));
            assertThat(store.verify(Map.of()).firstBroken())
                    .isEqualTo(new Fault(CHAIN.topic(), 0, 0, Fault.Reason.MISSING));
            store.documents.deleteMany(new Document());
            assertThat(store.verify(Map.of(CHAIN, 6L)).firstBroken())
                    .isEqualTo(new Fault(CHAIN.topic(), 0, 0, Fault.Reason.TAIL_MISSING));
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_hole_is_a_fault_until_somebody_explains_exactly_this_hole(Supplier<String> server) throws Exception {
        try (Store store = new Store(server.get())) {
            store.ledger().append(Map.of(CHAIN, entries(0, 3)));
            store.ledger().append(Map.of(CHAIN, entries(5, 7)));
            assertThat(store.verify(Map.of()).firstBroken())
                    .isEqualTo(new Fault(CHAIN.topic(), 0, 1, Fault.Reason.HOLE));

            store.ledger().explain(explanation(CHAIN, 3, 3));
            store.ledger().explain(explanation(OTHER, 3, 4));
            assertThat(store.verify(Map.of()).ok()).isFalse();

            store.ledger().explain(explanation(CHAIN, 3, 4));
            Verification.VerificationView report = store.verify(Map.of());
            assertThat(report.ok()).isTrue();
            Verification.ChainView chain = report.chains().getFirst();
            assertThat(chain.absentOffsets()).isEqualTo(2);
            assertThat(chain.holes())
                    .singleElement()
                    .satisfies(hole -> assertThat(hole.explanation())
                            .returns("OPERATOR:ops-1", Verification.ExplanationView::by)
                            .returns("INC-7", Verification.ExplanationView::reference));
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_chain_that_was_deleted_and_begins_anew_has_a_hole_at_its_beginning(Supplier<String> server)
            throws Exception {
        try (Store store = new Store(server.get())) {
            store.ledger().append(Map.of(CHAIN, entries(0, 3)));
            store.documents.deleteMany(new Document());
            store.ledger().append(Map.of(CHAIN, entries(3, 4)));

            assertThat(store.verify(Map.of(CHAIN, 4L)).firstBroken())
                    .isEqualTo(new Fault(CHAIN.topic(), 0, 0, Fault.Reason.HOLE));
            assertThat(store.absentOffsets()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void an_explanation_is_an_entry_and_one_that_was_forged_explains_nothing(Supplier<String> server) throws Exception {
        try (Store store = new Store(server.get())) {
            store.ledger().append(Map.of(CHAIN, entries(4, 6)));
            store.ledger().explain(explanation(CHAIN, 0, 2));
            store.ledger().explain(explanation(CHAIN, 0, 3));
            assertThat(store.verify(Map.of()).ok()).isTrue();

            Document first = store.remove(Explanation.CHAIN.block(0));
            assertThat(store.verify(Map.of()).ok()).isFalse();
            store.documents.insertOne(first);
            Document second = store.remove(Explanation.CHAIN.block(1));
            assertThat(store.verify(Map.of()).firstBroken())
                    .isEqualTo(new Fault(CHAIN.topic(), 0, 0, Fault.Reason.HOLE));
            second.getList("entries", Document.class).getFirst().put("at", NOON.plusSeconds(1));
            store.documents.insertOne(second);
            assertThat(store.verify(Map.of()).ok()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void of_two_who_explain_at_once_both_are_heard(Supplier<String> server) throws Exception {
        try (Store store = new Store(server.get());
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            CyclicBarrier together = new CyclicBarrier(2);
            List<Callable<Void>> people = new ArrayList<>();
            for (long to : List.of(1L, 2L)) {
                Ledger ledger = store.ledger();
                people.add(() -> {
                    together.await();
                    ledger.explain(explanation(CHAIN, 0, to));
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(people)) {
                done.get();
            }

            assertThat(store.all(Explanation.CHAIN)).containsExactly(0L, 1L);
            assertThat(store.verify(Map.of()).ok()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_document_that_is_no_block_makes_the_ledger_unsound(Supplier<String> server) throws Exception {
        try (Store store = new Store(server.get())) {
            store.ledger().append(Map.of(CHAIN, entries(0, 1)));
            store.documents.insertOne(new Document("_id", "stray"));

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
                Document honest = store.documents.find(new Document("_id", id)).first();
                assertThat(honest).isNotNull();
                List<Document> forged = Tampering.with(honest);
                assertThat(forged).hasSizeGreaterThan(80);
                for (Document one : forged) {
                    store.documents.replaceOne(new Document("_id", id), one);
                    Verification.VerificationView report = store.verify(Map.of());
                    assertThat(report.ok()).as("forged %s", one).isFalse();
                    assertThat(report.firstBroken()).extracting(Fault::number).isEqualTo(number);
                }
                store.documents.replaceOne(new Document("_id", id), honest);
            }
            assertThat(store.verify(Map.of()).ok()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_case_is_shown_to_its_own_hospital_only(Supplier<String> server) throws Exception {
        try (Store store = new Store(server.get())) {
            store.ledger()
                    .append(Map.of(
                            CHAIN,
                            List.of(
                                    entry(0, "aaaaaaaaaaaaaaaaaaaaaaaaaa-1", "ContactRequestSubmitted"),
                                    entry(1, "bbbbbbbbbbbbbbbbbbbbbbbbbb-1", "ContactRequestSubmitted"),
                                    entry(2, "aaaaaaaaaaaaaaaaaaaaaaaaaa-1", "ContactGranted"))));

            assertThat(store.blocks().ofRequest("tongren", RequestId.of("a".repeat(26) + "-1")))
                    .extracting(step -> step.entry().offset())
                    .containsExactly(0L, 2L);
            assertThat(store.blocks().ofRequest("meiyan", RequestId.of("a".repeat(26) + "-1")))
                    .isEmpty();
        }
    }

    private static Explanation explanation(ChainId chain, long from, long to) {
        return new Explanation(
                chain, from, to, Explanation.Reason.LEDGER_LOST_THEM, "OPERATOR:ops-1", "INC-7", "tongren", NOON);
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
        private final MongoCollection<Document> documents;

        Store(String uri) {
            factory = new SimpleMongoClientDatabaseFactory(uri);
            documents = factory.getMongoDatabase().getCollection("blocks").withCodecRegistry(BlockDocuments.CODECS);
        }

        Ledger ledger() {
            return new Ledger(blocks(), Clock.systemUTC(), meters);
        }

        Blocks blocks() {
            return new Blocks(factory);
        }

        Verification verification() {
            return new Verification(blocks(), Map::of);
        }

        Verification.VerificationView verify(Map<ChainId, Long> positions) {
            return new Verification(blocks(), () -> positions)
                    .verify(Optional.empty(), Optional.empty(), Optional.empty());
        }

        Document remove(String id) {
            Document removed = documents.findOneAndDelete(new Document("_id", id));
            assertThat(removed).isNotNull();
            return removed;
        }

        double absentOffsets() {
            return meters.counter("carecontact.ledger.offsets.absent").count();
        }

        double lostRaces() {
            return meters.counter("carecontact.ledger.races.lost").count();
        }

        List<String> offsets(ChainId chain) {
            List<String> offsets = new ArrayList<>();
            blocks().walk(chain, block -> offsets.add(block.getLong("from") + "-" + block.getLong("to")));
            return offsets;
        }

        List<Long> all(ChainId chain) {
            List<Long> offsets = new ArrayList<>();
            blocks().walk(
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
