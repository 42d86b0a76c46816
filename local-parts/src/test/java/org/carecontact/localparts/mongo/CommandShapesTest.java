package org.carecontact.localparts.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

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

    private static String line(String command, String shape) {
        return "{'database': 'request', 'collection': 'pairs', 'command': '%s', 'shape': %s}"
                .formatted(command, shape)
                .replace('\'', '"');
    }
}
