package org.carecontact.localparts.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The unique index over {@code _id}. It stores nothing, since the collection's map has that order. */
final class IdIndex extends OwnIndex {

    private final StoredMap map;

    IdIndex(String name, List<IndexKey> keys, StoredMap map) {
        super(name, keys, false);
        this.map = map;
    }

    @Override
    @SuppressWarnings("NullAway") // the library's own indexes answer null as well
    public @Nullable Object getPosition(Document document) {
        Object key = keyOf(document);
        return map.slot(key) == null ? null : key;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        if (map.slot(keyOf(document)) != null) {
            throw new DuplicateKeyError(this, collection, getKeys(), new KeyValue(new Object[] {document.get(ID)}));
        }
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        // the collection's map has the document already
    }

    @Override
    public Object remove(Document document) {
        return keyOf(document);
    }

    @Override
    public void checkUpdate(Document oldDocument, Document newDocument, MongoCollection<Object> collection) {
        // the collection refuses an update that would change it
    }

    @Override
    public void updateInPlace(
            Document oldDocument, Document newDocument, Object position, MongoCollection<Object> collection) {
        // the collection refuses an update that would change it
    }

    @Override
    int size() {
        return map.size();
    }

    @Override
    public boolean isUnique() {
        return true;
    }

    @Override
    public void drop() {
        // the index keeps nothing of its own
    }
}
