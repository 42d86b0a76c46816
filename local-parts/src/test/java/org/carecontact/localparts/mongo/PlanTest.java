package org.carecontact.localparts.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bson.BsonValue;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An index makes a query faster and nothing else: the same questions to two collections, of which one has indexes. */
class PlanTest {

    private static final MongoEngine ENGINE = MongoEngine.inMemory(0, CommandListener.NONE);
    private static final MongoClient CLIENT = MongoClients.create("mongodb://127.0.0.1:" + ENGINE.port());
    private static final MongoCollection<Document> PLAIN =
            CLIENT.getDatabase("plan").getCollection("plain");
    private static final MongoCollection<Document> INDEXED =
            CLIENT.getDatabase("plan").getCollection("indexed");

    private static final Random RANDOM = new Random(2026);

    @BeforeAll
    static void fill() {
        INDEXED.createIndex(Indexes.ascending("hospital", "state.kind", "due"));
        INDEXED.createIndex(Indexes.ascending("due"));
        INDEXED.createIndex(Indexes.descending("owed"), new IndexOptions().sparse(true));
        INDEXED.createIndex(Indexes.ascending("tags"));
        INDEXED.createIndex(Indexes.ascending("_id", "v"), new IndexOptions().unique(true));
        for (int i = 0; i < 300; i++) {
            Document document = new Document("_id", "id-" + i)
                    .append("v", (long) RANDOM.nextInt(4))
                    .append("hospital", "h" + RANDOM.nextInt(3))
                    .append("state", new Document("kind", "k" + RANDOM.nextInt(4)));
            maybe(document, "due", anyDue());
            maybe(document, "owed", RANDOM.nextInt(50));
            maybe(document, "tags", Arrays.asList(RANDOM.nextInt(9), RANDOM.nextInt(9)));
            PLAIN.insertOne(new Document(document));
            INDEXED.insertOne(new Document(document));
        }
        for (int i = 0; i < 100; i++) {
            Document filter = new Document("_id", "id-" + RANDOM.nextInt(300));
            Document update = new Document("$set", new Document("due", anyDue()).append("owed", RANDOM.nextInt(50)))
                    .append(
                            i % 3 == 0 ? "$unset" : "$inc",
                            i % 3 == 0 ? new Document("tags", 1) : new Document("v", 1));
            PLAIN.updateOne(filter, update);
            INDEXED.updateOne(filter, update);
            if (i % 10 == 0) {
                PLAIN.deleteOne(filter);
                INDEXED.deleteOne(filter);
            }
        }
    }

    @AfterAll
    static void close() {
        CLIENT.close();
        ENGINE.close();
    }

    @Test
    void two_thousand_random_queries_have_the_same_answer_with_and_without_indexes() {
        for (int i = 0; i < 2_000; i++) {
            Document query = anyQuery();
            Document sort = anySort();
            int limit = RANDOM.nextInt(3) == 0 ? 1 + RANDOM.nextInt(20) : 0;
            List<?> expected = ask(PLAIN, query, sort, limit);
            List<?> answer = ask(INDEXED, query, sort, limit);
            assertThat(answer)
                    .as("find %s sort %s limit %d", query.toJson(), sort == null ? "" : sort.toJson(), limit)
                    .isEqualTo(expected);
        }
    }

    @Test
    void explain_names_the_index_and_counts_the_documents_that_were_looked_at() {
        Document query = new Document("hospital", "h1").append("state.kind", "k1");
        Document found = explain(INDEXED, new Document("find", "indexed").append("filter", query));
        assertThat(found.getEmbedded(List.of("queryPlanner", "winningPlan", "inputStage", "stage"), String.class))
                .isEqualTo("IXSCAN");
        assertThat(found.getEmbedded(List.of("executionStats", "totalDocsExamined"), Integer.class))
                .isEqualTo((int) INDEXED.countDocuments(query));
        Document scanned = explain(PLAIN, new Document("find", "plain").append("filter", query));
        assertThat(scanned.getEmbedded(List.of("queryPlanner", "winningPlan", "stage"), String.class))
                .isEqualTo("COLLSCAN");
        assertThat(scanned.getEmbedded(List.of("executionStats", "totalDocsExamined"), Integer.class))
                .isEqualTo((int) PLAIN.countDocuments());
    }

