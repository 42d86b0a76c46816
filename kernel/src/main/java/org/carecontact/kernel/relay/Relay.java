package org.carecontact.kernel.relay;

import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.carecontact.kernel.codec.EventCodec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the events in outboxes to Kafka right after their write, and by a sweep after a crash or an outage. Clears only
 * the longest acknowledged prefix.
 */
public final class Relay implements AutoCloseable {

    /** Sends one record and reports the outcome later. */
    public interface Publisher {
        /** Sends a record and calls back with null on success; it may block while the broker's buffers are full. */
        void send(ProducerRecord<byte[], byte[]> record, Consumer<@Nullable Throwable> done);
    }

    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final int SWEEP_PAGE = 500;

    private final Publisher publisher;
    private final Clock clock;
    private final Duration clearAfter;
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    // One thread sends, so that two writers of one document can't swap its events.
    private final ExecutorService sender = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("relay").daemon().factory());
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("relay-sweep").daemon().factory());

    public Relay(Publisher publisher, Clock clock, Duration clearAfter, Duration sweepEvery, Duration owedTooLong) {
        this.publisher = publisher;
        this.clock = clock;
        this.clearAfter = clearAfter;
        repeat(this::clear, clearAfter);
        repeat(this::retryFailed, Duration.ofSeconds(1));
        repeat(() -> sweep(owedTooLong), sweepEvery);
    }

    public Lane lane(MongoCollection<Document> collection) {
        Lane lane = new Lane(collection);
        lanes.add(lane);
        sweeper.execute(() -> guarded(() -> lane.sweep(Duration.ZERO))); // finds events that the last run left behind
        return lane;
    }

    /** Events sent and not yet acknowledged. */
    public int owed() {
        return lanes.stream().mapToInt(Lane::owed).sum();
    }

    /** The age of the oldest event not yet acknowledged; zero when none is owed. */
    public Duration oldest() {
        Instant now = clock.instant();
        return lanes.stream()
                .map(lane -> lane.oldest(now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Sends again every event that has been owed for longer than this. */
    public void sweep(Duration age) {
        lanes.forEach(lane -> guarded(() -> lane.sweep(age)));
    }

    private void retryFailed() {
        lanes.forEach(lane -> guarded(lane::retryFailed));
    }

    private void clear() {
        lanes.forEach(lane -> guarded(() -> lane.clear(clearAfter)));
    }

    private void repeat(Runnable task, Duration every) {
        var _ = sweeper.scheduleWithFixedDelay(
                () -> guarded(task), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (MongoException e) {
            log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("relay waits for Mongo");
        } catch (RuntimeException e) {
            log.error("relay", e);
        }
    }

    @Override
    public void close() {
        sweeper.shutdown();
        sender.shutdown();
        try {
            boolean _ = sender.awaitTermination(5, TimeUnit.SECONDS);
            boolean _ = sweeper.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        guarded(() -> lanes.forEach(lane -> lane.clear(Duration.ZERO)));
    }

    /** The outboxes of one collection. */
    public final class Lane {

        private final MongoCollection<Document> collection;
        private final Map<String, Track> tracks = new ConcurrentHashMap<>();

        Lane(MongoCollection<Document> collection) {
            this.collection = collection;
        }

        /** The event number up to which Kafka is known to have the document's events. */
        public long confirmed(String id) {
            Track track = tracks.get(id);
            return track == null ? 0 : track.confirmed();
        }

        /** Sends what a durable write owes, in order, unless it was sent already. */
        public void written(String id, long version, List<OutboxEntry> owed) {
            if (owed.isEmpty()) {
                Track track = tracks.get(id);
                if (track != null) {
                    track.moved(version);
                }
                return;
            }
            sender.execute(() -> guarded(() -> send(id, version, owed)));
        }

        private void send(String id, long version, List<OutboxEntry> owed) {
            Track track =
                    tracks.computeIfAbsent(id, key -> new Track(owed.getFirst().number() - 1));
            track.moved(version);
            owed.forEach(entry -> track.add(entry, clock.instant()));
            sendNext(id, track);
            tracks.putIfAbsent(id, track); // a clearing may just have taken it out
        }

        /** Sends one event of a document at a time, so that successors never overtake an event that fails. */
        private void sendNext(String id, Track track) {
            for (OutboxEntry entry = track.next(); entry != null; entry = track.next()) {
                long number = entry.number();
                ProducerRecord<byte[], byte[]> record = EventCodec.record(
                        entry.topic(),
                        entry.key(),
                        entry.type(),
                        entry.source(),
                        id,
                        number,
                        entry.time(),
                        entry.trace(),
                        entry.bytes());
                publisher.send(record, error -> {
                    if (error != null) {
                        track.failed();
                    } else if (track.acknowledged(number, clock.instant())) {
                        sender.execute(() -> guarded(() -> sendNext(id, track)));
                    }
                });
            }
        }

        int owed() {
            return tracks.values().stream().mapToInt(Track::owed).sum();
        }

        Duration oldest(Instant now) {
            return tracks.values().stream()
                    .filter(track -> track.owed() > 0)
                    .map(track -> Duration.between(track.since(), now))
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO);
        }

        void clear(Duration settledFor) {
            Instant settledBefore = clock.instant().minus(settledFor);
            List<WriteModel<Document>> models = new ArrayList<>();
            Map<String, Track> clearing = new HashMap<>();
            tracks.forEach((id, track) -> {
                if (track.settled(settledBefore)) {
                    clearing.put(id, track);
                    // A newer write made meanwhile does not match.
                    models.add(new UpdateOneModel<>(
                            new Document("_id", id).append("v", track.version()),
                            new Document(
                                            "$pull",
                                            new Document(
                                                    "outbox",
                                                    new Document("s", new Document("$lte", track.confirmed()))))
                                    .append("$unset", new Document("owedSince", ""))));
                }
            });
            if (!models.isEmpty()) {
                BulkWriteResult result = collection.bulkWrite(models, new BulkWriteOptions().ordered(false));
                boolean all = result.getMatchedCount() == models.size();
                clearing.forEach((id, track) -> tracks.computeIfPresent(
                        id, (key, now) -> now.settled(settledBefore) && now.clearedOnce(all) ? null : now));
            }
        }

        void retryFailed() {
            List<String> failed = tracks.entrySet().stream()
                    .filter(entry -> entry.getValue().hasFailed())
                    .map(Map.Entry::getKey)
                    .limit(SWEEP_PAGE)
                    .toList();
            if (!failed.isEmpty()) {
                sendAgain(new Document("_id", new Document("$in", failed)));
            }
        }

        public void sweep(Duration age) {
            Date before = Date.from(clock.instant().minus(age));
            sendAgain(new Document("owedSince", new Document("$lte", before)));
        }

        private void sendAgain(Document query) {
            for (Document document : collection.find(query).limit(SWEEP_PAGE)) {
                String id = document.getString("_id");
                List<OutboxEntry> owed = document.getList("outbox", Document.class, List.of()).stream()
                        .map(OutboxEntry::from)
                        .toList();
                long version = document.getLong("v");
                if (owed.isEmpty()) {
                    collection.updateOne(
                            new Document("_id", id).append("v", version),
                            new Document("$unset", new Document("owedSince", "")));
                } else {
                    sender.execute(() -> guarded(() -> {
                        tracks.computeIfPresent(id, (key, track) -> track.hasFailed() ? null : track);
                        send(id, version, owed); // events that are under way or acknowledged are not sent again
                    }));
                }
            }
        }
    }
}
