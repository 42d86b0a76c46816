package org.carecontact.notification.entries;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import org.bson.Document;
import org.carecontact.kernel.keys.KeyedHash;
import org.carecontact.notification.correspondence.domain.NoticeKey;
import org.carecontact.notification.recipients.domain.Addressee;
import org.carecontact.schemas.ids.RequestId;

/**
 * The entries into the product that messages lead to. A link and a short code are both made from the notice by a key of
 * the installation, so that a repeated message has the same ones; only their hashes are stored.
 */
public final class Entries {

    /** How long a message leads anywhere. */
    public static final Duration GOOD_FOR = Duration.ofDays(14);

    private static final Duration KEPT = Duration.ofDays(365);
    private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"; // none is taken for another
    private static final int SHORT = 6;
    private static final int LINK_BYTES = 16;
    private static final int TRIES = 20;

    /**
     * What a code leads to.
     *
     * @param expired whether it only leads to logging in
     */
    record Entry(String hospital, RequestId request, Addressee to, boolean expired) {}

    /**
     * The codes of one message.
     *
     * @param link 22 characters of base64url
     * @param code 6 letters and digits to type
     */
    public record Codes(String link, String code, Instant until) {

        /** Shows none. */
        @Override
        public String toString() {
            return "Codes";
        }
    }

    private final MongoCollection<Document> collection;
    private final KeyedHash making;
    private final KeyedHash keeping;

    Entries(MongoDatabase database, KeyedHash making, KeyedHash keeping) {
        this.collection = database.getCollection("entries").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        collection.createIndex(new Document("until", 1));
        this.making = making;
        this.keeping = keeping;
    }

    /** Returns the codes of a notice, which stay the same; they are stored before they are returned. */
    public Codes of(String hospital, RequestId request, NoticeKey notice, Instant now) {
        String what = request + "/" + notice.kind() + "/" + notice.to() + "/" + notice.issue();
        String link = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOf(making.of("link", hospital, what), LINK_BYTES));
        Instant until = keep(link, hospital, request, notice.to(), what, now).orElseThrow();
        for (int i = 0; i < TRIES; i++) {
            String code = code(making.of("code", hospital, what, Integer.toString(i)));
            if (keep(code, hospital, request, notice.to(), what, now).isPresent()) {
                return new Codes(link, code, until);
            }
        }
        throw new IllegalStateException("no short code is free");
    }

    /** Stores what a code leads to; empty when another notice has it. Returns until when it is good. */
    private Optional<Instant> keep(
            String code, String hospital, RequestId request, Addressee to, String what, Instant now) {
        String id = keeping.hex(code);
        Instant until = now.plus(GOOD_FOR);
        Document entry = new Document("_id", id)
                .append("hospital", hospital)
                .append("request", request.toString())
                .append("to", to.name())
                .append("notice", what)
                .append("until", Date.from(until));
        for (int i = 0; i < 2; i++) {
            try {
                collection.insertOne(entry);
                return Optional.of(until);
            } catch (MongoWriteException e) {
                if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                }
            }
            Document known = collection.find(new Document("_id", id)).first();
            if (known != null && known.getString("notice").equals(what)) {
                return Optional.of(known.getDate("until").toInstant());
            }
            if (known != null
                    && known.getDate("until").toInstant().plus(GOOD_FOR).isAfter(now)) {
                return Optional.empty();
            }
            collection.deleteOne(new Document("_id", id)); // long expired: the code is free again
        }
        return Optional.empty();
    }

    /** Drops those that expired so long ago that nobody follows them any more. */
    public void forget(Instant now) {
        collection.deleteMany(new Document("until", new Document("$lt", Date.from(now.minus(KEPT)))));
    }

    /** Finds what a link or a typed code leads to. */
    Optional<Entry> find(String written, Instant now) {
        Optional<Entry> link = findExactly(written, now);
        return link.isPresent() ? link : findExactly(typed(written), now);
    }

    private Optional<Entry> findExactly(String code, Instant now) {
        return Optional.ofNullable(
                        collection.find(new Document("_id", keeping.hex(code))).first())
                .map(found -> new Entry(
                        found.getString("hospital"),
                        RequestId.of(found.getString("request")),
                        Addressee.valueOf(found.getString("to")),
                        !found.getDate("until").toInstant().isAfter(now)));
    }

    /** Reads a code as people type it: small letters, full-width letters, spaces and hyphens. */
    private static String typed(String written) {
        StringBuilder typed = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            char half = c >= '！' && c <= '～' ? (char) (c - '！' + '!') : c;
            if (half != ' ' && half != '-' && half != '　') {
                typed.append(half);
            }
        }
        return typed.toString().toUpperCase(Locale.ROOT);
    }

    private static String code(byte[] hash) {
        long number = ByteBuffer.wrap(hash).getLong() & Long.MAX_VALUE;
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < SHORT; i++) {
            code.append(LETTERS.charAt((int) (number % LETTERS.length())));
            number /= LETTERS.length();
        }
        return code.toString();
    }
}
