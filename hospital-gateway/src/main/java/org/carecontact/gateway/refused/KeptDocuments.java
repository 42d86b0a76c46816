package org.carecontact.gateway.refused;

import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.carecontact.gateway.refused.Kept.State;
import org.carecontact.kernel.Kernel;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The store of refused messages, one document each. */
@Component
final class KeptDocuments {

    private static final int DUPLICATE_KEY = 11000;
    private static final Document WITHOUT_MESSAGE = new Document("sealed", 0);

    /** How many there are, and since when; null for none. */
    record Count(long count, @Nullable Instant oldest) {}

    private final MongoCollection<Document> collection;

    KeptDocuments(Kernel kernel) {
        collection =
                kernel.database().getCollection("refused").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        collection.createIndex(
                new Document("same", 1), new IndexOptions().unique(true).sparse(true));
        for (String field : List.of("hospital", "feed", "patients")) {
            collection.createIndex(new Document(field, 1).append("state", 1).append("_id", 1));
        }
        collection.createIndex(new Document("state", 1).append("_id", 1));
        collection.createIndex(new Document("waitsFor", 1).append("_id", 1), new IndexOptions().sparse(true));
    }

    /**
     * Keeps a message, or counts it when it waits already.
     *
     * @param same equal for the same message of the same sender
     * @param waitsFor what has to come before it; null for what was refused
     * @return whether it is a new one
     */
    boolean add(Kept kept, String same, @Nullable String waitsFor) {
        Document document = new Document("_id", kept.id())
                .append("hospital", kept.hospital())
                .append("feed", kept.feed())
                .append("door", kept.door())
                .append("at", Date.from(kept.at()))
                .append("lastAt", Date.from(kept.lastAt()))
                .append("times", kept.times())
                .append("sender", kept.sender())
                .append("messageId", kept.messageId())
                .append("answer", kept.reason().answer())
                .append("place", kept.reason().place())
                .append("remedy", kept.reason().remedy())
                .append("size", kept.size())
                .append("cut", kept.isCut())
                .append("state", kept.state().name())
                .append("patients", kept.patients())
                .append("sealed", new Binary(kept.sealed() == null ? new byte[0] : kept.sealed()))
                .append("same", same);
        if (waitsFor != null) {
            document.append("waitsFor", waitsFor);
        }
        try {
            collection.insertOne(document);
            return true;
        } catch (MongoWriteException e) {
            if (e.getCode() != DUPLICATE_KEY) {
                throw e;
            }
            collection.updateOne(
                    new Document("same", same),
                    new Document("$inc", new Document("times", 1L))
                            .append("$set", new Document("lastAt", Date.from(kept.lastAt()))));
            return false;
        }
    }

    /** With its message. */
    @Nullable
    Kept find(String id) {
        Document document = collection.find(new Document("_id", id)).first();
        return document == null ? null : read(document);
    }

    /**
     * Reads a page without the messages, the oldest first.
     *
     * @param field hospital, feed or patients; null for all
     * @param value of the field
     * @param after the last id of the page before; empty for the first
     */
    List<Kept> page(@Nullable String field, String value, State state, String after, int limit) {
        return collection
                .find(of(field, value, state).append("_id", new Document("$gt", after)))
                .sort(new Document("_id", 1))
                .projection(WITHOUT_MESSAGE)
                .limit(limit)
                .map(KeptDocuments::read)
                .into(new ArrayList<>());
    }

    /** Those about a patient that came before this one and still wait, the oldest first, without the messages. */
    List<Kept> before(String patient, String id) {
        return collection
                .find(of("patients", patient, State.REFUSED).append("_id", new Document("$lt", id)))
                .sort(new Document("_id", 1))
                .projection(WITHOUT_MESSAGE)
                .map(KeptDocuments::read)
                .into(new ArrayList<>());
    }

