package org.carecontact.localparts.mongo;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/** An index that checks writes and leaves the choice among indexes to {@link Plan}. */
abstract sealed class OwnIndex extends Index<Object> permits IdIndex, SortedIndex {

    static final String ID = "_id";

    OwnIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
    }

    /** Returns the key under which the store keeps a document. */
    static Object keyOf(Document document) {
        return Bson.key(document.get(ID));
    }

    abstract int size();

    @Override
    public final boolean canHandle(Document query) {
        return false;
    }

    @Override
    public final Iterable<Object> getPositions(Document query) {
        throw new UnsupportedOperationException("Plan chooses the index");
    }

    @Override
    public final long getCount() {
        return size();
    }

    @Override
    public final long getDataSize() {
        return size();
    }
}
