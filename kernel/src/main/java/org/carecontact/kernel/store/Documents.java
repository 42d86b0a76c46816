package org.carecontact.kernel.store;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.carecontact.kernel.codec.RegistryUnavailable;
import org.carecontact.kernel.relay.OutboxEntry;
import org.carecontact.kernel.relay.Relay;
import org.carecontact.kernel.timers.Timed;
import org.carecontact.kernel.timers.Timers;
import org.jspecify.annotations.Nullable;

// Longer than 300 lines: all ways to a document, with what they promise.
/**
 * The write path of one kind of aggregate: state and outgoing events land in one guarded single-document write, and
 * only then go to the relay.
 */
public final class Documents<C, S, E, R> implements Timed {

    private static final int ATTEMPTS = 50;

    private final Aggregate<C, S, E, R> aggregate;
    private final MongoCollection<Document> collection;
    private final Relay.Lane relay;
    private final Timers timers;
    private final Meters meters;
    private final Clock clock;
    private final Folding<C, S, E, R> folding;
    private final Updates<S> updates;
    private final GuardedWrites<S> writes;

    public Documents(Aggregate<C, S, E, R> aggregate, WritePath path) {
        this.aggregate = aggregate;
        this.collection = path.database()
                .getCollection(aggregate.collection())
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        collection.createIndex(new Document("_id", 1).append("v", 1), new IndexOptions().unique(true));
        collection.createIndex(new Document("due", 1), new IndexOptions().sparse(true));
        collection.createIndex(new Document("owedSince", 1), new IndexOptions().sparse(true));
        this.relay = path.relay().lane(collection);
        this.timers = path.timers();
        this.meters = path.meters();
        this.clock = path.clock();
        this.folding = new Folding<>(aggregate, path);
        this.updates = new Updates<>(aggregate, relay, clock);
        this.writes = new GuardedWrites<>(collection, updates, meters);
    }

    /** Finds the document, if it is this hospital's. */
    public Optional<Stored<S>> find(String hospital, String id) {
        return Optional.ofNullable(collection.find(new Document("_id", id)).first())
                .map(this::read)
                .filter(stored -> stored.hospital().equals(hospital));
    }

    /**
     * Finds the document, or gives its initial state when there is none yet.
     *
     * @throws IllegalArgumentException when it is another hospital's
     */
    public Stored<S> load(String hospital, String id) {
        Document document = collection.find(new Document("_id", id)).first();
        if (document == null) {
            return folding.fresh(hospital, id);
        }
        Stored<S> stored = read(document);
        if (!stored.hospital().equals(hospital)) {
            throw new IllegalArgumentException("document of another hospital");
        }
        return stored;
    }

    /** Finds those of these documents that exist and are this hospital's, by id, with one query. */
    public Map<String, Stored<S>> findAll(String hospital, Collection<String> ids) {
        Map<String, Stored<S>> found = findAll(ids);
        found.values().removeIf(stored -> !stored.hospital().equals(hospital));
        return found;
    }

    /**
     * Reads a page of this hospital's documents in the order of their ids.
     *
     * @param filter further conditions, on fields below {@code state}
     * @param after the last id of the page before, or null for the first
     */
    public List<Stored<S>> page(String hospital, Document filter, @Nullable String after, int limit) {
        Document query = new Document("hospital", hospital);
        query.putAll(filter);
        if (after != null) {
            query.append("_id", new Document("$gt", after));
        }
        return collection
                .find(query)
                .sort(new Document("_id", 1))
                .limit(limit)
                .map(this::read)
                .into(new ArrayList<>());
    }

    /**
     * Reads this hospital's documents of a span of time, the oldest first, and in the order of their ids where times are
     * equal.
     *
     * @param field of a time, below {@code state}
     */
    public List<Stored<S>> between(String hospital, String field, Instant from, Instant before, int limit) {
        Document span = new Document("$gte", Date.from(from)).append("$lt", Date.from(before));
        return collection
                .find(new Document("hospital", hospital).append(field, span))
                .sort(new Document(field, 1).append("_id", 1))
                .limit(limit)
                .map(this::read)
                .into(new ArrayList<>());
    }

