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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BSONException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Writes drafts, each only if its document still has the version that was read. */
final class GuardedWrites<S> {

    private static final int DUPLICATE_KEY = 11000;
    private static final int MOST_TOGETHER = 100;

    private final MongoCollection<Document> collection;
    private final Updates<S> updates;
    private final Meters meters;
    private final Together<Write<S>, Outcome> together = new Together<>(MOST_TOGETHER, this::outcomes);

    private record Write<S>(Draft<S> draft, String token) {}

    /**
     * What became of one write.
     *
     * @param why it is not known to be written; null when it was, or when another writer was faster
     */
    private record Outcome(boolean written, @Nullable RuntimeException why) {}

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

    /** Does the same in one command with what other threads write at this time. */
    boolean writeTogether(Draft<S> draft, String token) {
        Outcome outcome = together.call(new Write<>(draft, token));
        if (outcome.why() != null) {
            throw outcome.why();
        }
        return outcome.written();
    }

    private List<Outcome> outcomes(List<Write<S>> all) {
        if (all.size() == 1) {
            return List.of(alone(all.getFirst()));
        }
        MongoException failure = null;
        try {
            BulkWriteResult result = collection.bulkWrite(
                    all.stream()
                            .map(write -> model(write.draft(), write.token()))
                            .toList(),
                    new BulkWriteOptions().ordered(false));
            if (result.getMatchedCount() + result.getInsertedCount() == all.size()) {
                return Collections.nCopies(all.size(), new Outcome(true, null));
            }
        } catch (MongoException e) {
            failure = e;
        } catch (BSONException _) {
            // One of them can't be sent: that is not the others' fault.
            return all.stream().map(this::alone).toList();
        }
        return told(all, failure);
    }

    private Outcome alone(Write<S> write) {
        try {
            return new Outcome(write(write.draft(), write.token()), null);
        } catch (RuntimeException e) {
            return new Outcome(false, e);
        }
    }

    /**
     * The counts and errors do not say which one was written; the tokens do, until the next writer's takes its place. Then
     * it counts as not written.
     */
    private List<Outcome> told(List<Write<S>> all, @Nullable MongoException failure) {
        Map<String, Document> now = new HashMap<>();
        Set<String> ids = all.stream().map(write -> write.draft().stored().id()).collect(Collectors.toSet());
        for (Document document : collection.find(new Document("_id", new Document("$in", ids)))) {
            now.put(document.getString("_id"), document);
        }
        return all.stream()
                .map(write -> {
                    Document document = now.get(write.draft().stored().id());
                    if (document != null && write.token().equals(document.getString("w"))) {
                        return new Outcome(true, null);
                    }
                    boolean unchanged = document == null
                            || document.getLong("v") == write.draft().stored().version();
                    return new Outcome(false, unchanged ? failure : null);
                })
                .toList();
    }

    private WriteModel<Document> model(Draft<S> draft, String token) {
        return draft.stored().isNew()
                ? new InsertOneModel<>(updates.inserted(draft, token))
                : new UpdateOneModel<>(updates.guard(draft), updates.updated(draft, token));
    }

    /** Writes all drafts in one command and returns those for which another writer was faster. */
    Set<Draft<S>> writeAll(List<Draft<S>> drafts, String token) {
        List<WriteModel<Document>> models = new ArrayList<>();
        for (Draft<S> draft : drafts) {
            models.add(model(draft, token));
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
