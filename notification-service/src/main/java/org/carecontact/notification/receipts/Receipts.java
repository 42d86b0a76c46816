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
import org.carecontact.notification.correspondence.KnownMessages;
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.Correspondence.Ongoing;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand.NoteReceipt;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection;
import org.carecontact.notification.correspondence.domain.Delivery;
import org.carecontact.notification.correspondence.domain.MessageKey;
import org.carecontact.notification.providers.Door;
import org.carecontact.notification.recipients.Refusals;
import org.carecontact.schemas.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies each report of a vendor to the message that it is about, whose document then says so. One whose message is not
 * known, or not known yet, is recorded and waits for it.
 */
final class Receipts {

    /** What became of a report. */
    enum Kept {
        /** It said something new of a message. */
        APPLIED,
        /** It came before. */
        REPEATED,
        /** It waits for its message, or there never is one. */
        UNKNOWN,
        /** It says nothing that matters any more. */
        WITHOUT_EFFECT
    }

    private static final Logger log = LoggerFactory.getLogger(Receipts.class);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int AT_ONCE = 100;

    private final MongoCollection<Document> collection;
    private final KeyedHash hash;
    private final KnownMessages messages;
    private final Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
            correspondences;
    private final Refusals refusals;
    private final InstantSource clock;
    private final MeterRegistry meters;

    Receipts(
            MongoDatabase database,
            KeyedHash hash,
            KnownMessages messages,
            Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
                    correspondences,
            Refusals refusals,
            InstantSource clock,
            MeterRegistry meters) {
        this.collection = database.getCollection("receipts").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        collection.createIndex(new Document("open", 1), new IndexOptions().sparse(true));
        collection.createIndex(new Document("at", 1));
        this.hash = hash;
        this.messages = messages;
        this.correspondences = correspondences;
        this.refusals = refusals;
        this.clock = clock;
        this.meters = meters;
    }

    /** Applies a report or records it; one of both is durable when this returns. */
    Kept take(Door door, Report report) {
        Instant now = clock.instant();
        Optional<Kept> known = apply(door.hospital(), door.provider(), report, now);
        return counted(known.orElseGet(() -> keep(door, report, now)));
    }

    private Kept keep(Door door, Report report, Instant now) {
        String id = hash.hex(
                door.hospital(),
                door.provider(),
                report.vendorId(),
                report.key(),
                Boolean.toString(report.delivered()),
                report.code());
        try {
            collection.insertOne(new Document("_id", id)
                    .append("hospital", door.hospital())
                    .append("provider", door.provider())
                    .append("vendorId", report.vendorId())
                    .append("key", report.key())
                    .append("delivered", report.delivered())
                    .append("code", report.code())
                    .append("refused", report.refused())
                    .append("at", Date.from(now))
                    .append("open", Date.from(now.plus(AGAIN_AFTER))));
            return Kept.UNKNOWN;
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return Kept.REPEATED;
            }
            throw e;
        }
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
        Report report = new Report(
                kept.getString("vendorId"),
                kept.getString("key"),
                kept.getBoolean("delivered", false),
                kept.getString("code"),
                kept.getBoolean("refused", false));
        Document after;
        try {
            boolean waits = kept.getDate("at").toInstant().plus(LONGEST_WAIT).isAfter(now);
            after = apply(kept.getString("hospital"), kept.getString("provider"), report, now)
                    .map(what -> closed(what == Kept.APPLIED ? "applied" : "without-effect"))
                    .orElse(waits ? later(now) : closed("unknown"));
        } catch (MongoException e) {
            throw e; // the next sweep finds the same
        } catch (RuntimeException e) {
            log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("a report can't be applied yet");
            after = later(now);
        }
        collection.updateOne(new Document("_id", kept.getString("_id")), after);
    }

    /** Drops what no vendor repeats any more. */
    void forget() {
        collection.deleteMany(
                new Document("at", new Document("$lt", Date.from(clock.instant().minus(KEPT)))));
    }

    private static Document later(Instant now) {
        return new Document("$set", new Document("open", Date.from(now.plus(AGAIN_AFTER))));
    }

    /** Applies a report; empty while its message is not known, or its call has not told how it ended. */
    private Optional<Kept> apply(String hospital, String provider, Report report, Instant now) {
        Optional<MessageKey> named = MessageKey.parse(report.key());
        if (named.isEmpty() && !report.vendorId().isEmpty()) {
            named = messages.byProvidersId(hospital, provider, report.vendorId());
        }
        return named.flatMap(key -> correspondences
                .find(hospital, key.request().toString())
                .flatMap(stored -> stored.state() instanceof Ongoing ongoing
                        ? apply(stored, ongoing, key, report, now)
                        : Optional.empty()));
    }

    private Optional<Kept> apply(
            Stored<Correspondence> stored, Ongoing ongoing, MessageKey key, Report report, Instant now) {
        boolean called = ongoing.notice(key.notice())
                .filter(notice -> notice.providerCalls() > 0)
                .isPresent();
        if (called && report.refused()) {
            refusals.note(ongoing.parties(), key.notice().to(), key.system(), "blocked");
        }
        NoteReceipt note = new NoteReceipt(key.notice(), report.vendorId(), report.delivered(), report.code(), now);
        return switch (correspondences.handle(stored, null, note, _ -> "")) {
            case Reply.Done<Correspondence, CorrespondenceRejection> _ -> Optional.of(Kept.APPLIED);
            case Reply.Refused<Correspondence, CorrespondenceRejection>(var reason) ->
                reason instanceof CorrespondenceRejection.TooEarly
                        ? Optional.empty()
                        : Optional.of(isRepeated(ongoing, key, report) ? Kept.REPEATED : Kept.WITHOUT_EFFECT);
            case Reply.Repeated<Correspondence, CorrespondenceRejection> _,
                    Reply.KeyReused<Correspondence, CorrespondenceRejection> _,
                    Reply.KeyExpired<Correspondence, CorrespondenceRejection> _ -> Optional.of(Kept.WITHOUT_EFFECT);
        };
    }

    private static boolean isRepeated(Ongoing ongoing, MessageKey key, Report report) {
        return report.delivered()
                && ongoing.notice(key.notice())
                        .filter(notice -> notice.delivery() instanceof Delivery.Sent(var _, var at) && at != null)
                        .isPresent();
    }

    private static Document closed(String result) {
        return new Document("$set", new Document("result", result)).append("$unset", new Document("open", ""));
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
