package org.carecontact.notification.providers;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.carecontact.kernel.keys.KeyedHash;
import org.carecontact.notification.correspondence.domain.MessageKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers which message has which id at a vendor that gives nothing else back in its reports. */
public final class SentMessages {

    private static final Logger log = LoggerFactory.getLogger(SentMessages.class);

    private static final Duration KEPT = Duration.ofDays(30);

    private final MongoCollection<Document> collection;
    private final KeyedHash hash;

    SentMessages(MongoDatabase database, KeyedHash hash) {
        this.collection = database.getCollection("sentMessages");
        collection.createIndex(new Document("at", 1));
        this.hash = hash;
    }

    /** Remembers an accepted message; a failure costs no more than a receipt that finds nothing. */
    public void note(String hospital, String provider, String vendorId, MessageKey key, Instant now) {
        try {
            collection.insertOne(new Document("_id", id(hospital, provider, vendorId))
                    .append("key", key.inShort())
                    .append("at", Date.from(now)));
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                log.atWarn().addKeyValue("error", e.getCode()).log("the id of a message was not noted");
            }
        } catch (MongoException e) {
            log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("the id of a message was not noted");
        }
    }

    /** Finds the message with the vendor's id. */
    public Optional<MessageKey> find(String hospital, String provider, String vendorId) {
        return Optional.ofNullable(collection
                        .find(new Document("_id", id(hospital, provider, vendorId)))
                        .first())
                .flatMap(found -> MessageKey.parse(found.getString("key")));
    }

    /** Drops those of which no vendor reports any more. */
    public void forget(Instant now) {
        collection.deleteMany(new Document("at", new Document("$lt", Date.from(now.minus(KEPT)))));
    }

    private String id(String hospital, String provider, String vendorId) {
        return hash.hex(hospital, provider, vendorId);
    }
}
