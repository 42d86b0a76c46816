package org.carecontact.gateway.fhir.reading;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** In Mongo. */
final class StoredIds implements LogicalIds {

    private static final String COLLECTION = "fhir-ids";

    private final MongoDatabaseFactory mongo;
    private final String hospital;

    StoredIds(MongoDatabaseFactory mongo, String hospital) {
        this.mongo = mongo;
        this.hospital = hospital;
    }

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

    @Override
    public void putNewest(String type, String logicalId, String number, Instant at) {
        String key = key(type, logicalId);
        Document now = new Document("_id", key).append("number", number).append("at", Date.from(at));
        try {
            while (!isKept(now)) {
                // Another writer came between.
            }
        } catch (MongoException _) {
            throw Refused.notNow();
        }
    }

    /** Whether this or something newer is kept; false when another writer came between. */
    private boolean isKept(Document now) {
        Bson byId = Filters.eq("_id", now.getString("_id"));
        @Nullable Document before = collection().find(byId).first();
        if (before == null) {
            try {
                var _ = collection().insertOne(now);
                return true;
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                    return false;
                }
                throw e;
            }
        }
        @Nullable Date at = before.getDate("at");
        if (at == null) {
            var _ = collection().replaceOne(byId, now, new ReplaceOptions().upsert(true));
            return true;
        }
        int newer = at.toInstant().compareTo(now.getDate("at").toInstant());
        if (newer > 0 || (newer == 0 && before.getString("number").compareTo(now.getString("number")) >= 0)) {
            return true;
        }
        return collection()
                        .replaceOne(Filters.and(byId, Filters.eq("at", at)), now)
                        .getMatchedCount()
                > 0;
    }

    private String key(String type, String logicalId) {
        return hospital + ":" + type + "/" + logicalId;
    }

    private MongoCollection<Document> collection() {
        return mongo.getMongoDatabase().getCollection(COLLECTION);
    }
}
