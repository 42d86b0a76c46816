package org.carecontact.kernel.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.codec.RegistryUnavailable;
import org.carecontact.kernel.codec.Trace;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.kernel.relay.OutboxEntry;
import org.carecontact.kernel.relay.Relay;
import org.jspecify.annotations.Nullable;

/**
 * The write path of one kind of aggregate: state and outgoing events land in one guarded single-document write, and
 * only then go to the relay.
 */
public final class Documents<C, S, E, R> {

    private static final int ATTEMPTS = 50;
    private static final int KEPT_ANSWERS = 8;
    private static final int KEPT_SOURCES = 12;
    private static final int LARGEST_EVENT = 900_000;
    private static final int DUPLICATE_KEY = 11000;

    private final Aggregate<C, S, E, R> aggregate;
    private final Kernel kernel;
    private final MongoCollection<Document> collection;
    private final StateCodec<S> codec;
    private final Relay.Lane relay;

    public Documents(Aggregate<C, S, E, R> aggregate, Kernel kernel) {
        this.aggregate = aggregate;
        this.kernel = kernel;
        this.collection = kernel.database()
                .getCollection(aggregate.collection())
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.codec = new StateCodec<>(aggregate.stateType());
        collection.createIndex(new Document("_id", 1).append("v", 1), new IndexOptions().unique(true));
        collection.createIndex(new Document("due", 1), new IndexOptions().sparse(true));
        collection.createIndex(new Document("owedSince", 1), new IndexOptions().sparse(true));
        this.relay = kernel.relay().lane(collection);
    }

    /** The document, if it is this hospital's. */
    public Optional<Stored<S>> find(String hospital, String id) {
        return Optional.ofNullable(collection.find(new Document("_id", id)).first())
                .map(this::read)
                .filter(stored -> stored.hospital().equals(hospital));
    }

    /**
     * The document, or how it begins when there is none yet.
     *
     * @throws IllegalArgumentException when it is another hospital's
     */
    public Stored<S> load(String hospital, String id) {
        Document document = collection.find(new Document("_id", id)).first();
        if (document == null) {
            return fresh(hospital, id);
        }
        Stored<S> stored = read(document);
        if (!stored.hospital().equals(hospital)) {
            throw new IllegalArgumentException("document of another hospital");
        }
        return stored;
    }

    /** Those of these documents that exist and are this hospital's, by id; one query. */
    public Map<String, Stored<S>> findAll(String hospital, Collection<String> ids) {
        Map<String, Stored<S>> found = findAll(ids);
        found.values().removeIf(stored -> !stored.hospital().equals(hospital));
        return found;
    }

    /**
     * A page of this hospital's documents in the order of their ids.
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

    /** Indexes a field that pages are filtered by, after the hospital. */
    public Documents<C, S, E, R> indexed(String... fields) {
        for (String field : fields) {
            collection.createIndex(new Document("hospital", 1).append(field, 1).append("_id", 1));
        }
        return this;
    }

    /** Decides and writes; answers after the write is durable. */
    public Reply<S, R> handle(String hospital, String id, C command) {
        return handle(hospital, id, null, command, state -> "");
    }

    /**
     * The same, once per key.
     *
     * @param answer what to answer to this command and to its repetitions
     * @throws RegistryUnavailable when an event can't be encoded now; nothing was written
     */
    public Reply<S, R> handle(
            String hospital, String id, @Nullable CommandKey key, C command, Function<S, String> answer) {
        return handle(load(hospital, id), key, command, answer);
    }

