package org.carecontact.kernel;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.carecontact.events.NotificationsSettled;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.inbox.ParkedRecords;
import org.carecontact.kernel.relay.Relay;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Meters;
import org.carecontact.kernel.store.WritePath;
import org.carecontact.kernel.timers.Timers;
import org.carecontact.localparts.broker.KafkaTopics;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.TestCodec;
import org.carecontact.testsupport.Topic;

/** One process' worth of kernel on the real parts, without Spring around it. */
final class Rig implements AutoCloseable {

    static final String DEAD_LETTERS = "tallies.dead-letters";
    private static boolean prepared;

    final MongoClient client;
    final MongoDatabase database;
    final Relay relay;
    final Timers timers;
    final ParkedRecords parked;
    final Kernel kernel;
    final Documents<Tally.Command, Tally.Sum, Tally.Event, Tally.Rejection> tallies;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AutoCloseable publisherToClose;

    /** On real Kafka. */
    static Rig on(String mongoUri) {
        return on(mongoUri, Installation.shared().bootstrapServers());
    }

    /** On this broker, which may be another than the installation's. */
    static Rig on(String mongoUri, String bootstrapServers) {
        prepare();
        createTopics(bootstrapServers);
        KafkaProducer<byte[], byte[]> producer = producer(bootstrapServers);
        Relay.Publisher publisher = (record, done) -> {
            var _ = producer.send(record, (metadata, error) -> done.accept(error));
        };
        return new Rig(mongoUri, publisher, producer, Clock.systemUTC(), Duration.ofMillis(300));
    }

    /** On a recording or failing publisher. */
    static Rig on(String mongoUri, Relay.Publisher publisher) {
        return new Rig(mongoUri, publisher, () -> {}, Clock.systemUTC(), Duration.ofMillis(300));
    }

    /** On the parts of another process, and never clearing by itself. */
    static Rig foreign(String mongoUri, String registryUrl, Relay.Publisher publisher) {
        return new Rig(mongoUri, registryUrl, publisher, () -> {}, Clock.systemUTC(), Duration.ofSeconds(60));
    }

    Rig(String mongoUri, Relay.Publisher publisher, AutoCloseable publisherToClose, Clock clock, Duration sweepEvery) {
        this(mongoUri, Installation.shared().registryUrl(), publisher, publisherToClose, clock, sweepEvery);
        prepare();
    }

    private Rig(
            String mongoUri,
            String registryUrl,
            Relay.Publisher publisher,
            AutoCloseable publisherToClose,
            Clock clock,
            Duration sweepEvery) {
        this.publisherToClose = publisherToClose;
        client = MongoClients.create(mongoUri);
        database = client.getDatabase(Optional.ofNullable(new ConnectionString(mongoUri).getDatabase())
                .orElse("test"));
        Duration clearAfter = sweepEvery.dividedBy(3);
        relay = new Relay(publisher, clock, clearAfter, sweepEvery, sweepEvery);
        timers = new Timers(clock, sweepEvery);
        parked = new ParkedRecords(database, publisher, DEAD_LETTERS, clock);
        kernel = new Kernel(
                new WritePath("tally-service", database, codec(registryUrl), relay, timers, new Meters(meters), clock),
                parked);
        tallies = kernel.documents(new Tally());
    }

    /** The URI of a database that no other test has. */
    static String freshDatabase() {
        return Installation.shared()
                .mongoUri("t" + UUID.randomUUID().toString().replace("-", "").substring(0, 16));
    }

    static EventCodec codec(String registryUrl) {
        return new EventCodec(TestCodec.serializer(), TestCodec.deserializer(), TestCodec.properties(registryUrl));
    }

    static synchronized void prepare() {
        if (!prepared) {
            createTopics(Installation.shared().bootstrapServers());
            Installation.shared().registerSchemas();
            prepared = true;
        }
    }

    private static void createTopics(String bootstrapServers) {
        try {
            KafkaTopics.create(
                    bootstrapServers,
                    List.of(new NewTopic(Tally.TOPIC, 3, (short) 1), new NewTopic(DEAD_LETTERS, 3, (short) 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    Inbox<Tally.Command> inbox() {
        return kernel.inbox(
                tallies,
                received -> List.of(new Addressed<>(
                        "h1",
                        received.subject(),
                        received.service(),
                        received.sequence(),
                        List.of(
                                "explode".equals(((NotificationsSettled) received.payload()).getPair())
                                        ? new Tally.Command.Explode()
                                        : new Tally.Command.Add(Integer.parseInt(
                                                ((NotificationsSettled) received.payload()).getPair()))))));
    }

    int total(String id) {
        return tallies.find("h1", id).map(stored -> stored.state().total()).orElse(0);
    }

    /** A record that says to add the amount to the tally of this id, as the inbox understands it. */
    ConsumerRecord<byte[], byte[]> incoming(String id, long sequence, String amount, long offset) {
        return incoming(id, sequence, amount, offset, "");
    }

    ConsumerRecord<byte[], byte[]> incoming(String id, long sequence, String amount, long offset, String trace) {
        byte[] bytes = kernel.events()
                .encode(
                        Tally.TOPIC,
                        NotificationsSettled.newBuilder()
                                .setHospital("h1")
                                .setPair(amount)
                                .setRequest("r")
                                .setNotifications(List.of())
                                .build());
        ProducerRecord<byte[], byte[]> made = EventCodec.record(
                Tally.TOPIC, id, "t", "/carecontact/other-service/h1", id, sequence, Instant.now(), trace, bytes);
        return consumed(
                made.key(), made.value(), new RecordHeaders(made.headers().toArray()), offset);
    }

    static ConsumerRecord<byte[], byte[]> garbage(String key, long offset) {
        return consumed(
                key.getBytes(StandardCharsets.UTF_8),
                "garbage".getBytes(StandardCharsets.UTF_8),
                new RecordHeaders(),
                offset);
    }

    private static ConsumerRecord<byte[], byte[]> consumed(
            byte[] key, byte[] value, RecordHeaders headers, long offset) {
        return new ConsumerRecord<>(
                Tally.TOPIC,
                0,
                offset,
                0L,
                TimestampType.CREATE_TIME,
                key.length,
                value.length,
                key,
                value,
                headers,
                Optional.empty());
    }

    /** All event numbers of a document on Kafka so far, as they lie there. */
    static List<Long> published(String id) {
        return numbers(Topic.of(Tally.TOPIC), id);
    }

    static List<Long> published(String bootstrapServers, String id) {
        try (Topic tallies = Topic.on(bootstrapServers, Tally.TOPIC)) {
            return numbers(tallies, id);
        }
    }

    private static List<Long> numbers(Topic tallies, String id) {
        return tallies.records().stream()
                .filter(record -> id.equals(Topic.header(record, "ce_subject")))
                .map(record -> Long.parseLong(Topic.header(record, "ce_sequence")))
                .toList();
    }

    /** What a consumer sees that drops numbers it has seen. */
    static List<Long> inOrder(List<Long> numbers) {
        List<Long> seen = new ArrayList<>();
        for (long number : numbers) {
            if (seen.isEmpty() || number > seen.getLast()) {
                seen.add(number);
            }
        }
        return seen;
    }

    @Override
    public void close() {
        timers.close();
        relay.close();
        try {
            publisherToClose.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        client.close();
    }
}
