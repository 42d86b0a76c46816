package org.carecontact.oversight;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import org.bson.Document;
import org.carecontact.oversight.ledger.BlockDocuments;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.RunningService;

/** The service on a database and in a consumer group of its own, as often as a test likes, and the blocks it wrote. */
public final class RunningLedger implements AutoCloseable {

    private final RunningService.Builder service = RunningService.of(
                    OversightServiceApplication.class, "oversight-service")
            .topics(3, Topics.ofServices().toArray(String[]::new));
    private final String database;
    private final MongoClient mongo;

    public RunningLedger() {
        String uri = property("spring.mongodb.uri");
        database = uri.substring(uri.lastIndexOf('/') + 1);
        mongo = MongoClients.create(uri);
        with("spring.kafka.consumer.group-id", database).with("spring.kafka.consumer.fetch-max-wait", "50ms");
    }

    public RunningLedger with(String property, Object value) {
        service.with(property, value);
        return this;
    }

    public String property(String name) {
        return service.property(name);
    }

    public RunningService start(Class<?>... more) {
        return service.start(more);
    }

    public MongoCollection<Document> blocks() {
        return mongo.getDatabase(database).getCollection("blocks").withCodecRegistry(BlockDocuments.CODECS);
    }

    @Override
    public void close() {
        mongo.close();
    }
}
