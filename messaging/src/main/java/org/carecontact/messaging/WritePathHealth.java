package org.carecontact.messaging;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready when Mongo takes a write and the relay gets rid of what it owes; the registry does not count. */
final class WritePathHealth implements HealthIndicator {

    private static final Duration STUCK = Duration.ofSeconds(60);

    private final MongoDatabase database;
    private final Relay relay;
    private final Clock clock;

    WritePathHealth(MongoDatabase database, Relay relay, Clock clock) {
        this.database = database;
        this.relay = relay;
        this.clock = clock;
    }

    @Override
    public Health health() {
        try {
            database.getCollection("readiness")
                    .replaceOne(
                            new Document("_id", "probe"),
                            new Document("_id", "probe").append("at", Date.from(clock.instant())),
                            new ReplaceOptions().upsert(true));
        } catch (MongoException e) {
            return Health.down()
                    .withDetail("mongo", e.getClass().getSimpleName())
                    .build();
        }
        Duration oldest = relay.oldest();
        Health.Builder health = oldest.compareTo(STUCK) > 0 ? Health.down() : Health.up();
        return health.withDetail("relayOwed", relay.owed())
                .withDetail("relayOldestSeconds", oldest.toSeconds())
                .build();
    }
}
