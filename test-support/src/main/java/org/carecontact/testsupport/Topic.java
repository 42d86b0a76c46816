package org.carecontact.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A topic of the shared {@link Installation}: sends events with the headers of CloudEvents as a service would, and
 * reads what services said.
 *
 * <pre>{@code
 * Topic.Sender policy = Topic.of(Topics.DECISIONS).as("policy-service", "tongren");
 * policy.send(pair, sample.prechecked(PolicyOutcome.PERMIT));
 * ConsentAsked asked = Topic.of(Topics.CONSENTS).expect(pair, ConsentAsked.class);
 * }</pre>
 */
public final class Topic implements AutoCloseable {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final Map<String, Topic> ALL = new ConcurrentHashMap<>();
    private static final AtomicLong SEQUENCES = new AtomicLong();

    private final Supplier<String> bootstrapServers;
    private final String name;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    private Topic(Supplier<String> bootstrapServers, String name) {
        this.bootstrapServers = bootstrapServers;
        this.name = name;
    }

    /** One reader a topic and JVM, never closed; the topic has to exist once it is used. */
    public static Topic of(String name) {
        return ALL.computeIfAbsent(name, topic -> new Topic(Installation.shared()::bootstrapServers, topic));
    }

    /** A topic of another broker than the installation's, to be closed before that broker. */
    public static Topic on(String bootstrapServers, String name) {
        Topic topic = new Topic(() -> bootstrapServers, name);
        topic.producer = producer(bootstrapServers);
        return topic;
    }

    public String name() {
        return name;
    }

    // ---- saying something

    /** Sends as this service of this hospital. */
    public Sender as(String service, String hospital) {
        return new Sender(service, hospital);
    }

    /** Sends any bytes under any headers and returns when the broker has them. */
    public static void send(ProducerRecord<byte[], byte[]> record) {
        of(record.topic()).say(record);
    }

    /** Sends any bytes under any headers to this topic's broker and returns when it has them. */
    public void say(ProducerRecord<byte[], byte[]> record) {
        try {
            producer().send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends without waiting for the broker, in the order of the calls; {@link #flush} waits. */
    public void queue(ProducerRecord<byte[], byte[]> record) {
        var _ = producer().send(record);
    }

    /** Returns when the broker has all that was queued. */
    public void flush() {
        producer().flush();
    }

    /** A number that is higher than every one before, for whoever does not number events themselves. */
    public static long nextSequence() {
        return SEQUENCES.incrementAndGet();
    }

    // ---- what was said

    /** All records so far, as they lie there, repetitions too. */
    public synchronized List<ConsumerRecord<byte[], byte[]>> records() {
        readOn();
        return List.copyOf(records);
    }

    /** The records under a key so far, as they lie there, repetitions too. */
    public List<ConsumerRecord<byte[], byte[]>> records(String key) {
        return records().stream()
                .filter(record -> key.equals(text(record.key())))
                .toList();
    }

    /** All events under a key so far, each once, however often the service repeated it. */
    public List<Event> events(String key) {
        return records(key).stream().filter(distinct()).map(Topic::event).toList();
    }

    /** The events of one type under a key so far. */
    public <E extends SpecificRecord> List<E> events(String key, Class<E> type) {
        return events(key).stream()
                .map(Event::payload)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** The only event of this type under the key, once it is there. */
    public <E extends SpecificRecord> E expect(String key, Class<E> type) {
        List<E> all = expect(key, type, 1);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    /** The events of this type under the key, once there are at least so many. */
    public <E extends SpecificRecord> List<E> expect(String key, Class<E> type, int count) {
        return Eventually.value(() -> events(key, type), found -> found.size() >= count);
    }

    /** Returns once exactly these types of events stand under the key, in this order. */
    public void expectTypes(String key, Class<?>... types) {
        Eventually.passes(() -> assertThat(events(key))
                .extracting(event -> (Object) event.payload().getClass())
                .containsExactly((Object[]) types));
    }

    private synchronized void readOn() {
        KafkaConsumer<byte[], byte[]> reader = consumer == null ? open() : consumer;
        consumer = reader;
        Map<TopicPartition, Long> ends = reader.endOffsets(reader.assignment());
        while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
            reader.poll(Duration.ofMillis(100)).forEach(records::add);
        }
    }

    private KafkaConsumer<byte[], byte[]> open() {
        KafkaConsumer<byte[], byte[]> opened = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers.get()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = opened.partitionsFor(name).stream()
                .map(partition -> new TopicPartition(name, partition.partition()))
                .toList();
        opened.assign(partitions);
        opened.seekToBeginning(partitions);
        return opened;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return producer == null ? Producer.SHARED : producer;
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public synchronized void close() {
        if (consumer != null) {
            consumer.close();
        }
        if (producer != null) {
            producer.close();
        }
    }

    private static Predicate<ConsumerRecord<byte[], byte[]>> distinct() {
        Set<String> seen = new HashSet<>();
        return record -> seen.add(header(record, "ce_source") + " " + header(record, "ce_id"));
    }

    private static Event event(ConsumerRecord<byte[], byte[]> record) {
        return new Event(
                text(record.key()),
                header(record, "ce_source"),
                header(record, "ce_subject"),
                Long.parseLong(header(record, "ce_sequence")),
                header(record, "traceparent"),
                TestCodec.shared().decode(record.topic(), record.value()));
    }

    /** A header's text, empty without one. */
    public static String header(ConsumerRecord<byte[], byte[]> record, String header) {
        Header last = record.headers().lastHeader(header);
        return last == null ? "" : text(last.value());
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** An event as Kafka has it. */
    public record Event(
            String key, String source, String subject, long sequence, String trace, SpecificRecord payload) {}

    /** A service of one hospital that says something on the topic. */
    public final class Sender {

        private final String service;
        private final String hospital;

        private Sender(String service, String hospital) {
            this.service = service;
            this.hospital = hospital;
        }

        /** Says something about a subject, which is also the key; returns the number that the event got. */
        public long send(Object subject, SpecificRecord event) {
            return send(subject, subject, event);
        }

        /** Returns the number that the event got. */
        public long send(Object key, Object subject, SpecificRecord event) {
            long sequence = nextSequence();
            send(key, subject, sequence, event);
            return sequence;
        }

        public void send(Object key, Object subject, long sequence, SpecificRecord event) {
            say(record(key, subject, sequence, event));
        }

        /** The record that would be sent, to be spoilt before it is. */
        public ProducerRecord<byte[], byte[]> record(Object key, Object subject, long sequence, SpecificRecord event) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    name,
                    key.toString().getBytes(StandardCharsets.UTF_8),
                    TestCodec.shared().encode(name, event));
            Map.of(
                            "ce_specversion",
                            "1.0",
                            "ce_id",
                            subject + "/" + sequence,
                            "ce_source",
                            "/carecontact/" + service + "/" + hospital,
                            "ce_type",
                            event.getSchema().getFullName(),
                            "ce_time",
                            Instant.now().toString(),
                            "ce_subject",
                            subject.toString(),
                            "ce_sequence",
                            Long.toString(sequence),
                            "content-type",
                            "application/avro",
                            "traceparent",
                            TRACE)
                    .forEach((header, value) -> record.headers().add(header, value.getBytes(StandardCharsets.UTF_8)));
            return record;
        }
    }

    private static final class Producer {
        static final KafkaProducer<byte[], byte[]> SHARED =
                producer(Installation.shared().bootstrapServers());
    }
}
