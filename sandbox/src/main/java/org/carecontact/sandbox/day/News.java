package org.carecontact.sandbox.day;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.carecontact.messaging.EventCodec;

/** Tells people when there may be something new about their request, so that they need not ask again and again. */
final class News implements AutoCloseable {

    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(1);

    private final EventCodec codec;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Waiter> waiting = new ConcurrentHashMap<>();
    private final Thread reader = Thread.ofPlatform().name("news").daemon().unstarted(this::read);
    private volatile boolean closed;

    /** Somebody waits for one type of event of one request. */
    private static final class Waiter {

        private final Class<? extends SpecificRecord> event;
        private boolean happened;

        Waiter(Class<? extends SpecificRecord> event) {
            this.event = event;
        }

        synchronized void see(SpecificRecord one) {
            if (event.isInstance(one)) {
                happened = true;
                notifyAll();
            }
        }

        synchronized void await() throws InterruptedException {
            if (!happened) {
                wait(LOOK_ANYWAY.toMillis());
            }
            happened = false;
        }
    }

    /** Hears of what is published from now on. */
    News(String bootstrapServers, EventCodec codec) {
        this.codec = codec;
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", 250),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        Broker.TOPICS.forEach(topic -> consumer.partitionsFor(topic)
                .forEach(info -> partitions.add(new TopicPartition(topic, info.partition()))));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        reader.start();
    }

    /** What was seen last, whether it is enough or not; looks again with every such event of the request. */
    <T> T until(
            String request,
            Class<? extends SpecificRecord> event,
            Duration patience,
            Pace.Look<T> look,
            Pace.Enough<T> enough)
            throws InterruptedException {
        Waiter waiter = new Waiter(event);
        waiting.put(request, waiter);
        try {
            Instant end = Instant.now().plus(patience);
            T seen = look.look();
            while (!enough.is(seen) && Instant.now().isBefore(end)) {
                waiter.await();
                seen = look.look();
            }
            return seen;
        } finally {
            waiting.remove(request);
        }
    }

    private void read() {
        while (!closed) {
            try {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    SpecificRecord event = codec.decode(record.topic(), record.value());
                    Waiter waiter = waiting.get(Witness.request(event));
                    if (waiter != null) {
                        waiter.see(event);
                    }
                }
            } catch (RuntimeException e) {
                continue; // broker or registry are away: whoever waits looks anyway
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
