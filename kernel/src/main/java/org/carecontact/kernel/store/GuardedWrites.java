package org.carecontact.kernel.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;

/** Writes drafts, each only if its document still has the version that was read. */
final class GuardedWrites<S> {

    private static final int DUPLICATE_KEY = 11000;

    private final MongoCollection<Document> collection;
    private final Updates<S> updates;
    private final Meters meters;

    GuardedWrites(MongoCollection<Document> collection, Updates<S> updates, Meters meters) {
        this.collection = collection;
        this.updates = updates;
        this.meters = meters;
    }

    /** Returns whether it was written; false when another writer was faster. */
    boolean write(Draft<S> draft, String token) {
        try {
            if (draft.stored().isNew()) {
                collection.insertOne(updates.inserted(draft, token));
                return true;
            }
            return collection
                            .updateOne(updates.guard(draft), updates.updated(draft, token))
                            .getMatchedCount()
                    == 1;
        } catch (MongoWriteException e) {
            if (e.getCode() == DUPLICATE_KEY) {
                return false;
            }
            throw e;
        } catch (MongoSocketException | MongoTimeoutException | MongoWriteConcernException e) {
            return wasWritten(draft, token, e);
        }
    }

    /** Writes all drafts in one command and returns those for which another writer was faster. */
    Set<Draft<S>> writeAll(List<Draft<S>> drafts, String token) {
        List<WriteModel<Document>> models = new ArrayList<>();
        for (Draft<S> draft : drafts) {
            models.add(
                    draft.stored().isNew()
                            ? new InsertOneModel<>(updates.inserted(draft, token))
                            : new UpdateOneModel<>(updates.guard(draft), updates.updated(draft, token)));
        }
        try {
            BulkWriteResult result = collection.bulkWrite(models, new BulkWriteOptions().ordered(false));
            if (result.getMatchedCount() + result.getInsertedCount() == models.size()) {
                return Set.of();
            }
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
        }
        // The counts do not say which one lost, the tokens do.
        List<String> ids = drafts.stream().map(draft -> draft.stored().id()).toList();
        Map<String, String> tokens = new HashMap<>();
        for (Document now : collection.find(new Document("_id", new Document("$in", ids)))) {
            tokens.put(now.getString("_id"), String.valueOf(now.getString("w")));
        }
        return drafts.stream()
                .filter(draft -> !token.equals(tokens.get(draft.stored().id())))
                .collect(Collectors.toSet());
    }

    /** Reads again after an error that leaves the outcome open, and looks for our token. */
    private boolean wasWritten(Draft<S> draft, String token, MongoException cause) {
        Document now = collection.find(new Document("_id", draft.stored().id())).first();
        boolean ours = now != null && token.equals(now.getString("w"));
        if (!ours && (now == null || now.getLong("v") == draft.stored().version())) {
            throw cause;
        }
        if (ours) {
            meters.recognised();
        }
        return ours;
    }
}