    @Test
    void distinct_values_are_the_same_with_and_without_an_index() {
        for (String field : List.of("hospital", "due", "owed", "tags", "_id", "state.kind")) {
            assertThat(INDEXED.distinct(field, BsonValue.class).into(new ArrayList<>()))
                    .as(field)
                    .containsExactlyInAnyOrderElementsOf(
                            PLAIN.distinct(field, BsonValue.class).into(new ArrayList<>()));
        }
        assertThat(explain(INDEXED, new Document("distinct", "indexed").append("key", "hospital"))
                        .getEmbedded(List.of("executionStats", "totalDocsExamined"), Integer.class))
                .isZero();
    }

    private static Document explain(MongoCollection<Document> collection, Document command) {
        return CLIENT.getDatabase(collection.getNamespace().getDatabaseName())
                .runCommand(new Document("explain", command));
    }

    /** With a limit, ties may fall either way: then the sorted fields are compared, not the ids. */
    private static List<?> ask(
            MongoCollection<Document> collection, Document query, @Nullable Document sort, int limit) {
        ArrayList<Document> found =
                collection.find(query).sort(sort).limit(limit).into(new ArrayList<>());
        if (sort == null) {
            return limit > 0
                    ? List.of(found.size())
                    : found.stream().map(it -> it.getString("_id")).sorted().toList();
        }
        return found.stream()
                .map(it -> sort.keySet().stream()
                        .map(field -> it.getEmbedded(List.of(field.split("\\.")), Object.class))
                        .toList())
                .toList();
    }

    private static void maybe(Document document, String field, Object value) {
        switch (RANDOM.nextInt(4)) {
            case 0 -> document.append(field, null);
            case 1 -> document.remove(field);
            default -> document.append(field, value);
        }
    }

    private static Object anyDue() {
        return switch (RANDOM.nextInt(5)) {
            case 0 -> 7;
            case 1 -> 7.5;
            case 2 -> "text";
            default -> Date.from(Instant.ofEpochSecond(RANDOM.nextInt(60)));
        };
    }

    private static Document anyQuery() {
        Document query = new Document();
        if (RANDOM.nextInt(3) > 0) {
            query.append("hospital", RANDOM.nextInt(3) == 0 ? new Document("$in", List.of("h0", "h2", "h9")) : "h1");
        }
        if (RANDOM.nextInt(3) == 0) {
            query.append("state.kind", RANDOM.nextBoolean() ? "k1" : new Document("$in", List.of("k1", "k2")));
        }
        if (RANDOM.nextInt(2) == 0) {
            query.append("due", anyCondition(anyDue()));
        }
        if (RANDOM.nextInt(4) == 0) {
            query.append("owed", anyCondition(RANDOM.nextInt(50)));
        }
        if (RANDOM.nextInt(4) == 0) {
            query.append("tags", anyCondition(RANDOM.nextInt(9)));
        }
        if (RANDOM.nextInt(5) == 0) {
            query.append("_id", anyCondition("id-" + RANDOM.nextInt(300)));
        }
        if (RANDOM.nextInt(5) == 0) {
            query.append("v", 1L);
        }
        if (RANDOM.nextInt(6) == 0) {
            return new Document("$and", List.of(query.isEmpty() ? new Document("v", 1) : query, new Document("v", 2)));
        }
        if (RANDOM.nextInt(6) == 0) {
            return new Document("$or", List.of(query.isEmpty() ? new Document("v", 1) : query, new Document("v", 2)));
        }
        return query;
    }

    private static @Nullable Object anyCondition(Object value) {
        return switch (RANDOM.nextInt(11)) {
            case 0 -> value;
            case 1 -> null;
            case 2 -> new Document("$lte", value);
            case 3 -> new Document("$lt", value);
            case 4 -> new Document("$gte", value);
            case 5 -> new Document("$gt", value);
            case 6 -> new Document("$gte", value).append("$lt", anyDue());
            case 7 -> new Document("$ne", null);
            case 8 -> new Document("$exists", RANDOM.nextBoolean());
            case 9 -> new Document("$in", Arrays.asList(value, null, 3));
            default -> new Document("$nin", List.of(value));
        };
    }

    private static @Nullable Document anySort() {
        return switch (RANDOM.nextInt(7)) {
            case 0 -> new Document("due", 1);
            case 1 -> new Document("due", -1);
            case 2 -> new Document("_id", -1);
            case 3 -> new Document("state.kind", -1).append("due", -1);
            case 4 -> new Document("owed", 1).append("_id", 1);
            default -> null;
        };
    }
}
