package org.carecontact.vendors.tokens;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.Document;
import org.bson.types.Binary;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.VendorRefused;
import org.carecontact.vendors.calls.Windows;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of all accounts in one collection, {@code vendorTokens}, shared by all instances of a service. Every change
 * is a compare-and-set on a version: only the token that failed is thrown away, and a newer one is never replaced by an
 * older. Who refreshes holds a lease, so that an expiry costs one call of the vendor, however many instances notice it.
 */
public final class MongoTokens implements Tokens {

    /** Longer than any call of a vendor may take. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** A token counts as over this long before its end, as in WxJava's own storage; a short one a quarter before. */
    static final Duration MARGIN = Duration.ofSeconds(200);

    private static final String COLLECTION = "vendorTokens";
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final MongoCollection<Document> collection;
    private final Seal seal;
    private final Clock clock;
    private final Windows windows;
    private final ConcurrentMap<String, ReentrantLock> refreshing = new ConcurrentHashMap<>();

    /**
     * @param database shared by all instances
     * @param seal of the installation
     */
    public MongoTokens(MongoDatabase database, Seal seal, Clock clock) {
        this.collection = database.getCollection(COLLECTION).withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        collection.createIndex(new Document("_id", 1).append("v", 1), new IndexOptions().unique(true));
        this.seal = seal;
        this.clock = clock;
        this.windows = new Windows(clock);
    }

    @Override
    public AccessToken current(String account, Fetch fetch) throws VendorRefused {
        try {
            Row row = read(account);
            if (row.isGood(clock.instant())) {
                return row.token();
            }
            ReentrantLock lock = refreshing.computeIfAbsent(account, _ -> new ReentrantLock());
            if (!lock.tryLock(LEASE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw later("token-refresh");
            }
            try {
                return refreshed(account, fetch);
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw later("token-refresh");
        } catch (MongoException _) {
            throw later("token-storage");
        }
    }

    @Override
    public void failed(String account, AccessToken token) throws VendorRefused {
        try {
            Row row = read(account);
            if (row.v() == token.version()) {
                var _ = write(new Row(account, row.v() + 1, "", Instant.EPOCH, row.lessee(), row.leased()), row.v());
            }
        } catch (MongoException _) {
            throw later("token-storage");
        }
    }

    private AccessToken refreshed(String account, Fetch fetch) throws VendorRefused, InterruptedException {
        String lessee = UUID.randomUUID().toString();
        long give = System.nanoTime() + LEASE.plusSeconds(1).toNanos();
        do {
            Row row = read(account);
            Instant now = clock.instant();
            if (row.isGood(now)) {
                return row.token();
            }
            if (!row.isLeased(now)) {
                Row mine = new Row(account, row.v() + 1, "", Instant.EPOCH, lessee, now.plus(LEASE));
                if (write(mine, row.v())) {
                    return fetched(mine, fetch);
                }
            } else {
                Thread.sleep(PAUSE);
            }
        } while (System.nanoTime() < give);
        throw later("token-refresh");
    }

    private AccessToken fetched(Row mine, Fetch fetch) throws VendorRefused {
        boolean stored = false;
        try {
            Instant before = clock.instant();
            FreshToken fresh = fetch.fetch();
            Duration quarter = fresh.lasts().dividedBy(4);
            Instant end = before.plus(fresh.lasts()).minus(quarter.compareTo(MARGIN) < 0 ? quarter : MARGIN);
            Row row = new Row(mine.account(), mine.v() + 1, fresh.value(), end, null, Instant.EPOCH);
            stored = write(row, mine.v());
            if (!stored) {
                // Others took over after the lease had ended; theirs is newer and the one that counts.
                throw later("token-refresh");
            }
            return row.token();
        } finally {
            if (!stored) {
                release(mine);
            }
        }
    }

    /** Lets the others try at once. */
    private void release(Row mine) {
        try {
            var _ = write(new Row(mine.account(), mine.v() + 1, "", Instant.EPOCH, null, Instant.EPOCH), mine.v());
        } catch (MongoException _) {
            // The lease ends by itself.
        }
    }

    private Row read(String account) {
        Document document = collection.find(new Document("_id", account)).first();
        if (document == null) {
            return new Row(account, 0, "", Instant.EPOCH, null, Instant.EPOCH);
        }
        return new Row(
                account,
                document.getLong("v"),
                opened(account, document.get("token", Binary.class).getData()),
                document.getDate("end").toInstant(),
                document.getString("lessee"),
                document.getDate("leased").toInstant());
    }

    /** Returns empty for a token that was sealed by another key: it is fetched again. */
    private String opened(String account, byte[] sealed) {
        try {
            return sealed.length == 0 ? "" : seal.open(sealed, SealPurposes.vendorToken(account));
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    /** Writes where the version is still the one that was read; false where somebody was faster. */
    private boolean write(Row row, long was) {
        byte[] sealed =
                row.value().isEmpty() ? new byte[0] : seal.close(row.value(), SealPurposes.vendorToken(row.account()));
        Document document = new Document("_id", row.account())
                .append("v", row.v())
                .append("token", new Binary(sealed))
                .append("end", Date.from(row.end()))
                .append("lessee", row.lessee())
                .append("leased", Date.from(row.leased()));
        if (was > 0) {
            Document guard = new Document("_id", row.account()).append("v", was);
            return collection.replaceOne(guard, document).getMatchedCount() == 1;
        }
        try {
            return collection.insertOne(document).wasAcknowledged();
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    private VendorRefused later(String code) {
        return new VendorRefused(new Outcome.RefusedUntil(windows.soon(), code));
    }

    /**
     * What is stored for one account.
     *
     * @param value the token; empty where there is none
     * @param end when the token counts as over
     * @param lessee who refreshes; null for nobody
     */
    private record Row(
            String account,
            long v,
            String value,
            Instant end,
            @Nullable String lessee,
            Instant leased) {

        boolean isGood(Instant now) {
            return !value.isEmpty() && now.isBefore(end);
        }

        boolean isLeased(Instant now) {
            return lessee != null && now.isBefore(leased);
        }

        AccessToken token() {
            return new AccessToken(value, v);
        }
    }
}
