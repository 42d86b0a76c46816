package org.carecontact.sandbox.day;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.schemas.Topics;

/** Tells people that their request may have changed, so that they need not poll. */
final class News implements AutoCloseable {

    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(5);

    private final EventCodec codec;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Arrived> byRequest = new ConcurrentHashMap<>();
    private final Thread reader = Thread.ofPlatform().name("news").daemon().unstarted(this::read);
    private volatile boolean closed;

    /** The types of event that one request had so far, unless somebody has acted on them. */
    private static final class Arrived {

        private final Set<Class<?>> types = new HashSet<>();

        synchronized void add(SpecificRecord event) {
            types.add(event.getClass());
            types.add(SpecificRecord.class);
            notifyAll();
        }

        synchronized void take(Class<? extends SpecificRecord> type) throws InterruptedException {
            long end = System.nanoTime() + LOOK_ANYWAY.toNanos();
            for (long left = LOOK_ANYWAY.toMillis(); !types.contains(type) && left > 0; ) {
                wait(left);
                left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            }
            types.remove(type);
        }
    }

    /** Reads the published events from now on. */
    News(String bootstrapServers, EventCodec codec) {
        this.codec = codec;
        this.consumer = new KafkaConsumer<>(
                // People need not hear about each event separately.
                Map.of("bootstrap.servers", bootstrapServers, "fetch.min.bytes", 16_384, "fetch.max.wait.ms", 20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        Topics.ofServices()
                .forEach(topic -> consumer.partitionsFor(topic)
                        .forEach(info -> partitions.add(new TopicPartition(topic, info.partition()))));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        reader.start();
    }

    /** Looks whenever such an event of the request arrives; returns the last result, whether it is enough or not. */
    <T> T until(
            String request,
            Class<? extends SpecificRecord> type,
            Duration patience,
            Pace.Look<T> look,
            Pace.Enough<T> enough)
            throws InterruptedException {
        Arrived arrived = byRequest.computeIfAbsent(request, _ -> new Arrived());
        Instant end = Instant.now().plus(patience);
        while (true) {
            arrived.take(type);
            T seen = look.look();
            if (enough.is(seen) || Instant.now().isAfter(end)) {
                return seen;
            }
        }
    }

    /** Forgets a request for which nobody waits any more. */
    void forget(String request) {
        byRequest.remove(request);
    }

    private void read() {
        while (!closed) {
            try {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    SpecificRecord event = codec.decode(record.topic(), record.value());
                    byRequest
                            .computeIfAbsent(Witness.request(event), _ -> new Arrived())
                            .add(event);
                }
            } catch (RuntimeException e) {
                continue; // broker or registry are away: all who wait look anyway
            }
        }
        consumer.close();
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            reader.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