    /** Indexes what pages are filtered by: the hospital, and after it each of these fields. */
    public Documents<C, S, E, R> indexed(String... fields) {
        collection.createIndex(new Document("hospital", 1).append("_id", 1));
        for (String field : fields) {
            collection.createIndex(new Document("hospital", 1).append(field, 1).append("_id", 1));
        }
        return this;
    }

    /** Indexes a list of texts of few documents, whatever the hospital: each text names its own. */
    public Documents<C, S, E, R> indexedTexts(String field) {
        collection.createIndex(new Document(field, 1), new IndexOptions().sparse(true));
        return this;
    }

    /** Indexes a list of texts of which each may be in one document only; documents need not have the field. */
    public Documents<C, S, E, R> uniqueTexts(String field) {
        collection.createIndex(
                new Document(field, 1), new IndexOptions().sparse(true).unique(true));
        return this;
    }

    /** Reads the documents of this hospital that have one of these texts in a field that has an index of its own. */
    public List<Stored<S>> having(String hospital, String field, Collection<String> texts) {
        List<Stored<S>> found = new ArrayList<>();
        for (Document document : collection.find(new Document(field, new Document("$in", List.copyOf(texts))))) {
            found.add(read(document));
        }
        found.removeIf(stored -> !stored.hospital().equals(hospital));
        return found;
    }

    /** Decides and writes; returns after the write is durable. */
    public Reply<S, R> handle(String hospital, String id, C command) {
        return handle(hospital, id, null, command, state -> "");
    }

    /**
     * Decides and writes once per key.
     *
     * @param answer what to answer to this command and to its repetitions
     * @throws RegistryUnavailable when an event can't be encoded now; nothing was written
     */
    public Reply<S, R> handle(
            String hospital, String id, @Nullable CommandKey key, C command, Function<S, String> answer) {
        return handle(load(hospital, id), key, command, answer);
    }