    /** Those that wait for one of these, the oldest first, without the messages. */
    List<Kept> waitingFor(List<String> names) {
        return collection
                .find(new Document("waitsFor", new Document("$in", names)).append("state", State.WAITING.name()))
                .sort(new Document("_id", 1))
                .projection(WITHOUT_MESSAGE)
                .map(KeptDocuments::read)
                .into(new ArrayList<>());
    }

    /** Whether this message of its sender waits for another one. */
    boolean waits(String same) {
        Document found = collection
                .find(new Document("same", same))
                .projection(WITHOUT_MESSAGE)
                .first();
        return found != null && found.getString("state").equals(State.WAITING.name());
    }

    /** Notes what it waits for now. */
    void waitsNowFor(String id, String waitsFor, Reason reason) {
        collection.updateOne(
                new Document("_id", id).append("state", State.WAITING.name()),
                new Document(
                        "$set",
                        new Document("waitsFor", waitsFor)
                                .append("place", reason.place())
                                .append("remedy", reason.remedy())));
    }

    /** What came before a moment has waited long enough: a person has to look at it. */
    void refuseWaitingBefore(Instant moment) {
        collection.updateMany(
                new Document("state", State.WAITING.name())
                        .append("_id", new Document("$lt", TimeOrderedIds.first(moment))),
                new Document("$set", new Document("state", State.REFUSED.name())));
    }

    /** How many of a hospital or a feed are in a state, and since when. */
    Count count(String field, String value, State state) {
        Document found = collection
                .aggregate(List.of(
                        new Document("$match", of(field, value, state)),
                        new Document(
                                "$group",
                                new Document("_id", null)
                                        .append("count", new Document("$sum", 1L))
                                        .append("oldest", new Document("$min", "$at")))))
                .first();
        return found == null
                ? new Count(0, null)
                : new Count(found.get("count", 0L), found.getDate("oldest").toInstant());
    }

    /**
     * Erases the message and keeps what became of it.
     *
     * @param before the state in which it was read
     * @return false when it is not in that state any more
     */
    boolean settle(String id, State before, State state) {
        return collection
                        .updateOne(
                                new Document("_id", id).append("state", before.name()),
                                // Without what is the same: that message may be refused and kept anew.
                                new Document("$set", new Document("state", state.name()).append("patients", List.of()))
                                        .append("$unset", new Document("sealed", "").append("same", "")))
                        .getModifiedCount()
                == 1;
    }

    /** Notes why it was refused the last time; what was accepted and can't be taken is for a person from now on. */
    void refusedAgain(String id, State before, Reason reason) {
        collection.updateOne(
                new Document("_id", id).append("state", before.name()),
                new Document(
                        "$set",
                        new Document("state", State.REFUSED.name())
                                .append("answer", reason.answer())
                                .append("place", reason.place())
                                .append("remedy", reason.remedy())));
    }

    /** Removes what came before a moment. */
    void removeBefore(Instant moment) {
        collection.deleteMany(new Document("_id", new Document("$lt", TimeOrderedIds.first(moment))));
    }

    void remove(List<String> ids) {
        collection.deleteMany(new Document("_id", new Document("$in", ids)));
    }

    private static Document of(@Nullable String field, String value, State state) {
        Document filter = field == null ? new Document() : new Document(field, value);
        return filter.append("state", state.name());
    }

    private static Kept read(Document document) {
        Binary sealed = document.get("sealed", Binary.class);
        return new Kept(
                document.getString("_id"),
                document.getString("hospital"),
                document.getString("feed"),
                document.getString("door"),
                document.getDate("at").toInstant(),
                document.getDate("lastAt").toInstant(),
                document.get("times", 1L),
                document.getString("sender"),
                document.getString("messageId"),
                new Reason(document.getString("answer"), document.getString("place"), document.getString("remedy")),
                document.getInteger("size", 0),
                document.getBoolean("cut", false),
                State.valueOf(document.getString("state")),
                document.getList("patients", String.class, List.of()),
                sealed == null ? null : sealed.getData());
    }
}
