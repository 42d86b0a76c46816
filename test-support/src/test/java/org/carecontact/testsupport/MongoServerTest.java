package org.carecontact.testsupport;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.client.result.UpdateResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.bson.conversions.Bson;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the services need of MongoDB: on the embedded server, and where Docker exists on a real one, too. */
class MongoServerTest {

    private static final Map<String, MongoClient> CLIENTS = new HashMap<>();

    @AfterAll
    static void close() {
        CLIENTS.values().forEach(MongoClient::close);
    }

    private static MongoCollection<Document> collection(Supplier<String> server) {
        String uri = server.get();
        String address = uri.replaceAll("/[^/?]*(\\?.*)?$", "");
        MongoClient client = CLIENTS.computeIfAbsent(
                address,
                _ -> MongoClients.create(MongoClientSettings.builder()
                        .applyConnectionString(new com.mongodb.ConnectionString(uri))
                        .uuidRepresentation(UuidRepresentation.STANDARD)
                        .build()));
        String database = uri.replaceAll("^.*/([^/?]*)(\\?.*)?$", "$1");
        return client.getDatabase(database).getCollection("pairs");
    }

    @ParameterizedTest
    @MethodSource("org.carecontact.testsupport.MongoServers#all")
    void a_guarded_write_by_eight_threads_is_won_exactly_once_a_version(Supplier<String> server) throws Exception {
        MongoCollection<Document> pairs = collection(server);
        pairs.insertOne(new Document("_id", "pair").append("v", 0L).append("winners", List.of()));
        AtomicInteger won = new AtomicInteger();

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Stream<Callable<Object>> writers = IntStream.range(0, 8).<Callable<Object>>mapToObj(writer -> () -> {
                for (long version = 0; version < 50; version++) {
                    UpdateResult result = pairs.updateOne(
                            new Document("_id", "pair").append("v", version),
                            combine(inc("v", 1L), push("winners", writer)));
                    won.addAndGet((int) result.getModifiedCount());
                }
                return writer;
            });
            for (Future<Object> writer : threads.invokeAll(writers.toList())) {
                writer.get();
            }
        }

