package org.carecontact.localparts.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** One collection. Each read decodes anew: so nobody sees a document change, and nobody changes what is stored. */
public final class Documents extends AbstractSynchronizedMongoCollection<Object> {

    /** A message of the wire protocol holds 48 MB. */
    private static final int BATCH_BYTES = 8 << 20;

    private final StoredMap map;
    private final ThreadLocal<@Nullable Question> next = new ThreadLocal<>();

    public Documents(
            MongoDatabase database, String name, CollectionOptions options, StoredMap map, CursorRegistry cursors) {
        super(database, name, options, cursors);
        this.map = map;
    }

    long lastChange() {
        return map.lastChange();
    }

    /** The next {@link #queryAllAsStream()} of this thread needs only what the question looks for. */
    void narrowNextStream(@Nullable Question question) {
        if (question == null) {
            next.remove();
        } else {
            next.set(question);
        }
    }

    @Override
    public Stream<Document> queryAllAsStream() {
        Question question = next.get();
        next.remove();
        List<Slot> slots = new ArrayList<>();
        synchronized (this) {
            Plan plan = question == null
                    ? Plan.of(new Document(), null, 0, map, getIndexes())
                    : Plan.of(question.filter(), question.sort(), 0, map, getIndexes());
            plan.slots().forEachRemaining(slots::add);
        }
        return slots.stream().map(this::document);
    }

    /** How the question would be answered. */
    synchronized Document explain(Question question) {
        SortedIndex values = question.indexOfValues(getIndexes());
        if (values != null) {
            return Explanation.ofValues(values);
        }
        Plan plan = Plan.of(question.filter(), question.sort(), question.limit(), map, getIndexes());
        return Explanation.of(question, plan, slot -> documentMatchesQuery(document(slot), question.filter()));
    }

    @Override
    public synchronized Document handleDistinct(Document command) {
        SortedIndex values = Question.of(command).indexOfValues(getIndexes());
        if (values == null) {
            return super.handleDistinct(command);
        }
        Document answer = new Document("values", values.firstValues());
        Utils.markOkay(answer);
        return answer;
    }

    @Override
    protected QueryResult queryDocuments(
            Document query,
            @Nullable Document orderBy,
            int numberToSkip,
            int limit,
            int batchSize,
            @Nullable Document fieldSelector) {
        Plan plan = Plan.of(query, orderBy, limit, map, getIndexes());
        if (!plan.ordered()) {
            Stream<Document> documents = stream(plan.slots()).map(this::document);
            return matchDocumentsFromStream(documents, query, orderBy, numberToSkip, limit, batchSize, fieldSelector);
        }
        Results results =
                new Results(plan.slots(), query, numberToSkip, limit > 0 ? limit : Integer.MAX_VALUE, fieldSelector);
        List<Document> first =
                batchSize > 0 ? results.take(batchSize, BATCH_BYTES) : results.take(Integer.MAX_VALUE, Long.MAX_VALUE);
        if (!results.hasMore()) {
            return new QueryResult(first);
        }
        LazyCursor cursor = new LazyCursor(cursorRegistry.generateCursorId(), results.detached());
        cursorRegistry.add(cursor);
        return new QueryResult(first, cursor);
    }

    @Override
    public synchronized int count(@Nullable Document query, int skip, int limit) {
        if (query == null || query.isEmpty()) {
            return super.count(query, skip, limit);
        }
        Stream<Slot> all = stream(Plan.of(query, null, 0, map, getIndexes()).slots())
                .filter(slot -> documentMatchesQuery(document(slot), query))
                .skip(Math.max(skip, 0));
        return (int) (limit > 0 ? all.limit(limit) : all).count();
    }

    @Override
    protected QueryResult matchDocuments(
            Document query,
            @Nullable Document orderBy,
            int numberToSkip,
            int numberToReturn,
            int batchSize,
            @Nullable Document fieldSelector) {
        return queryDocuments(query, orderBy, numberToSkip, numberToReturn, batchSize, fieldSelector);
    }

