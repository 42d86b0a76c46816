package org.carecontact.localparts.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Sorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class CommandShapesTest {

    @TempDir
    Path folder;

    @Test
    void each_shape_is_written_once_without_any_value() throws Exception {
        Path file = folder.resolve("shapes");
        try (MongoServer server = MongoServer.inMemory(CommandShapes.into(file));
                MongoClient client = MongoClients.create(server.uri(""))) {
            MongoCollection<Document> pairs = client.getDatabase("request").getCollection("pairs");
            for (int i = 0; i < 3; i++) {
                pairs.insertOne(new Document("_id", "secret" + i).append("v", (long) i));
                pairs.find(and(in("_id", "secret1", "secret2"), lt("due", new Date())))
                        .sort(Sorts.ascending("due"))
                        .limit(5)
                        .into(new ArrayList<>());
                pairs.updateOne(
                        new Document("_id", "secret" + i).append("v", (long) i),
                        combine(
                                set("state", new Document("name", "secret")),
                                pushEach("outbox", List.of(new Document("s", 1)))));
                pairs.aggregate(List.of(
                                Aggregates.match(eq("hospital", "secret")),
                                Aggregates.group("$v", com.mongodb.client.model.Accumulators.sum("n", 1))))
                        .into(new ArrayList<>());
                pairs.deleteOne(eq("_id", "nobody"));
            }
        }
        assertThat(Files.readString(file)).doesNotContain("secret");
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        line("insert", "{'documents': 'object'}"),
                        line(
                                "find",
                                "{'filter': {'$and': [{'_id': {'$in': ['string']}}, {'due': {'$lt': 'date'}}]},"
                                        + " 'sort': {'due': 1}, 'limit': 'int'}"),
                        line(
                                "update",
                                "{'q': {'_id': 'string', 'v': 'long'}, 'u': {'$set': {'state': 'object'},"
                                        + " '$push': {'outbox': {'$each': ['object']}}}}"),
                        line(
                                "aggregate",
                                "{'pipeline': [{'$match': {'hospital': 'string'}},"
                                        + " {'$group': {'_id': '$v', 'n': {'$sum': 'int'}}}]}"),
                        line("delete", "{'q': {'_id': 'string'}, 'limit': 'int'}"));
    }

    @Test
    void neither_how_many_values_there_are_nor_at_which_place_shows() {
        assertThat(update(set("answers.0", "a"), in("_id", "a")))
                .isEqualTo(update(set("answers.12", "a"), in("_id", "a", "b")));
        assertThat(update(pushEach("outbox", List.of(1)), eq("_id", "a")))
                .isEqualTo(update(pushEach("outbox", List.of(1, 2, 3)), eq("_id", "b")))
                .isNotEqualTo(update(pushEach("outbox", List.of()), eq("_id", "b")));
        assertThat(CommandShape.of("request", pipeline("a")))
                .isEqualTo(CommandShape.of("request", pipeline("b", "c")))
                .singleElement()
                .extracting(CommandShape::shape)
                .isEqualTo("{\"pipeline\": [{\"$match\": {\"hospital\": {\"$in\": [\"string\"]}}}]}");
    }

    @Test
    void a_bulk_that_goes_on_after_an_error_is_another_one() {
        Document ordered = new Document("insert", "pairs").append("documents", List.of(new Document("_id", 1)));
        assertThat(CommandShape.of("request", ordered))
                .isNotEqualTo(CommandShape.of("request", new Document(ordered).append("ordered", false)));
    }

    @Test
    void a_server_that_is_started_again_goes_on_with_the_file() throws Exception {
        Path file = folder.resolve("shapes");
        for (int start = 0; start < 2; start++) {
            try (MongoServer server = MongoServer.inMemory(CommandShapes.into(file));
                    MongoClient client = MongoClients.create(server.uri(""))) {
                MongoCollection<Document> pairs = client.getDatabase("request").getCollection("pairs");
                pairs.insertOne(new Document("v", 1L));
                pairs.find(eq(start == 0 ? "before" : "after", 1)).first();
            }
        }
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        line("insert", "{'documents': 'object'}"),
                        line("find", "{'filter': {'before': 'int'}, 'limit': 'int'}"),
                        line("find", "{'filter': {'after': 'int'}, 'limit': 'int'}"))
                .allSatisfy(line -> assertThat(CommandShape.parse(line).line()).isEqualTo(line));
    }

    private static List<CommandShape> update(Bson update, Bson filter) {
        return CommandShape.of(
                "request",
                new Document("update", "pairs")
                        .append("updates", List.of(new Document("q", document(filter)).append("u", document(update)))));
    }

    private static Document pipeline(String... hospitals) {
        return new Document("aggregate", "pairs")
                .append("pipeline", List.of(new Document("$match", document(in("hospital", hospitals)))));
    }

    private static Document document(Bson bson) {
        return Document.parse(bson.toBsonDocument(Document.class, MongoClientSettings.getDefaultCodecRegistry())
                .toJson());
    }

    private static String line(String command, String shape) {
        return "{'database': 'request', 'collection': 'pairs', 'command': '%s', 'shape': %s}"
                .formatted(command, shape)
                .replace('\'', '"');
    }
}
