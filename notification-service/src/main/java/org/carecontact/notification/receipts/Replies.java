package org.carecontact.notification.receipts;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.carecontact.kernel.keys.KeyedHash;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.notification.providers.AnswersToPeople;
import org.carecontact.notification.providers.Door;
import org.carecontact.notification.receipts.domain.ReplyMeaning;
import org.carecontact.notification.recipients.Refusals;
import org.carecontact.schemas.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what people answered to text messages: a stop word closes the way at once, what reads like an emergency is
 * answered once and shown to staff, the text being readable to them only.
 */
final class Replies {

    private static final String SYSTEM = "sms";
    private static final int MOST = 200;

    /** How an answer to an emergency went: it is never sent twice. */
    private static final String ANSWERING = "answering";

    /**
     * A reply as staff see it.
     *
     * @param people the recipients' ids that have this number
     * @param answer whether it was answered: answering, answered, not-answered; null where none is due
     */
    record Kept(
            String id,
            List<String> people,
            String text,
            Instant at,
            @Nullable String answer) {}

    private final MongoCollection<Document> collection;
    private final KeyedHash hash;
    private final Seal seal;
    private final Refusals refusals;
    private final AnswersToPeople answers;
    private final InstantSource clock;

    Replies(
            MongoDatabase database,
            KeyedHash hash,
            Seal seal,
            Refusals refusals,
            AnswersToPeople answers,
            InstantSource clock,
            MeterRegistry meters) {
        this.collection = database.getCollection("replies").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        collection.createIndex(new Document("unseen", 1), new IndexOptions().sparse(true));
        collection.createIndex(new Document("hospital", 1).append("unseen", 1));
        this.hash = hash;
        this.seal = seal;
        this.refusals = refusals;
        this.answers = answers;
        this.clock = clock;
        Gauge.builder(Metric.REPLIES_ALARMING.id(), this, Replies::unseen)
                .description(Metric.REPLIES_ALARMING.description())
                .register(meters);
    }

    private double unseen() {
        int count = 0;
        for (Document _ : collection.find(new Document("unseen", true)).limit(MOST)) {
            count++;
        }
        return count;
    }

    /** Acts on a reply, once; returns what it means, or empty when it was heard before. */
    Optional<ReplyMeaning> take(Door door, Heard heard) {
        ReplyMeaning meaning = ReplyMeaning.of(heard.text());
        String id = hash.hex(door.hospital(), door.provider(), heard.number(), heard.text(), heard.when());
        if (meaning == ReplyMeaning.STOP) {
            // Before it is recorded: whoever crashes in between does it again.
            refusals.noteAt(door.hospital(), SYSTEM, heard.number(), "unsubscribed");
        }
        Document kept = new Document("_id", id)
                .append("hospital", door.hospital())
                .append("provider", door.provider())
                .append("meaning", meaning.name())
                .append("people", refusals.with(door.hospital(), SYSTEM, heard.number()))
                .append("sealed", Base64.getEncoder().encodeToString(seal.close(heard.text(), purpose(id))))
                .append("at", Date.from(clock.instant()));
        if (meaning == ReplyMeaning.EMERGENCY) {
            kept.append("unseen", true).append("answer", ANSWERING);
        }
        try {
            collection.insertOne(kept);
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return Optional.empty();
            }
            throw e;
        }
        if (meaning == ReplyMeaning.EMERGENCY) {
            boolean sent = answers.emergency(door.hospital(), door.provider(), heard.number(), id.substring(0, 32));
            collection.updateOne(
                    new Document("_id", id),
                    new Document("$set", new Document("answer", sent ? "answered" : "not-answered")));
        }
        return Optional.of(meaning);
    }

    /** Returns this hospital's alarming replies that nobody has looked at, the oldest first. */
    List<Kept> alarming(String hospital) {
        List<Kept> found = new ArrayList<>();
        for (Document kept : collection
                .find(new Document("hospital", hospital).append("unseen", true))
                .limit(MOST)) {
            String id = kept.getString("_id");
            found.add(new Kept(
                    id,
                    kept.getList("people", String.class),
                    seal.open(Base64.getDecoder().decode(kept.getString("sealed")), purpose(id)),
                    kept.getDate("at").toInstant(),
                    kept.getString("answer")));
        }
        found.sort(Comparator.comparing(Kept::at));
        return found;
    }

    /** Notes that a person has looked at it; returns whether there was such a reply. */
    boolean seen(String hospital, String id, String by) {
        return collection
                        .updateOne(
                                new Document("_id", id).append("hospital", hospital),
                                new Document("$set", new Document("seenBy", by))
                                        .append("$unset", new Document("unseen", "")))
                        .getMatchedCount()
                > 0;
    }

    private static String purpose(String id) {
        return "reply:" + id;
    }
}
