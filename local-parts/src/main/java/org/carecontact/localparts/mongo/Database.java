package org.carecontact.localparts.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.BadValueException;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The collections of one name. */
final class Database extends AbstractSynchronizedMongoDatabase<Object> {

    private final Store store;

    Database(String name, Store store, CursorRegistry cursors) {
        super(name, cursors);
        this.store = store;
        initializeNamespacesAndIndexes();
        restoreIdIndexes();
    }

    /** Returns the number of the last change to the collection that is in the journal. */
    long lastChange(String collectionName) {
        return resolveCollection(collectionName, false) instanceof Documents documents
                ? documents.lastChange()
                : store.appended();
    }

    // A collection and its index are two records; a server killed between them would miss the index.
    private void restoreIdIndexes() {
        for (String name : store.mapNames()) {
            if (name.startsWith(databaseName + ".")) {
                String collectionName = name.substring(databaseName.length() + 1);
                if (!collectionName.startsWith("system.") && resolveCollection(collectionName, false) != null) {
                    addIndex(new Document("key", new Document(OwnIndex.ID, 1))
                            .append("name", "_id_")
                            .append("ns", name)
                            .append("v", 2));
                }
            }
        }
    }

    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        Run run = part -> super.handleCommand(channel, command, part, databases, oplog);
        return switch (command) {
            case "insert" -> inserted(query, run);
            case "update" -> updated(query, run);
            case "aggregate" -> aggregated(query, run);
            case "explain" -> explained(query);
            default -> run.run(query);
        };
    }

    private interface Run {
        Document run(Document query);
    }

    // The library also counts the documents that it refused.
    private static Document inserted(Document query, Run run) {
        Document answer = run.run(query);
        if (answer.get("writeErrors") instanceof List<?> errors
                && errors.getFirst() instanceof Document first
                && query.get("documents") instanceof List<?> documents) {
            answer.put("n", isOrdered(query) ? first.get("index") : documents.size() - errors.size());
        }
        return answer;
    }

    // The library goes on after an error even in an ordered bulk.
    private static Document updated(Document query, Run run) {
        if (!isOrdered(query) || !(query.get("updates") instanceof List<?> updates) || updates.size() < 2) {
            return run.run(query);
        }
        int matched = 0;
        int modified = 0;
        List<Document> upserted = new ArrayList<>();
        List<Document> errors = new ArrayList<>();
        for (int i = 0; i < updates.size() && errors.isEmpty(); i++) {
            Document one = query.clone();
            one.put("updates", List.of(updates.get(i)));
            Document answer = run.run(one);
            matched += ((Number) answer.getOrDefault("n", 0)).intValue();
            modified += ((Number) answer.getOrDefault("nModified", 0)).intValue();
            collect(answer.get("upserted"), i, upserted);
            collect(answer.get("writeErrors"), i, errors);
        }
        Document answer = new Document("n", matched).append("nModified", modified);
        if (!upserted.isEmpty()) {
            answer.put("upserted", upserted);
        }
        if (!errors.isEmpty()) {
            answer.put("writeErrors", errors);
        }
        Utils.markOkay(answer);
        return answer;
    }

    private static void collect(@Nullable Object some, int index, List<Document> all) {
        if (some instanceof Collection<?> found) {
            for (Object one : found) {
                all.add(((Document) one).clone().append("index", index));
            }
        }
    }

    private static boolean isOrdered(Document query) {
        return !query.containsKey("ordered") || Utils.isTrue(query.get("ordered"));
    }

    // The library reads the whole collection for a pipeline, even if its first stage leaves little.
    private Document aggregated(Document query, Run run) {
        if (!(query.get("aggregate") instanceof String collection)
                || !(resolveCollection(collection, false) instanceof Documents documents)) {
            return run.run(query);
        }
        documents.narrowNextStream(Question.ofPipeline(collection, query.get("pipeline")));
        try {
            return run.run(query);
        } finally {
            documents.narrowNextStream(null);
        }
    }

    private Document explained(Document query) {
        if (!(query.get("explain") instanceof Document command) || command.isEmpty()) {
            throw new BadValueException("explain needs a command");
        }
        Question question = Question.of(command);
        Document answer = resolveCollection(question.collection(), false) instanceof Documents documents
                ? documents.explain(question)
                : new Document("queryPlanner", new Document("winningPlan", new Document("stage", "EOF")));
        Utils.markOkay(answer);
        return answer;
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String collectionName, CollectionOptions options) {
        return new Documents(this, collectionName, options, map(collectionName), cursorRegistry);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        return keys.size() == 1 && keys.getFirst().getKey().equals(OwnIndex.ID)
                ? new IdIndex(indexName, keys, map(collectionName))
                : new SortedIndex(indexName, keys, sparse, true);
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        return new SortedIndex(indexName, keys, sparse, false);
    }

    @Override
    public void dropCollection(String collectionName, Oplog oplog) {
        super.dropCollection(collectionName, oplog);
        store.drop(getFullCollectionNamespace(collectionName));
    }

    @Override
    public void moveCollection(MongoDatabase oldDatabase, MongoCollection<?> collection, String newCollectionName) {
        String oldName = collection.getFullName();
        super.moveCollection(oldDatabase, collection, newCollectionName);
        store.rename(oldName, getFullCollectionNamespace(newCollectionName));
    }

    @Override
    protected long getStorageSize() {
        return store.size();
    }

    @Override
    protected long getFileSize() {
        return store.size();
    }

    private StoredMap map(String collectionName) {
        return store.map(getFullCollectionNamespace(collectionName));
    }

    @Override
    public @Nullable MongoCollection<Object> resolveCollection(String collectionName, boolean throwIfNotFound) {
        return super.resolveCollection(collectionName, throwIfNotFound);
    }
}