    /**
     * The same for who has just read the document: it is read again only when somebody else was faster.
     *
     * @throws RegistryUnavailable when an event can't be encoded now; nothing was written
     */
    public Reply<S, R> handle(Stored<S> read, @Nullable CommandKey key, C command, Function<S, String> answer) {
        String token = UUID.randomUUID().toString();
        Stored<S> stored = read;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt > 0) {
                stored = load(read.hospital(), read.id());
            }
            if (token.equals(stored.token())) {
                kernel.meters().recognised();
                return new Reply.Done<>(stored.state());
            }
            if (key != null) {
                for (Document answered : stored.answers()) {
                    if (key.key().equals(answered.getString("k"))) {
                        return key.bodySha256().equals(answered.getString("h"))
                                ? new Reply.Repeated<>(answered.getString("a"))
                                : new Reply.KeyReused<>();
                    }
                }
            }
            Draft<S> draft = new Draft<>(stored);
            Optional<R> refused = fold(draft, command);
            if (refused.isPresent()) {
                return new Reply.Refused<>(refused.get());
            }
            if (key != null) {
                draft.answer = new Document("k", key.key())
                        .append("h", key.bodySha256())
                        .append("a", answer.apply(draft.state));
            }
            if (!draft.changed()) {
                return new Reply.Done<>(draft.state);
            }
            if (writeOne(draft, token)) {
                written(draft);
                return new Reply.Done<>(draft.state);
            }
            kernel.meters().lostRace();
        }
        throw new IllegalStateException("lost the race for a document " + ATTEMPTS + " times: " + read.id());
    }

    /**
     * Applies a batch: one find, one bulk write, and again only for the documents whose race was lost.
     *
     * @return what could not be applied and why; nothing of it was written
     */
    public Map<Work<C>, RuntimeException> apply(List<Work<C>> batch) {
        Map<String, List<Work<C>>> byId = batch.stream()
                .collect(Collectors.groupingBy(work -> work.to().id(), LinkedHashMap::new, Collectors.toList()));
        Map<Work<C>, RuntimeException> failed = new IdentityHashMap<>();
        String token = UUID.randomUUID().toString();
        Set<String> pending = new HashSet<>(byId.keySet());
        for (int attempt = 0; !pending.isEmpty(); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new IllegalStateException("lost the race for " + pending.size() + " documents");
            }
            Map<String, Stored<S>> found = findAll(pending);
            List<Draft<S>> drafts = new ArrayList<>();
            for (Map.Entry<String, List<Work<C>>> entry : byId.entrySet()) {
                if (pending.contains(entry.getKey())) {
                    foldAll(found.get(entry.getKey()), entry.getValue(), token, failed)
                            .ifPresent(drafts::add);
                }
            }
            pending.clear();
            List<Draft<S>> lost = drafts.isEmpty() ? List.of() : writeAll(drafts, token);
            for (Draft<S> draft : drafts) {
                if (lost.contains(draft)) {
                    kernel.meters().lostRace();
                    pending.add(draft.stored.id());
                } else {
                    written(draft);
                }
            }
        }
        return failed;
    }

    /** Fires what is due and says how much of it stays overdue. */
    public void elapse(String id) {
        Document document = collection.find(new Document("_id", id)).first();
        if (document == null) {
            return;
        }
        Stored<S> stored = read(document);
        Instant now = kernel.clock().instant();
        Optional<Due> due = aggregate.due(stored.state());
        if (due.isPresent() && !due.get().at().isAfter(now)) {
            Reply<S, R> reply = handle(stored, null, aggregate.elapsed(due.get().kind(), now), state -> "");
            // Refused and no longer due: another timer was faster.
            if (reply instanceof Reply.Refused<S, R>(var reason)
                    && find(stored.hospital(), id)
                            .flatMap(after -> aggregate.due(after.state()))
                            .equals(due)) {
                kernel.meters().timerRefused(aggregate.collection(), String.valueOf(reason));
            }
        }
    }

    public String name() {
        return aggregate.collection();
    }

    public MongoCollection<Document> collection() {
        return collection;
    }

    Relay.Lane relay() {
        return relay;
    }

    private Stored<S> fresh(String hospital, String id) {
        return new Stored<>(id, hospital, 0, 0, aggregate.decider().initial(), Map.of(), List.of(), List.of(), null);
    }

    private Map<String, Stored<S>> findAll(Collection<String> ids) {
        Map<String, Stored<S>> found = new HashMap<>();
        for (Document document : collection.find(new Document("_id", new Document("$in", List.copyOf(ids))))) {
            found.put(document.getString("_id"), read(document));
        }
        return found;
    }

    private Optional<R> fold(Draft<S> draft, C command) {
        return switch (aggregate.decider().decide(draft.state, command)) {
            case Decision.Rejected<E, R>(var reason) -> Optional.of(reason);
            case Decision.Accepted<E, R>(var events) -> {
                for (E event : events) {
                    draft.state = aggregate.decider().evolve(draft.state, event);
                    draft.touched = true;
                    Optional<Outgoing> outgoing = aggregate.publish(event, draft.state);
                    if (outgoing.isPresent()) {
                        draft.entries.add(encode(outgoing.get(), draft));
                    }
                }
                yield Optional.empty();
            }
        };
    }

    private Optional<Draft<S>> foldAll(
            @Nullable Stored<S> found, List<Work<C>> all, String token, Map<Work<C>, RuntimeException> failed) {
        Addressed<C> first = all.getFirst().to();
        Stored<S> stored = found != null ? found : fresh(first.hospital(), first.id());
        if (token.equals(stored.token())) {
            return Optional.empty(); // our own write, seen after an ambiguous error
        }
        Draft<S> draft = new Draft<>(stored);
        for (Work<C> work : all) {
            Addressed<C> addressed = work.to();
            if (failed.containsKey(work)) {
                break;
            }
            if (addressed.sequence() <= draft.seen(addressed.source())) {
                kernel.meters().duplicate();
                continue;
            }
            Draft<S> before = draft.copy();
            try (var _ = work.trace().open()) {
                if (!stored.hospital().equals(addressed.hospital())) {
                    throw new IllegalArgumentException("document of another hospital");
                }
                for (C command : addressed.commands()) {
                    fold(draft, command).ifPresent(reason -> kernel.meters().rejected(aggregate.collection(), reason));
                }
                draft.sources.remove(addressed.source());
                draft.sources.put(addressed.source(), addressed.sequence());
                draft.touched = true;
            } catch (RegistryUnavailable e) {
                throw e;
            } catch (RuntimeException e) {
                // This one and its successors wait; what came before it stands.
                all.subList(all.indexOf(work), all.size()).forEach(later -> failed.put(later, e));
                draft = before;
                break;
            }
        }
        return draft.changed() ? Optional.of(draft) : Optional.empty();
    }

    private OutboxEntry encode(Outgoing outgoing, Draft<S> draft) {
        byte[] bytes = kernel.events().encode(outgoing.topic(), outgoing.payload());
        if (bytes.length > LARGEST_EVENT) {
            throw new IllegalArgumentException("event of " + bytes.length + " bytes, at most " + LARGEST_EVENT);
        }
        return new OutboxEntry(
                draft.stored.events() + draft.entries.size() + 1,
                outgoing.topic(),
                outgoing.key(),
                outgoing.payload().getSchema().getFullName(),
                "/carecontact/" + kernel.service() + "/" + draft.stored.hospital(),
                kernel.clock().instant(),
                Trace.current().child(),
                bytes);
    }

    private boolean writeOne(Draft<S> draft, String token) {
        try {
            if (draft.stored.isNew()) {
                collection.insertOne(inserted(draft, token));
                return true;
            }
            return collection.updateOne(guard(draft), updated(draft, token)).getMatchedCount() == 1;
        } catch (MongoWriteException e) {
            if (e.getCode() == DUPLICATE_KEY) {
                return false;
            }
            throw e;
        } catch (MongoSocketException | MongoTimeoutException | MongoWriteConcernException e) {
            return wasWritten(draft, token, e);
        }
    }

    /** After an error that leaves the outcome open: read again and look for our token. */
    private boolean wasWritten(Draft<S> draft, String token, MongoException cause) {
        Document now = collection.find(new Document("_id", draft.stored.id())).first();
        boolean ours = now != null && token.equals(now.getString("w"));
        if (!ours && (now == null || now.getLong("v") == draft.stored.version())) {
            throw cause;
        }
        if (ours) {
            kernel.meters().recognised();
        }
        return ours;
    }

    private List<Draft<S>> writeAll(List<Draft<S>> drafts, String token) {
        List<WriteModel<Document>> models = new ArrayList<>();
        for (Draft<S> draft : drafts) {
            models.add(
                    draft.stored.isNew()
                            ? new InsertOneModel<>(inserted(draft, token))
                            : new UpdateOneModel<>(guard(draft), updated(draft, token)));
        }
        try {
            var result = collection.bulkWrite(models, new BulkWriteOptions().ordered(false));
            if (result.getMatchedCount() + result.getInsertedCount() == models.size()) {
                return List.of();
            }
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
        }
        // The counts do not say which one lost, the tokens do.
        Map<String, Stored<S>> now =
                findAll(drafts.stream().map(draft -> draft.stored.id()).toList());
        return drafts.stream()
                .filter(draft -> {
                    Stored<S> stored = now.get(draft.stored.id());
                    return stored == null || !token.equals(stored.token());
                })
                .toList();
    }

    private Bson guard(Draft<S> draft) {
        return new Document("_id", draft.stored.id()).append("v", draft.stored.version());
    }

    private Document inserted(Draft<S> draft, String token) {
        Document document = new Document("_id", draft.stored.id()).append("hospital", draft.stored.hospital());
        document.putAll(fields(draft, token));
        document.append(
                        "outbox",
                        draft.entries.stream().map(OutboxEntry::toDocument).toList())
                .append("answers", draft.answer == null ? List.of() : List.of(draft.answer));
        return document;
    }

    private Document updated(Draft<S> draft, String token) {
        Document set = fields(draft, token);
        Document unset = new Document();
        if (!set.containsKey("due")) {
            unset.append("due", "").append("dueKind", "");
        }
        long confirmed = relay.confirmed(draft.stored.id());
        long kept = draft.stored.outbox().stream()
                .filter(entry -> entry.number() > confirmed)
                .count();
        Document update = new Document();
        Document push = new Document();
        boolean clears = kept < draft.stored.outbox().size();
        if (clears || !draft.entries.isEmpty()) {
            // Keeping the last n drops only the acknowledged prefix, whatever another relay cleared meanwhile.
            push.append(
                    "outbox",
                    new Document(
                                    "$each",
                                    draft.entries.stream()
                                            .map(OutboxEntry::toDocument)
                                            .toList())
                            .append("$slice", -(int) (kept + draft.entries.size())));
        }
        if (kept + draft.entries.size() == 0) {
            unset.append("owedSince", "");
            if (clears) {
                push.remove("outbox");
                update.append("$pull", new Document("outbox", new Document("s", new Document("$lte", confirmed))));
            }
        } else if (kept > 0) {
            set.remove("owedSince"); // the older debt counts
        }
        if (draft.answer != null) {
            push.append("answers", new Document("$each", List.of(draft.answer)).append("$slice", -KEPT_ANSWERS));
        }
        update.append("$set", set);
        if (!unset.isEmpty()) {
            update.append("$unset", unset);
        }
        if (!push.isEmpty()) {
            update.append("$push", push);
        }
        return update;
    }

    private Document fields(Draft<S> draft, String token) {
        Document fields = new Document("v", draft.stored.version() + 1)
                .append("es", draft.stored.events() + draft.entries.size())
                .append("w", token)
                .append("state", codec.write(draft.state))
                .append("src", new Document(new LinkedHashMap<String, Object>(draft.newestSources())));
        if (!draft.entries.isEmpty()) {
            fields.append("owedSince", Date.from(kernel.clock().instant()));
        }
        aggregate
                .due(draft.state)
                .ifPresent(due -> fields.append("due", Date.from(due.at())).append("dueKind", due.kind()));
        return fields;
    }

    private void written(Draft<S> draft) {
        List<OutboxEntry> owed = new ArrayList<>(draft.stored.outbox());
        owed.addAll(draft.entries);
        relay.written(draft.stored.id(), draft.stored.version() + 1, draft.entries.isEmpty() ? List.of() : owed);
        aggregate
                .due(draft.state)
                .ifPresentOrElse(
                        due -> kernel.timers().expect(this, draft.stored.id(), due.at()),
                        () -> kernel.timers().forget(this, draft.stored.id()));
        aggregate.written(draft.stored.hospital(), draft.stored.id(), draft.state);
    }

    private Stored<S> read(Document document) {
        kernel.meters().read();
        Map<String, Long> sources = new LinkedHashMap<>();
        document.get("src", new Document())
                .forEach((source, number) -> sources.put(source, ((Number) number).longValue()));
        return new Stored<>(
                document.getString("_id"),
                document.getString("hospital"),
                document.getLong("v"),
                document.getLong("es"),
                codec.read(document.get("state", Document.class)),
                sources,
                document.getList("outbox", Document.class, List.of()).stream()
                        .map(OutboxEntry::from)
                        .toList(),
                document.getList("answers", Document.class, List.of()),
                document.getString("w"));
    }

    /** One document's share of a received event. */
    public record Work<C>(Addressed<C> to, Trace trace) {}

    /** What will be written if nobody else writes first. */
    private static final class Draft<S> {
        private final Stored<S> stored;
        private final Map<String, Long> sources;
        private final List<OutboxEntry> entries = new ArrayList<>();
        private S state;
        private @Nullable Document answer;
        private boolean touched;

        Draft(Stored<S> stored) {
            this.stored = stored;
            this.state = stored.state();
            this.sources = new LinkedHashMap<>(stored.sources());
        }

        Draft<S> copy() {
            Draft<S> copy = new Draft<>(stored);
            copy.state = state;
            copy.sources.clear();
            copy.sources.putAll(sources);
            copy.entries.addAll(entries);
            copy.touched = touched;
            return copy;
        }

        long seen(String source) {
            return sources.getOrDefault(source, 0L);
        }

        boolean changed() {
            return touched || answer != null;
        }

        Map<String, Long> newestSources() {
            Map<String, Long> newest = new LinkedHashMap<>(sources);
            var oldest = newest.keySet().iterator();
            while (newest.size() > KEPT_SOURCES) {
                oldest.next();
                oldest.remove();
                oldest = newest.keySet().iterator();
            }
            return newest;
        }
    }
}
