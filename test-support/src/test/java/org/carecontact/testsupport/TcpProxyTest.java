package org.carecontact.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.util.ArrayList;
import org.bson.Document;
import org.carecontact.localparts.mongo.MongoServer;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    @Test
    void a_cut_connection_fails_and_a_healed_one_works_again_on_the_same_port() {
        try (MongoServer server = MongoServer.inMemory();
                TcpProxy proxy = TcpProxy.to("127.0.0.1", server.port());
                MongoClient client = MongoClients.create(
                        "mongodb://127.0.0.1:%d/?serverSelectionTimeoutMS=300&heartbeatFrequencyMS=500"
                                .formatted(proxy.port()))) {
            int port = proxy.port();
            MongoCollection<Document> pairs = client.getDatabase("db").getCollection("pairs");
            pairs.insertOne(new Document("_id", 1));

            proxy.cut();
            assertThatThrownBy(() -> pairs.insertOne(new Document("_id", 2))).isInstanceOf(MongoException.class);

            proxy.heal();
            assertThat(proxy.port()).isEqualTo(port);
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(MongoException.class)
                    .untilAsserted(() ->
                            assertThat(pairs.find().into(new ArrayList<>())).hasSize(1));
        }
    }

    @Test
    void a_frozen_connection_keeps_its_bytes_until_it_thaws() {
        try (MongoServer server = MongoServer.inMemory();
                TcpProxy proxy = TcpProxy.to("127.0.0.1", server.port());
                MongoClient client =
                        MongoClients.create("mongodb://127.0.0.1:%d/?socketTimeoutMS=300".formatted(proxy.port()))) {
            MongoCollection<Document> pairs = client.getDatabase("db").getCollection("pairs");
            pairs.insertOne(new Document("_id", 1));

            proxy.freeze();
            assertThatThrownBy(() -> pairs.insertOne(new Document("_id", 2))).isInstanceOf(MongoException.class);

            proxy.thaw();
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(MongoException.class)
                    .untilAsserted(() -> assertThat(pairs.countDocuments()).isPositive());
        }
    }
}