    @Override
    public synchronized void addIndex(Index<Object> index) {
        // An index that is not empty is kept as it is. Filling an empty one here reads each document once.
        if (index instanceof SortedIndex && index.isEmpty()) {
            for (Map.Entry<Object, Slot> entry : map.view().entrySet()) {
                Document document = document(entry.getValue());
                index.checkAdd(document, this);
                index.add(document, entry.getKey(), this);
            }
        }
        super.addIndex(index);
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        String idField = getIdField();
        Object key =
                idField == null ? UUID.randomUUID().toString() : Bson.key(Utils.getSubdocumentValue(document, idField));
        map.put(key, Bson.encode(document));
        return key;
    }

    @Override
    protected void handleUpdate(Object position, Document oldDocument, Document newDocument) {
        map.put(position, Bson.encode(newDocument));
    }

    @Override
    protected void removeDocument(Object position) {
        if (!map.remove(position)) {
            throw new NoSuchElementException("no document with key " + position);
        }
    }

    @Override
    protected Document getDocument(Object position) {
        return Bson.decode(Objects.requireNonNull(map.get(position)));
    }

    @Override
    protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        return map.snapshot().stream()
                .map(entry -> new DocumentWithPosition<>(document(entry.getValue()), entry.getKey()));
    }

    @Override
    public int count() {
        return map.size();
    }

    @Override
    public boolean isEmpty() {
        return map.size() == 0;
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int sizeDelta) {
        // the map counts its bytes itself
    }

    @Override
    protected int getDataSize() {
        return (int) Math.min(map.bytes(), Integer.MAX_VALUE);
    }

    private Document document(Slot slot) {
        return Bson.decode(map.read(slot));
    }

    private static <T> Stream<T> stream(Iterator<T> iterator) {
        return StreamSupport.stream(((Iterable<T>) () -> iterator).spliterator(), false);
    }

    /** Streams the documents that a query finds. */
    private final class Results {

        private final Iterator<Slot> slots;
        private final Document query;
        private final @Nullable Document fields;
        private int toSkip;
        private int toReturn;
        private @Nullable Document next;
        private int nextLength;

        Results(Iterator<Slot> slots, Document query, int toSkip, int toReturn, @Nullable Document fields) {
            this.slots = slots;
            this.query = query;
            this.toSkip = toSkip;
            this.toReturn = toReturn;
            this.fields = fields;
        }

        boolean hasMore() {
            while (next == null && toReturn > 0 && slots.hasNext()) {
                Slot slot = slots.next();
                Document candidate = document(slot);
                if (documentMatchesQuery(candidate, query)) {
                    if (toSkip > 0) {
                        toSkip--;
                    } else {
                        next = candidate;
                        nextLength = slot.length;
                    }
                }
            }
            return next != null;
        }

        List<Document> take(int most, long mostBytes) {
            List<Document> taken = new ArrayList<>();
            long bytes = 0;
            while (taken.size() < most && bytes < mostBytes && hasMore()) {
                taken.add(Objects.requireNonNull(next));
                bytes += nextLength;
                next = null;
                toReturn--;
            }
            return fields == null || fields.isEmpty()
                    ? taken
                    : matchDocumentsFromStream(new Document(), taken.stream(), 0, 0, 0, null, fields)
                            .collectDocuments();
        }

        /** Streams the rest from a copy of the documents' places: for use after the collection was unlocked. */
        Results detached() {
            List<Slot> rest = new ArrayList<>();
            slots.forEachRemaining(rest::add);
            Results results = new Results(rest.iterator(), query, toSkip, toReturn, fields);
            results.next = next;
            results.nextLength = nextLength;
            return results;
        }
    }

    private record LazyCursor(long id, Results results) implements Cursor {

        @Override
        public long getId() {
            return id;
        }

        @Override
        public boolean isEmpty() {
            return !results.hasMore();
        }

        @Override
        public List<Document> takeDocuments(int numberToReturn) {
            return results.take(numberToReturn > 0 ? numberToReturn : Integer.MAX_VALUE, BATCH_BYTES);
        }
    }
}
