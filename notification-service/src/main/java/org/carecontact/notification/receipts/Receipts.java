package org.carecontact.notification.receipts;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bson.Document;
import org.carecontact.kernel.keys.KeyedHash;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.Correspondence.Ongoing;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand.NoteReceipt;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection;
import org.carecontact.notification.correspondence.domain.MessageKey;
import org.carecontact.notification.providers.Door;
import org.carecontact.notification.providers.SentMessages;
import org.carecontact.notification.recipients.Refusals;
import org.carecontact.schemas.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records every report of a vendor once and applies it to the message that it is about. One that comes before its message
 * is known waits for it.
 */
final class Receipts {

    /** What became of a report. */
    enum Kept {
        /** It said something new of a message. */
        APPLIED,
        /** It was there before. */
        REPEATED,
        /** It waits for its message, or there never is one. */
        UNKNOWN,
        /** Its message is another hospital's, or it says nothing new. */
        WITHOUT_EFFECT
    }

    private static final Logger log = LoggerFactory.getLogger(Receipts.class);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int AT_ONCE = 100;

    private final MongoCollection<Document> collection;
    private final KeyedHash hash;
    private final SentMessages sent;
    private final Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
            correspondences;
    private final Refusals refusals;
    private final InstantSource clock;
    private final MeterRegistry meters;

    Receipts(
            MongoDatabase database,
            KeyedHash hash,
            SentMessages sent,
            Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
                    correspondences,
            Refusals refusals,
            InstantSource clock,
            MeterRegistry meters) {
        this.collection = database.getCollection("receipts").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        collection.createIndex(new Document("open", 1), new IndexOptions().sparse(true));
        collection.createIndex(new Document("at", 1));
        this.hash = hash;
        this.sent = sent;
        this.correspondences = correspondences;
        this.refusals = refusals;
        this.clock = clock;
        this.meters = meters;
    }

    /** Records a report and applies it; it is durable when this returns. */
    Kept take(Door door, Report report) {
        Instant now = clock.instant();
        String id = hash.hex(
                door.hospital(),
                door.provider(),
                report.vendorId(),
                report.key(),
                Boolean.toString(report.delivered()),
                report.code());
        Document kept = new Document("_id", id)
                .append("hospital", door.hospital())
                .append("provider", door.provider())
                .append("vendorId", report.vendorId())
                .append("key", report.key())
                .append("delivered", report.delivered())
                .append("code", report.code())
                .append("refused", report.refused())
                .append("at", Date.from(now))
                .append("open", Date.from(now.plus(AGAIN_AFTER)));
        try {
            collection.insertOne(kept);
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return counted(Kept.REPEATED);
            }
            throw e;
        }
        return counted(apply(kept, now));
    }

    /**
     * Applies those that came before their message, and what a crash left behind, the oldest first. One that can't be
     * applied holds up no other.
     */
    void again() {
        Instant now = clock.instant();
        List<Document> open;
        do {
            open = collection
                    .find(new Document("open", new Document("$lte", Date.from(now))))
                    .sort(new Document("open", 1))
                    .limit(AT_ONCE)
                    .into(new ArrayList<>());
            open.forEach(each -> applyAgain(each, now));
        } while (open.size() == AT_ONCE);
    }

    private void applyAgain(Document kept, Instant now) {
        try {
            apply(kept, now);
        } catch (MongoException e) {
            throw e; // the next sweep finds the same
        } catch (RuntimeException e) {
            log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("a report can't be applied yet");
            settle(kept, later(now));
        }
    }

    /** Drops what no vendor repeats any more. */
    void forget() {
        collection.deleteMany(
                new Document("at", new Document("$lt", Date.from(clock.instant().minus(KEPT)))));
    }

    private static Document later(Instant now) {
        return new Document("$set", new Document("open", Date.from(now.plus(AGAIN_AFTER))));
    }

    private Kept apply(Document kept, Instant now) {
        String hospital = kept.getString("hospital");
        Optional<MessageKey> key = MessageKey.parse(kept.getString("key"))
                .or(() -> kept.getString("vendorId").isEmpty()
                        ? Optional.empty()
                        : sent.find(hospital, kept.getString("provider"), kept.getString("vendorId")));
        Optional<Kept> result = key.flatMap(found -> apply(hospital, found, kept, now));
        if (result.isPresent()) {
            settle(kept, closed(result.get() == Kept.APPLIED ? "applied" : "without-effect"));
            return result.get();
        }
        boolean waits = kept.getDate("at").toInstant().plus(LONGEST_WAIT).isAfter(now);
        settle(kept, waits ? later(now) : closed("unknown"));
        return Kept.UNKNOWN;
    }

    /** Applies a report; empty while the call of its message has not told how it ended. */
    private Optional<Kept> apply(String hospital, MessageKey key, Document kept, Instant now) {
        Optional<Ongoing> known = correspondences
                .find(hospital, key.request().toString())
                .map(Stored::state)
                .filter(Ongoing.class::isInstance)
                .map(Ongoing.class::cast);
        if (known.isEmpty()) {
            return Optional.of(Kept.WITHOUT_EFFECT); // another hospital's, or nobody's
        }
        boolean ours = known.get()
                .notice(key.notice())
                .filter(notice -> notice.providerCalls() > 0)
                .isPresent();
        if (ours && kept.getBoolean("refused", false)) {
            refusals.note(known.get().parties(), key.notice().to(), key.system(), "blocked");
        }
        Reply<Correspondence, CorrespondenceRejection> reply = correspondences.handle(
                hospital,
                key.request().toString(),
                new NoteReceipt(
                        key.notice(),
                        kept.getString("vendorId"),
                        kept.getBoolean("delivered", false),
                        kept.getString("code"),
                        now));
        return switch (reply) {
            case Reply.Done<Correspondence, CorrespondenceRejection> _ -> Optional.of(Kept.APPLIED);
            case Reply.Refused<Correspondence, CorrespondenceRejection>(var reason) ->
                reason instanceof CorrespondenceRejection.TooEarly
                        ? Optional.empty()
                        : Optional.of(Kept.WITHOUT_EFFECT);
            case Reply.Repeated<Correspondence, CorrespondenceRejection> _,
                    Reply.KeyReused<Correspondence, CorrespondenceRejection> _,
                    Reply.KeyExpired<Correspondence, CorrespondenceRejection> _ -> Optional.of(Kept.WITHOUT_EFFECT);
        };
    }

    private static Document closed(String result) {
        return new Document("$set", new Document("result", result)).append("$unset", new Document("open", ""));
    }

    private void settle(Document kept, Document update) {
        collection.updateOne(new Document("_id", kept.getString("_id")), update);
    }

    private Kept counted(Kept kept) {
        Counter.builder(Metric.RECEIPTS.id())
                .description(Metric.RECEIPTS.description())
                .tag("result", kept.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .register(meters)
                .increment();
        return kept;
    }
}
