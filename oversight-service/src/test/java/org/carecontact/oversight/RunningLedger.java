package org.carecontact.oversight;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bson.Document;
import org.carecontact.oversight.ledger.BlockDocuments;
import org.carecontact.testsupport.Installation;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;

/** The service as a test runs it, as often as it likes on one database. */
public final class Service implements AutoCloseable {

    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final MongoClient mongo;
    private final String database;

    /** On a fresh database, in a consumer group of its own. */
    public Service() {
        Installation.shared()
                .registerInto(
                        new DynamicPropertyRegistry() {
                            @Override
                            public void add(String name, Supplier<Object> value) {
                                properties.put(name, String.valueOf(value.get()));
                            }
                        },
                        "oversight-service");
        String uri = property("spring.mongodb.uri");
        database = uri.substring(uri.lastIndexOf('/') + 1);
        mongo = MongoClients.create(uri);
        properties.put("spring.kafka.consumer.group-id", database);
        properties.put("spring.kafka.consumer.fetch-max-wait", "50ms");
        properties.put("server.port", "0");
    }

    public Service with(String property, Object value) {
        properties.put(property, value);
        return this;
    }

    public String property(String name) {
        return String.valueOf(properties.get(name));
    }

    /** Of the application, and of configuration that a test adds. */
    public ConfigurableApplicationContext start(Class<?>... more) {
        Class<?>[] sources = Arrays.copyOf(more, more.length + 1);
        sources[more.length] = OversightServiceApplication.class;
        String[] arguments = properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
        return new SpringApplicationBuilder(sources).run(arguments);
    }

    public MongoCollection<Document> blocks() {
        return mongo.getDatabase(database).getCollection("blocks").withCodecRegistry(BlockDocuments.CODECS);
    }

    @Override
    public void close() {
        mongo.close();
    }
}
