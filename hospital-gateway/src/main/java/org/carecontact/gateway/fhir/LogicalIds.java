package org.carecontact.gateway.fhir;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** What the logical ids of a hospital's FHIR server stand for: the hospital's own numbers of patients and visits. */
interface LogicalIds {

    /**
     * The hospital's number; empty while the resource was not told of.
     *
     * @throws Refused when the store is away
     */
    Optional<String> find(String type, String logicalId);

    /**
     * Keeps it; returns when it is durable.
     *
     * @throws Refused when the store is away
     */
    void put(String type, String logicalId, String number);

    static LogicalIds stored(MongoDatabaseFactory mongo, String hospital) {
        return new Stored(mongo, hospital);
    }

    /** Forgets them when it is gone. */
    static LogicalIds remembered() {
        return new Remembered(new HashMap<>());
    }

    /** In Mongo. */
    record Stored(MongoDatabaseFactory mongo, String hospital) implements LogicalIds {

        private static final String COLLECTION = "fhir-ids";

        @Override
        public Optional<String> find(String type, String logicalId) {
            try {
                return Optional.ofNullable(collection()
                                .find(Filters.eq("_id", key(type, logicalId)))
                                .first())
                        .map(found -> found.getString("number"));
            } catch (MongoException _) {
                throw Refused.notNow();
            }
        }

        @Override
        public void put(String type, String logicalId, String number) {
            if (find(type, logicalId).filter(number::equals).isPresent()) {
                return;
            }
            String key = key(type, logicalId);
            try {
                var _ = collection()
                        .replaceOne(
                                Filters.eq("_id", key),
                                new Document("_id", key).append("number", number),
                                new ReplaceOptions().upsert(true));
            } catch (MongoException _) {
                throw Refused.notNow();
            }
        }

        private String key(String type, String logicalId) {
            return hospital + ":" + type + "/" + logicalId;
        }

        private MongoCollection<Document> collection() {
            return mongo.getMongoDatabase().getCollection(COLLECTION);
        }
    }

    /** In memory, for one thread. */
    record Remembered(Map<String, String> numbers) implements LogicalIds {

        @Override
        public Optional<String> find(String type, String logicalId) {
            return Optional.ofNullable(numbers.get(type + "/" + logicalId));
        }

        @Override
        public void put(String type, String logicalId, String number) {
            numbers.put(type + "/" + logicalId, number);
        }
    }
}
