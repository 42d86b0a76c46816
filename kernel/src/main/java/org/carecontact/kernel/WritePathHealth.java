package org.carecontact.kernel;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.bson.Document;
import org.carecontact.kernel.relay.Relay;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Reports up when Mongo takes a write, Kafka answers and no event has waited for a minute. */
final class WritePathHealth implements HealthIndicator, AutoCloseable {

    private static final Duration STUCK = Duration.ofSeconds(60);
    private static final DescribeClusterOptions SOON = new DescribeClusterOptions().timeoutMs(3_000);

    private final MongoDatabase database;
    private final Map<String, Object> kafka;
    private final Relay relay;
    private final Clock clock;
    private @Nullable Admin admin;

    WritePathHealth(MongoDatabase database, Map<String, Object> kafka, Relay relay, Clock clock) {
        this.database = database;
        this.kafka = kafka;
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
            var _ = admin().describeCluster(SOON).clusterId().get();
        } catch (MongoException e) {
            return down("mongo", e);
        } catch (ExecutionException e) {
            return down("kafka", Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return down("kafka", e);
        }
        Duration oldest = relay.oldest();
        Health.Builder health = oldest.compareTo(STUCK) > 0 ? Health.down() : Health.up();
        return health.withDetail("relayOwed", relay.owed())
                .withDetail("relayOldestSeconds", oldest.toSeconds())
                .build();
    }

    private static Health down(String part, Throwable why) {
        return Health.down().withDetail(part, why.getClass().getSimpleName()).build();
    }

    /** Created by the first call, so that a start does not wait for Kafka. */
    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(kafka);
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