    /**
     * Decides and writes for a caller who has just read the document; it is read again only after a lost race.
     *
     * @throws RegistryUnavailable when an event can't be encoded now; nothing was written
     */
    public Reply<S, R> handle(Stored<S> read, @Nullable CommandKey key, C command, Function<S, String> answer) {
        String token = UUID.randomUUID().toString();
        Stored<S> stored = read;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt > 0) {
                long lost = stored.version();
                stored = load(read.hospital(), read.id());
                // Nobody wrote it: what it was to get is another document's.
                Optional<R> taken = stored.version() == lost ? aggregate.taken() : Optional.empty();
                if (taken.isPresent()) {
                    return new Reply.Refused<>(taken.get());
                }
            }
            if (token.equals(stored.token())) {
                meters.recognised();
                return new Reply.Done<>(stored.state());
            }
            if (key != null) {
                Optional<Reply<S, R>> known = Answers.known(key, stored.answers(), clock.instant());
                if (known.isPresent()) {
                    return known.get();
                }
            }
            Draft<S> draft = new Draft<>(stored);
            Optional<R> refused = folding.fold(draft, command);
            if (refused.isPresent()) {
                return new Reply.Refused<>(refused.get());
            }
            if (key != null) {
                draft.answers(Answers.answer(key, answer.apply(draft.state()), clock.instant()));
            }
            if (!draft.changed()) {
                return new Reply.Done<>(draft.state());
            }
            if (writes.write(draft, token)) {
                written(draft);
                return new Reply.Done<>(draft.state());
            }
            meters.lostRace();
        }
        throw new IllegalStateException("lost the race for a document " + ATTEMPTS + " times: " + read.id());
    }

    /**
     * Applies a batch with one find and one bulk write, and repeats both only for documents that lost their race.
     *
     * @throws RegistryUnavailable when an event can't be encoded now; deliver the batch again
     * @throws ValueTaken when a value that may be in one document only is in another; deliver the batch again
     */
    public Applied<C, S> apply(List<Work<C>> batch) {
        Map<String, List<Work<C>>> byId = batch.stream()
                .collect(Collectors.groupingBy(work -> work.to().id(), LinkedHashMap::new, Collectors.toList()));
        Map<Work<C>, RuntimeException> failed = new IdentityHashMap<>();
        List<Applied.Touched<S>> touched = new ArrayList<>();
        String token = UUID.randomUUID().toString();
        Set<String> pending = new HashSet<>(byId.keySet());
        Map<String, Long> before = new HashMap<>();
        for (int attempt = 0; !pending.isEmpty(); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new IllegalStateException("lost the race for " + pending.size() + " documents");
            }
            Map<String, Stored<S>> found = findAll(pending);
            List<Draft<S>> drafts = new ArrayList<>();
            for (Map.Entry<String, List<Work<C>>> entry : byId.entrySet()) {
                if (pending.contains(entry.getKey())) {
                    Stored<S> stored = found.get(entry.getKey());
                    if (Objects.equals(before.get(entry.getKey()), stored == null ? 0L : stored.version())) {
                        throw new ValueTaken(entry.getKey());
                    }
                    folding.foldAll(stored, entry.getValue(), token, failed).ifPresentOrElse(drafts::add, () -> {
                        if (stored != null) {
                            touched.add(touched(stored, stored.state()));
                        }
                    });
                }
            }
            pending.clear();
            Set<Draft<S>> lost = drafts.isEmpty() ? Set.of() : writes.writeAll(drafts, token);
            for (Draft<S> draft : drafts) {
                if (lost.contains(draft)) {
                    meters.lostRace();
                    pending.add(draft.stored().id());
                    before.put(draft.stored().id(), draft.stored().version());
                } else {
                    written(draft);
                    touched.add(touched(draft.stored(), draft.state()));
                }
            }
        }
        return new Applied<>(failed, touched);
    }

    private static <S> Applied.Touched<S> touched(Stored<S> stored, S state) {
        return new Applied.Touched<>(stored.hospital(), stored.id(), state);
    }

    @Override
    public void elapse(String id) {
        Document document = collection.find(new Document("_id", id)).first();
        if (document == null) {
            return;
        }
        Stored<S> stored = read(document);
        Instant now = clock.instant();
        Optional<Due> due = aggregate.due(stored.state());
        if (due.isPresent() && !due.get().at().isAfter(now)) {
            Reply<S, R> reply = handle(stored, null, aggregate.elapsed(due.get().kind(), now), state -> "");
            // It was refused and is no longer due: another timer was faster.
            if (reply instanceof Reply.Refused<S, R>(var reason)
                    && find(stored.hospital(), id)
                            .flatMap(after -> aggregate.due(after.state()))
                            .equals(due)) {
                meters.timerRefused(aggregate.collection(), String.valueOf(reason));
            }
        }
    }

    /** The name of the collection. */
    public String name() {
        return aggregate.collection();
    }

    @Override
    public MongoCollection<Document> collection() {
        return collection;
    }

    private Stored<S> read(Document document) {
        meters.read();
        return updates.read(document);
    }

    private Map<String, Stored<S>> findAll(Collection<String> ids) {
        Map<String, Stored<S>> found = new HashMap<>();
        for (Document document : collection.find(new Document("_id", new Document("$in", List.copyOf(ids))))) {
            found.put(document.getString("_id"), read(document));
        }
        return found;
    }

    private void written(Draft<S> draft) {
        String id = draft.stored().id();
        List<OutboxEntry> owed = new ArrayList<>();
        if (!draft.entries().isEmpty()) {
            owed.addAll(draft.stored().outbox());
            owed.addAll(draft.entries());
        }
        relay.written(id, draft.stored().version() + 1, owed);
        aggregate
                .due(draft.state())
                .ifPresentOrElse(due -> timers.expect(this, id, due.at()), () -> timers.forget(this, id));
        aggregate.written(draft.stored().hospital(), id, draft.state());
    }
}
