package org.carecontact.benchmarks;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bson.Document;
import org.bson.types.Binary;
import org.carecontact.localparts.broker.KafkaTopics;
import org.jspecify.annotations.Nullable;

/**
 * The reference: Kafka's and Mongo's own clients that send, receive and write as much as a stretch of flows did, in as
 * many batches, on the same servers. They do nothing else, so their speed is the most that can be reached.
 */
final class PlainClients {

    private static final int WRITERS = 8;
    private static final int SENDERS = 4;
    private static final int PARTITIONS = 6;
    private static final int SIDE_BY_SIDE = 1000;
    private static final int VERSIONS = 5;
    /** The services commit as often. */
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String bootstrapServers;
    private final String mongoUri;
    private final String run;

    /**
     * Clients of these servers.
     *
     * @param run part of the names of all that is made, so that one run does not find what another left
     */
    PlainClients(String bootstrapServers, String mongoUri, String run) {
        this.bootstrapServers = bootstrapServers;
        this.mongoUri = mongoUri;
        this.run = run;
    }

    /** Does all the work and returns the time that it took. */
    Duration take(Workload workload, int round) throws InterruptedException {
        String topic = "benchmark." + run + round;
        int groups = (int) Math.max(1, Math.round((double) workload.received() / workload.records()));
        KafkaTopics.create(bootstrapServers, List.of(new NewTopic(topic, PARTITIONS, (short) 1)));
        try (MongoClient mongo = MongoClients.create(mongoUri + "/benchmark");
                ExecutorService executor = Executors.newCachedThreadPool()) {
            MongoCollection<Document> documents = mongo.getDatabase("benchmark")
                    .getCollection("documents" + run + round)
                    .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
            documents.createIndex(new Document("_id", 1).append("v", 1), new IndexOptions().unique(true));
            documents.createIndex(new Document("due", 1), new IndexOptions().sparse(true));
            documents.createIndex(new Document("owedSince", 1), new IndexOptions().sparse(true));
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                tasks.add(() -> write(documents, workload, writer));
            }
            for (int i = 0; i < SENDERS; i++) {
                int sender = i;
                tasks.add(() -> send(topic, workload, sender));
            }
            for (int i = 0; i < groups; i++) {
                String group = topic + "." + i;
                tasks.add(() -> receive(topic, group, workload));
            }
            long begin = System.nanoTime();
            List<Future<Void>> all = new ArrayList<>();
            tasks.forEach(task -> all.add(executor.submit(task)));
            for (Future<Void> one : all) {
                one.get();
            }
            return Duration.ofNanos(System.nanoTime() - begin);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Each document is inserted, then guarded updates replace its state and add events, as the write path does. */
    private static Void write(MongoCollection<Document> documents, Workload workload, int writer) {
        byte[] event = random(workload.recordBytes());
        double eventsEach = (double) workload.records() / workload.documents();
        long left = share(workload.documents(), WRITERS, writer);
        long number = 0;
        long events = 0;
        double queriesEach = (double) workload.queries() / workload.writes();
        double readsEach = workload.queries() == 0 ? 0 : (double) workload.reads() / workload.queries();
        double queries = 0;
        double reads = 0;
        for (long commands = share(workload.writes(), WRITERS, writer); commands > 0; commands--) {
            long size = Math.ceilDiv(left, commands);
            List<WriteModel<Document>> batch = new ArrayList<>();
            for (long i = 0; i < size; i++, number++) {
                // All documents of a batch are different.
                Document sample = workload.samples()
                        .get((int) (number % SIDE_BY_SIDE % workload.samples().size()));
                boolean publishes = (number + 1) * eventsEach >= events + 1;
                events += publishes ? 1 : 0;
                batch.add(written(
                        sample, id(writer, number), number / SIDE_BY_SIDE % VERSIONS, publishes ? event : null));
            }
            left -= size;
            write(documents, batch);
            for (queries += queriesEach; queries >= 1; queries--) {
                reads += readsEach;
                List<String> ids = ids(writer, number, (int) reads);
                reads -= read(documents, ids);
            }
        }
        return null;
    }

    /** Copies of documents that were written lately. */
    private static List<String> ids(int writer, long number, int most) {
        List<String> ids = new ArrayList<>();
        for (long i = Math.max(0, number - most); i < number; i++) {
            ids.add(id(writer, i));
        }
        return ids;
    }

    private static int read(MongoCollection<Document> documents, List<String> ids) {
        int read = 0;
        for (Document document : documents.find(new Document("_id", new Document("$in", ids)))) {
            read += document.containsKey("state") ? 1 : 0;
        }
        return read;
    }

    private static String id(int writer, long number) {
        return writer + "." + (number / (SIDE_BY_SIDE * VERSIONS) * SIDE_BY_SIDE + number % SIDE_BY_SIDE);
    }

    private static WriteModel<Document> written(Document sample, String id, long version, byte @Nullable [] event) {
        Document fields = new Document("v", version + 1)
                .append("es", version + 1)
                .append("w", UUID.randomUUID().toString())
                .append("state", sample.get("state"))
                .append("src", sample.get("src"));
        if (event != null) {
            fields.append("owedSince", new Date());
        }
        List<Document> owed = event == null ? List.of() : List.of(entry(version, event));
        if (version == 0) {
            fields.append("_id", id)
                    .append("hospital", sample.get("hospital"))
                    .append("outbox", owed)
                    .append("answers", List.of());
            return new InsertOneModel<>(fields);
        }
        return new UpdateOneModel<>(
                new Document("_id", id).append("v", version),
                new Document("$set", fields)
                        .append(
                                "$push",
                                new Document("outbox", new Document("$each", owed).append("$slice", -owed.size()))));
    }

    private static Document entry(long number, byte[] event) {
        return new Document("s", number)
                .append("topic", "carecontact.requests")
                .append("key", "0123456789abcdef0123456789abcdef")
                .append("type", "org.carecontact.events.ContactRequestSubmitted")
                .append("source", "/carecontact/request-service/tongren")
                .append("time", new Date())
                .append("trace", "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01")
                .append("bytes", new Binary(event));
    }

    private static void write(MongoCollection<Document> documents, List<WriteModel<Document>> batch) {
        if (batch.size() > 1) {
            documents.bulkWrite(batch, new BulkWriteOptions().ordered(false));
        } else {
            for (WriteModel<Document> one : batch) {
                switch (one) {
                    case InsertOneModel<Document> insert -> documents.insertOne(insert.getDocument());
                    case UpdateOneModel<Document> update ->
                        documents.updateOne(update.getFilter(), Objects.requireNonNull(update.getUpdate()));
                    default -> throw new IllegalStateException();
                }
            }
        }
    }

    private Void send(String topic, Workload workload, int sender) throws InterruptedException, ExecutionException {
        long requests = share(workload.sends(), SENDERS, sender);
        long left = share(workload.records(), SENDERS, sender);
        byte[] value = random(workload.recordBytes());
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (; requests > 0 && left > 0; requests--) {
                long size = Math.ceilDiv(left, requests);
                List<Future<?>> sent = new ArrayList<>();
                int partition = (int) (requests % PARTITIONS);
                for (long i = 0; i < size; i++) {
                    sent.add(producer.send(new ProducerRecord<>(topic, partition, null, value)));
                }
                producer.flush();
                for (Future<?> one : sent) {
                    one.get();
                }
                left -= size;
            }
        }
        return null;
    }

    private Void receive(String topic, String group, Workload workload) {
        int most = (int) Math.max(1, Math.ceilDiv(workload.received(), workload.batches()));
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        group,
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false,
                        "max.poll.records",
                        most,
                        // Otherwise one fetch would bring records for which the services needed many.
                        "fetch.max.bytes",
                        most * workload.recordBytes()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            long end = System.nanoTime() + PATIENCE.toNanos();
            long bytes = 0;
            long committed = System.nanoTime();
            for (long seen = 0; seen < workload.records(); ) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(500));
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    bytes += record.value().length;
                }
                seen += records.count();
                if (System.nanoTime() - committed > COMMIT_EVERY.toNanos()) {
                    consumer.commitSync();
                    committed = System.nanoTime();
                }
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("only " + bytes + " bytes came in " + PATIENCE);
                }
            }
        }
        return null;
    }

    private static long share(long all, int parts, int part) {
        return all / parts + (part < all % parts ? 1 : 0);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
