package org.carecontact.notification.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import org.bson.Document;
import org.carecontact.kernel.Kernel;
import org.carecontact.notification.dispatch.RunningNotifications;
import org.junit.jupiter.api.Test;

/** What nobody asks for any more does not pile up. */
final class ForgettingTest {

    private final Instant now = Instant.now();

    @Test
    void old_reports_are_dropped_and_younger_ones_kept() {
        MongoCollection<Document> receipts = with("receipts", "at", 89, 91);
        RunningNotifications.SERVICE.bean(Receipts.class).forget();
        assertThat(kept(receipts)).containsExactly("day-89");
    }

    private MongoCollection<Document> with(String name, String field, int... daysAgo) {
        MongoCollection<Document> collection =
                RunningNotifications.SERVICE.bean(Kernel.class).database().getCollection(name);
        for (int days : daysAgo) {
            collection.insertOne(
                    new Document("_id", "day-" + days).append(field, Date.from(now.minus(Duration.ofDays(days)))));
        }
        return collection;
    }

    private static Iterable<String> kept(MongoCollection<Document> collection) {
        return collection.find().map(each -> each.getString("_id")).into(new ArrayList<>()).stream()
                .filter(id -> id.startsWith("day-"))
                .toList();
    }
}
