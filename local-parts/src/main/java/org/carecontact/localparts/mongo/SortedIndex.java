package org.carecontact.localparts.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An index over any fields, unique or not: the fields' values and the document's key, in order, in memory. */
final class SortedIndex extends OwnIndex {

    private final boolean unique;
    private final TreeSet<@Nullable Object[]> entries = new TreeSet<>(Order.ENTRIES);
    private boolean arrays;

    SortedIndex(String name, List<IndexKey> keys, boolean sparse, boolean unique) {
        super(name, keys, sparse);
        this.unique = unique;
    }

    /** Returns whether a document has a list in one of the fields, and so several entries. */
    boolean hasArrays() {
        return arrays;
    }

    boolean leavesOutMissing() {
        return isSparse();
    }

    /** A live view, for callers that keep writers of the collection out while they use it. */
    NavigableSet<@Nullable Object[]> between(@Nullable Object[] from, @Nullable Object[] to) {
        return entries.subSet(from, true, to, true);
    }

    /** The values of the first field, each once, in order. */
    List<@Nullable Object> firstValues() {
        List<@Nullable Object> values = new ArrayList<>();
        @Nullable Object[] entry = entries.isEmpty() ? null : entries.first();
        while (entry != null) {
            values.add(entry[0]);
            entry = entries.higher(new @Nullable Object[] {entry[0], Order.HIGH});
        }
        return values;
    }

    @Override
    @SuppressWarnings("NullAway") // null: ask the index over _id
    public @Nullable Object getPosition(Document document) {
        return null;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        if (unique && !leavesOut(document)) {
            for (KeyValue values : getKeyValues(document)) {
                requireFree(values, null, collection);
            }
        }
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        if (leavesOut(document)) {
            return;
        }
        Set<KeyValue> all = getKeyValues(document);
        arrays |= all.size() > 1 || hasList(document);
        for (KeyValue values : all) {
            entries.add(entry(values, position));
        }
    }

    @Override
    public void checkUpdate(Document oldDocument, Document newDocument, MongoCollection<Object> collection) {
        if (unique && !leavesOut(newDocument)) {
            Object position = keyOf(oldDocument);
            for (KeyValue values : getKeyValues(newDocument)) {
                requireFree(values, position, collection);
            }
        }
    }

    @Override
    public void updateInPlace(
            Document oldDocument, Document newDocument, Object position, MongoCollection<Object> collection) {
        Set<KeyValue> before = leavesOut(oldDocument) ? Set.of() : getKeyValues(oldDocument);
        Set<KeyValue> after = leavesOut(newDocument) ? Set.of() : getKeyValues(newDocument);
        if (!before.equals(after)) {
            before.forEach(values -> entries.remove(entry(values, position)));
            add(newDocument, position, collection);
        }
    }

    @Override
    public Object remove(Document document) {
        Object position = keyOf(document);
        if (!leavesOut(document)) {
            getKeyValues(document).forEach(values -> entries.remove(entry(values, position)));
        }
        return position;
    }

    @Override
    int size() {
        return entries.size();
    }

    @Override
    public boolean isUnique() {
        return unique;
    }

    @Override
    public void drop() {
        entries.clear();
    }

    private void requireFree(KeyValue values, @Nullable Object except, MongoCollection<Object> collection) {
        for (Object[] taken : between(entry(values, Order.LOW), entry(values, Order.HIGH))) {
            if (except == null || Order.VALUES.compare(taken[taken.length - 1], except) != 0) {
                throw new DuplicateKeyError(this, collection, getKeys(), values);
            }
        }
    }

    private boolean leavesOut(Document document) {
        return isSparse() && keys().stream().allMatch(key -> isMissing(value(document, key)));
    }

    /** Also where there is a list on the way and none of its documents has the field. */
    private static boolean isMissing(Object value) {
        return value instanceof Missing
                || (value instanceof Collection<?> all
                        && !all.isEmpty()
                        && all.stream().allMatch(one -> one instanceof Missing));
    }

    private boolean hasList(Document document) {
        return keys().stream().anyMatch(key -> value(document, key) instanceof Collection<?>);
    }

    private static Object value(Document document, String key) {
        return Utils.getSubdocumentValueCollectionAware(document, key);
    }

    private static @Nullable Object[] entry(KeyValue values, Object last) {
        Object[] entry = new @Nullable Object[values.size() + 1];
        for (int i = 0; i < values.size(); i++) {
            entry[i] = values.get(i);
        }
        entry[values.size()] = last;
        return entry;
    }
}
