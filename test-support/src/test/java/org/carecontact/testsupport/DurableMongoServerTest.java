package org.carecontact.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.carecontact.localparts.Ports;
import org.carecontact.localparts.mongo.MongoServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableMongoServerTest {

    private static final int WRITERS = 8;

    @TempDir
    Path folder;

    @Test
    void a_restart_keeps_documents_and_indexes() {
        try (var server = MongoServer.durable(folder, 0);
                var client = MongoClients.create(server.uri("db"))) {
            var pairs = client.getDatabase("db").getCollection("pairs");
            pairs.createIndex(Indexes.ascending("token"), new IndexOptions().unique(true));
            pairs.insertOne(new Document("_id", 1).append("token", "t"));
        }
        try (var server = MongoServer.durable(folder, 0);
                var client = MongoClients.create(server.uri("db"))) {
            var pairs = client.getDatabase("db").getCollection("pairs");
            assertThat(pairs.find(new Document("token", "t")).first())
                    .isEqualTo(new Document("_id", 1).append("token", "t"));
            assertThat(pairs.listIndexes().map(it -> it.getString("name")).into(new ArrayList<>()))
                    .containsExactlyInAnyOrder("_id_", "token_1");
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                    MongoException.class,
                                    () -> pairs.insertOne(new Document("_id", 2).append("token", "t")))
                            .getCode())
                    .isEqualTo(11000);
        }
    }

    /**
     * Kills the server in the middle of writes, twice. What was acknowledged is there; what a reader has seen is there,
     * too, acknowledged or not; and what is there was sent.
     */
    @Test
    void a_killed_server_has_lost_nothing_that_it_ever_told() throws Exception {
        var acknowledged = new ConcurrentHashMap<String, Long>();
        var sent = new ConcurrentHashMap<String, Long>();
        var seen = new ConcurrentHashMap<String, Long>();
        var port = Ports.free();
        for (int round = 0; round < 2; round++) {
            try (var server = ChildJvm.start(
                            MongoServer.class, "--file", folder.toString(), "--port", String.valueOf(port));
                    var client =
                            MongoClients.create("mongodb://127.0.0.1:" + port + "/?serverSelectionTimeoutMS=500")) {
                var pairs = client.getDatabase("db").getCollection("pairs");
                try (var threads = Executors.newFixedThreadPool(WRITERS + 1)) {
                    var writes = new AtomicLong();
                    var writers = new ArrayList<Future<Object>>();
                    for (int i = 0; i < WRITERS; i++) {
                        writers.add(threads.submit(writer(pairs, i, acknowledged, sent, writes)));
                    }
                    writers.add(threads.submit(reader(pairs, seen)));
                    await().atMost(Duration.ofSeconds(60)).until(() -> writes.get() > 2_000);
                    server.kill();
                    for (var writer : writers) {
                        writer.get();
                    }
                }
            }
        }

        try (var server = MongoServer.durable(folder, 0);
                var client = MongoClients.create(server.uri("db"))) {
            var found = contents(client);
            acknowledged.forEach((id, version) -> assertThat(found.getOrDefault(id, -1L))
                    .as("acknowledged %s", id)
                    .isGreaterThanOrEqualTo(version));
            seen.forEach((id, version) ->
                    assertThat(found.getOrDefault(id, -1L)).as("seen %s", id).isGreaterThanOrEqualTo(version));
            found.forEach((id, version) ->
                    assertThat(version).as("found %s", id).isLessThanOrEqualTo(sent.getOrDefault(id, -1L)));
            assertThat(acknowledged).hasSizeGreaterThan(100);
        }
    }

    private static Callable<Object> writer(
            MongoCollection<Document> pairs,
            int writer,
            Map<String, Long> acknowledged,
            Map<String, Long> sent,
            AtomicLong writes) {
        return () -> {
            try {
                for (int i = 0; ; i++) {
                    var id = "w%d-%d".formatted(writer, i % 40);
                    var version = sent.merge(id, 1L, Long::sum);
                    var result = pairs.updateOne(
                            new Document("_id", id),
                            new Document("$set", new Document("v", version).append("text", "x".repeat(500))),
                            new com.mongodb.client.model.UpdateOptions().upsert(true));
                    assertThat(result.wasAcknowledged()).isTrue();
                    acknowledged.put(id, version);
                    writes.incrementAndGet();
                }
            } catch (MongoException e) {
                return e; // the server is gone
            }
        };
    }

    private static Callable<Object> reader(MongoCollection<Document> pairs, Map<String, Long> seen) {
        return () -> {
            try {
                while (true) {
                    for (var pair :
                            pairs.find(new Document("_id", new Document("$in", List.of("w0-1", "w1-1", "w2-1"))))) {
                        seen.merge(pair.getString("_id"), pair.getLong("v"), Math::max);
                    }
                }
            } catch (MongoException e) {
                return e; // the server is gone
            }
        };
    }

    private static Map<String, Long> contents(MongoClient client) {
        var found = new ConcurrentHashMap<String, Long>();
        for (var pair : client.getDatabase("db").getCollection("pairs").find()) {
            found.put(pair.getString("_id"), pair.getLong("v"));
        }
        return found;
    }
}
