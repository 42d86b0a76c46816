package org.carecontact.kernel.inbox;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.bson.Document;
import org.bson.types.Binary;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.relay.Relay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps records that could not be used, and later records of their keys, until an operator replays them in order. A
 * copy with the reason goes to the dead letters.
 */
public final class ParkedRecords {

    /**
     * One parked key.
     *
     * @param record the id of its first record, which holds the others back
     * @param reason why the first record can't be used
     * @param records how many are parked
     */
    public record ParkedKey(String key, String topic, String store, String record, String reason, long records) {}

    /** The outcome of a replay: how many records were applied, and why the next one was not; empty when all were. */
    public record Replayed(int applied, String stoppedBy) {}

    private static final Logger log = LoggerFactory.getLogger(ParkedRecords.class);

    private final MongoCollection<Document> collection;
    private final Relay.Publisher publisher;
    private final String deadLetters;
    private final Clock clock;
    private final Map<String, Consumer<ConsumerRecord<byte[], byte[]>>> inboxes = new ConcurrentHashMap<>();
    private final Set<String> parked = ConcurrentHashMap.newKeySet();

    public ParkedRecords(MongoDatabase database, Relay.Publisher publisher, String deadLetters, Clock clock) {
        this.collection = database.getCollection("parked").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        collection.createIndex(new Document("store", 1).append("key", 1).append("_id", 1));
        this.publisher = publisher;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    /** Registers the consumer that replays the store's records; it throws when it can't use one. */
    void replayedBy(String store, Consumer<ConsumerRecord<byte[], byte[]>> inbox) {
        inboxes.put(store, inbox);
        refresh();
    }

    /** Reads again which keys are parked: another instance may have parked some before its partitions came here. */
    void refresh() {
        Set<String> found = ConcurrentHashMap.newKeySet();
        for (Document document : collection.find().sort(new Document("_id", 1))) {
            found.add(document.getString("store") + "|" + document.getString("key"));
        }
        parked.retainAll(found);
        parked.addAll(found);
    }

    /** Returns how many keys are parked. */
    public int keys() {
        return parked.size();
    }

    boolean isParked(ConsumerRecord<byte[], byte[]> record, String store) {
        return parked.contains(store + "|" + key(record));
    }

    /** Parks a record; a repeated call for the same topic, partition and offset changes nothing. */
    void park(ConsumerRecord<byte[], byte[]> record, String store, RuntimeException cause) {
        String reason = cause instanceof EventCodec.Poison poison
                ? String.valueOf(poison.getMessage())
                : cause.getClass().getSimpleName();
        String id = String.format("%s/%s/%d/%020d", store, record.topic(), record.partition(), record.offset());
        List<Document> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new Document("name", header.key())
                    .append("value", new Binary(header.value() == null ? new byte[0] : header.value())));
        }
        Document document = new Document("_id", id)
                .append("store", store)
                .append("key", key(record))
                .append("topic", record.topic())
                .append("partition", record.partition())
                .append("offset", record.offset())
                .append("recordKey", new Binary(record.key() == null ? new byte[0] : record.key()))
                .append("value", new Binary(record.value() == null ? new byte[0] : record.value()))
                .append("headers", headers)
                .append("reason", reason)
                .append("parkedAt", Date.from(clock.instant()));
        synchronized (this) { // a replay that ends now must not let its successors pass
            collection.replaceOne(new Document("_id", id), document, new ReplaceOptions().upsert(true));
            parked.add(store + "|" + key(record));
        }
        log.atError()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("reason", reason)
                .log("record parked");
        deadLetter(record, reason);
    }

    /** Lists the parked keys in the order of their first records. */
    public List<ParkedKey> list() {
        List<ParkedKey> keys = new ArrayList<>();
        for (Document first : collection.aggregate(List.of(
                new Document("$sort", new Document("_id", 1)),
                new Document(
                        "$group",
                        new Document("_id", new Document("store", "$store").append("key", "$key"))
                                .append("topic", new Document("$first", "$topic"))
                                .append("record", new Document("$first", "$_id"))
                                .append("reason", new Document("$first", "$reason"))
                                .append("records", new Document("$sum", 1L)))))) {
            Document id = first.get("_id", Document.class);
            keys.add(new ParkedKey(
                    id.getString("key"),
                    first.getString("topic"),
                    id.getString("store"),
                    first.getString("record"),
                    first.getString("reason"),
                    first.get("records", 0L)));
        }
        keys.sort(Comparator.comparing(ParkedKey::record));
        return keys;
    }

    /** Applies the key's records in order; stops at the first that still can't be used. */
    public Replayed replay(String store, String key) {
        Consumer<ConsumerRecord<byte[], byte[]>> inbox = inboxes.get(store);
        if (inbox == null) {
            return new Replayed(0, "no such store: " + store);
        }
        int applied = 0;
        for (Document document :
                collection.find(new Document("store", store).append("key", key)).sort(new Document("_id", 1))) {
            try {
                inbox.accept(restored(document));
            } catch (RuntimeException e) {
                return new Replayed(applied, String.valueOf(e.getMessage()));
            }
            collection.deleteOne(new Document("_id", document.getString("_id")));
            applied++;
        }
        synchronized (this) {
            boolean none = collection
                            .find(new Document("store", store).append("key", key))
                            .first()
                    == null;
            if (none) {
                parked.remove(store + "|" + key);
            }
        }
        return new Replayed(applied, "");
    }

    /**
     * Drops the first record of a key for good, so that its successors can be replayed.
     *
     * @param record its id, so that a repetition does not drop the next one
     * @return false when it is not there, or not the first
     */
    public boolean discard(String store, String key, String record) {
        Document first = collection
                .find(new Document("store", store).append("key", key))
                .sort(new Document("_id", 1))
                .first();
        return first != null
                && record.equals(first.getString("_id"))
                && collection.deleteOne(new Document("_id", record)).getDeletedCount() == 1;
    }

    static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + ":"
                + (record.key() == null
                        ? "partition-" + record.partition()
                        : new String(record.key(), StandardCharsets.UTF_8));
    }

    private void deadLetter(ConsumerRecord<byte[], byte[]> record, String reason) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                deadLetters,
                null,
                record.key(),
                record.value(),
                new RecordHeaders(record.headers().toArray()));
        letter.headers().add("carecontact_reason", reason.getBytes(StandardCharsets.UTF_8));
        letter.headers()
                .add(
                        "carecontact_origin",
                        (record.topic() + "/" + record.partition() + "/" + record.offset())
                                .getBytes(StandardCharsets.UTF_8));
        publisher.send(letter, error -> {
            if (error != null) {
                log.atWarn()
                        .addKeyValue("reason", reason)
                        .log("dead letter not sent; the record stays parked in Mongo");
            }
        });
    }

    private static ConsumerRecord<byte[], byte[]> restored(Document document) {
        RecordHeaders headers = new RecordHeaders();
        for (Document header : document.getList("headers", Document.class)) {
            headers.add(
                    header.getString("name"), header.get("value", Binary.class).getData());
        }
        byte[] key = document.get("recordKey", Binary.class).getData();
        byte[] value = document.get("value", Binary.class).getData();
        return new ConsumerRecord<>(
                document.getString("topic"),
                document.getInteger("partition"),
                document.getLong("offset"),
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                key.length,
                value.length,
                key,
                value,
                headers,
                Optional.empty());
    }
}