        Document pair = pairs.find(eq("_id", "pair")).first();
        assertThat(pair).isNotNull();
        assertThat((long) won.get()).isEqualTo(pair.getLong("v")).isPositive();
        assertThat(pair.getList("winners", Integer.class)).hasSize(won.get());
    }

    @ParameterizedTest
    @MethodSource("org.carecontact.testsupport.MongoServers#all")
    void a_reader_never_sees_half_an_update(Supplier<String> server) throws Exception {
        MongoCollection<Document> pairs = collection(server);
        pairs.insertOne(
                new Document("_id", "pair").append("a", 0).append("b", 0).append("c", List.of(0)));

        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> writer = threads.submit(() -> {
                for (int i = 1; i <= 400; i++) {
                    pairs.updateOne(eq("_id", "pair"), combine(set("a", i), set("b", i), set("c", List.of(i))));
                }
            });
            while (!writer.isDone()) {
                Document seen = pairs.find(eq("_id", "pair")).first();
                assertThat(seen).isNotNull();
                assertThat(seen.get("b")).isEqualTo(seen.get("a"));
                assertThat(seen.getList("c", Integer.class)).containsExactly(seen.getInteger("a"));
            }
            writer.get();
        }
    }

    @ParameterizedTest
    @MethodSource("org.carecontact.testsupport.MongoServers#all")
    void the_outbox_loses_its_longest_acknowledged_prefix_and_no_more(Supplier<String> server) {
        MongoCollection<Document> pairs = collection(server);
        pairs.insertOne(new Document("_id", "pair").append("v", 1L));
        pairs.updateOne(eq("_id", "pair"), push("outbox", new Document("s", 1L).append("bytes", new byte[] {1, 2})));
        pairs.updateOne(eq("_id", "pair"), pushEach("outbox", List.of(new Document("s", 2L), new Document("s", 3L))));
        pairs.updateOne(eq("_id", "pair"), pull("outbox", new Document("s", new Document("$lte", 2L))));

        Document pair = pairs.find(eq("_id", "pair")).first();
        assertThat(pair).isNotNull();
        assertThat(pair.getList("outbox", Document.class)).containsExactly(new Document("s", 3L));
        assertThat(pair.getLong("v")).isEqualTo(1L);
    }

    @ParameterizedTest
    @MethodSource("org.carecontact.testsupport.MongoServers#all")
    void an_unordered_bulk_does_all_it_can_and_names_what_it_could_not(Supplier<String> server) {
        MongoCollection<Document> pairs = collection(server);
        pairs.insertOne(new Document("_id", "taken"));
        List<WriteModel<Document>> writes = List.of(
                new InsertOneModel<>(new Document("_id", "taken")),
                new InsertOneModel<>(new Document("_id", "free")),
                new UpdateOneModel<>(new Document("_id", "taken").append("v", 7), set("x", 1)),
                new UpdateOneModel<>(eq("_id", "upserted"), set("x", 1), new UpdateOptions().upsert(true)));

        MongoBulkWriteException failure = catchThrowableOfType(
                MongoBulkWriteException.class, () -> pairs.bulkWrite(writes, new BulkWriteOptions().ordered(false)));

        assertThat(failure.getWriteErrors()).singleElement().satisfies(error -> {
            assertThat(error.getCode()).isEqualTo(11000);
            assertThat(error.getIndex()).isZero();
        });
        assertThat(failure.getWriteResult().getInsertedCount()).isEqualTo(1);
        assertThat(failure.getWriteResult().getMatchedCount()).isZero();
        assertThat(failure.getWriteResult().getUpserts()).hasSize(1);
        assertThat(pairs.countDocuments()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("org.carecontact.testsupport.MongoServers#all")
    void a_unique_index_lets_one_of_ten_racing_inserts_in(Supplier<String> server) throws Exception {
        MongoCollection<Document> pairs = collection(server);
        pairs.createIndex(Indexes.ascending("hospital", "key"), new IndexOptions().unique(true));
        AtomicInteger refused = new AtomicInteger();

        try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
            Stream<Callable<Object>> writers = IntStream.range(0, 10).<Callable<Object>>mapToObj(writer -> () -> {
                try {
                    pairs.insertOne(
                            new Document("_id", writer).append("hospital", "h1").append("key", "k"));
                } catch (MongoWriteException e) {
                    assertThat(e.getError().getCode()).isEqualTo(11000);
                    refused.incrementAndGet();
                }
                return writer;
            });
            for (Future<Object> writer : threads.invokeAll(writers.toList())) {
                writer.get();
            }
        }

        assertThat(refused).hasValue(9);
        assertThat(pairs.countDocuments()).isEqualTo(1);
        pairs.insertOne(new Document("_id", "other").append("hospital", "h2").append("key", "k"));
        assertThatThrownBy(() -> pairs.updateOne(eq("_id", "other"), set("hospital", "h1")))
                .isInstanceOf(MongoWriteException.class);
        pairs.deleteMany(eq("hospital", "h1"));
        assertThat(pairs.updateOne(eq("_id", "other"), set("hospital", "h1")).getModifiedCount())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("org.carecontact.testsupport.MongoServers#all")
    void a_sparse_unique_index_does_not_mind_those_without_the_field(Supplier<String> server) {
        MongoCollection<Document> pairs = collection(server);
        pairs.createIndex(
                Indexes.ascending("token"), new IndexOptions().unique(true).sparse(true));
        pairs.insertMany(List.of(new Document("_id", 1), new Document("_id", 2), new Document("token", "t")));

        assertThatThrownBy(() -> pairs.insertOne(new Document("token", "t"))).isInstanceOf(MongoWriteException.class);
        pairs.updateOne(eq("token", "t"), unset("token"));
        pairs.insertOne(new Document("token", "t"));

        assertThat(pairs.countDocuments()).isEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("org.carecontact.testsupport.MongoServers#all")
    void find_and_update_returns_the_document_before_or_after(Supplier<String> server) {
        MongoCollection<Document> pairs = collection(server);
        pairs.insertOne(new Document("_id", "pair").append("v", 1));

        assertThat(pairs.findOneAndUpdate(eq("_id", "pair"), inc("v", 1))).containsEntry("v", 1);
        assertThat(pairs.findOneAndUpdate(
                        eq("_id", "pair"),
                        inc("v", 1),
                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
                .containsEntry("v", 3);
        assertThat(pairs.findOneAndUpdate(eq("_id", "missing"), inc("v", 1))).isNull();
    }

    @ParameterizedTest
    @MethodSource("org.carecontact.testsupport.MongoServers#all")
    void the_values_that_services_keep_come_back_as_they_were(Supplier<String> server) {
        MongoCollection<Document> pairs = collection(server);
        Document document = new Document("_id", UUID.randomUUID())
                .append("money", new Decimal128(new BigDecimal("12.50")))
                .append("when", Date.from(Instant.parse("2026-11-23T08:00:00.123Z")))
                .append("bytes", new org.bson.types.Binary(new byte[] {0, -1, 127}))
                .append("text", "王主任,冒昧请教")
                .append("nothing", null)
                .append("long", Long.MAX_VALUE)
                .append("list", List.of(1, "two", new Document("three", 3L)));
        pairs.insertOne(document);

        assertThat(pairs.find(eq("_id", document.get("_id"))).first()).isEqualTo(document);
    }

    @ParameterizedTest
    @MethodSource("org.carecontact.testsupport.MongoServers#all")
    void a_long_result_comes_in_batches_and_whole(Supplier<String> server) {
        MongoCollection<Document> pairs = collection(server);
        List<Document> documents = IntStream.range(0, 2_500)
                .mapToObj(i -> new Document("_id", i).append("text", "x".repeat(500)))
                .toList();
        pairs.insertMany(documents, new InsertManyOptions().ordered(false));

        assertThat(pairs.find().into(new ArrayList<>())).hasSize(2_500);
        assertThat(pairs.find(gte("_id", 100)).batchSize(7).into(new ArrayList<>()))
                .hasSize(2_400);
        assertThat(pairs.find(gte("_id", 100))
                        .sort(new Document("_id", -1))
                        .skip(10)
                        .limit(3)
                        .map(it -> it.getInteger("_id"))
                        .into(new ArrayList<>()))
                .containsExactly(2489, 2488, 2487);
        assertThat(pairs.countDocuments(lt("_id", 100))).isEqualTo(100);
    }

    @ParameterizedTest
    @MethodSource("org.carecontact.testsupport.MongoServers#all")
    void figures_are_grouped_over_what_matches(Supplier<String> server) {
        MongoCollection<Document> pairs = collection(server);
        pairs.createIndex(Indexes.ascending("hospital"));
        for (int i = 0; i < 30; i++) {
            pairs.insertOne(new Document("hospital", "h" + i % 3)
                    .append("scene", i % 2 == 0 ? "outpatient" : "online")
                    .append("n", i));
        }

        ArrayList<Document> figures = pairs.aggregate(List.of(
                        Aggregates.match(eq("hospital", "h1")),
                        Aggregates.group("$scene", com.mongodb.client.model.Accumulators.sum("n", 1)),
                        Aggregates.sort(new Document("_id", 1))))
                .into(new ArrayList<>());

        assertThat(figures)
                .containsExactly(
                        new Document("_id", "online").append("n", 5), new Document("_id", "outpatient").append("n", 5));
    }

    @ParameterizedTest
    @MethodSource("org.carecontact.testsupport.MongoServers#all")
    void an_index_that_comes_later_knows_the_documents_that_were_there(Supplier<String> server) {
        MongoCollection<Document> pairs = collection(server);
        pairs.insertMany(List.of(new Document("_id", 1).append("due", 5), new Document("_id", 2).append("due", 9)));
        pairs.createIndex(Indexes.ascending("due"));

        assertThat(pairs.find(lt("due", 6)).map(it -> it.get("_id")).into(new ArrayList<>()))
                .containsExactly(1);
        pairs.updateMany(new Document(), inc("due", -4));
        assertThat(pairs.find(lt("due", 6)).into(new ArrayList<>())).hasSize(2);
        pairs.deleteOne(eq("_id", 1));
        assertThat(pairs.find(lt("due", 6)).into(new ArrayList<>())).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("org.carecontact.testsupport.MongoServers#all")
    void a_dropped_database_is_empty(Supplier<String> server) {
        MongoCollection<Document> pairs = collection(server);
        pairs.createIndex(Indexes.ascending("due"), new IndexOptions().unique(true));
        pairs.insertOne(new Document("due", 1));
        MongoDatabase database = CLIENTS.values()
                .iterator()
                .next()
                .getDatabase(pairs.getNamespace().getDatabaseName());
        pairs.drop();
        assertThat(pairs.countDocuments()).isZero();
        pairs.insertMany(List.of(new Document("due", 1), new Document("due", 1)));
        database.drop();
    }

    @ParameterizedTest
    @MethodSource("org.carecontact.testsupport.MongoServers#all")
    void all_ids_of_a_batch_are_found_by_one_query(Supplier<String> server) {
        MongoCollection<Document> pairs = collection(server);
        pairs.insertMany(IntStream.range(0, 1_000)
                .mapToObj(i -> new Document("_id", "pair-" + i))
                .toList());
        List<String> wanted =
                IntStream.range(0, 1_500).mapToObj(i -> "pair-" + 2 * i).toList();
        Bson query = and(in("_id", wanted), eq("missing", null));

        assertThat(pairs.find(query).into(new ArrayList<>())).hasSize(500);
    }

    @ParameterizedTest
    @MethodSource("org.carecontact.testsupport.MongoServers#all")
    void an_ordered_bulk_stops_at_the_first_failure(Supplier<String> server) {
        MongoCollection<Document> pairs = collection(server);
        pairs.createIndex(
                Indexes.ascending("token"), new IndexOptions().unique(true).sparse(true));
        pairs.insertMany(List.of(new Document("_id", 1).append("token", "t"), new Document("_id", 2)));
        List<WriteModel<Document>> writes = List.of(
                new UpdateOneModel<>(eq("_id", 1), set("x", 1)),
                new UpdateOneModel<>(eq("_id", 2), set("token", "t")),
                new UpdateOneModel<>(eq("_id", 2), set("x", 1)));

        MongoBulkWriteException failure =
                catchThrowableOfType(MongoBulkWriteException.class, () -> pairs.bulkWrite(writes));

        assertThat(failure.getWriteErrors()).singleElement().satisfies(error -> {
            assertThat(error.getCode()).isEqualTo(11000);
            assertThat(error.getIndex()).isEqualTo(1);
        });
        assertThat(failure.getWriteResult().getModifiedCount()).isEqualTo(1);
        assertThat(pairs.countDocuments(eq("x", 1))).isEqualTo(1);
    }
}
