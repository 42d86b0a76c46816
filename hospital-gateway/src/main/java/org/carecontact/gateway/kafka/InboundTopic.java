package org.carecontact.gateway.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.carecontact.gateway.feeds.DoorOpener.OpenDoor;
import org.carecontact.gateway.feeds.Feed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Reads the topic of one feed. Each partition keeps its order; an offset is committed when all before it is durable or kept
 * as refused. While the store is away a partition waits and begins again where it stopped.
 */
final class InboundTopic implements OpenDoor {

    private static final Logger log = LoggerFactory.getLogger(InboundTopic.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int RECORDS_AT_ONCE = 200;
    private static final int CLOSED_WITHIN_SECONDS = 15;

    /** A record that failed, and how often. */
    private record Failure(long offset, int times) {}

    /** How far a partition got: the offset to go on with, and whether that one could not be taken now. */
    private record Progress(long next, boolean failed) {}

    private final Feed feed;
    private final String topic;
    private final ConsumerFactory<byte[], byte[]> consumers;
    private final RecordIntake records;
    private final InboundProperties properties;
    private final Thread thread;
    private final ExecutorService partitions = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<TopicPartition, Failure> failures = new ConcurrentHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private long retryAt;

    InboundTopic(
            Feed feed, ConsumerFactory<byte[], byte[]> consumers, RecordIntake records, InboundProperties properties) {
        this.feed = feed;
        this.topic = Objects.requireNonNull(feed.file().topic());
        this.consumers = consumers;
        this.records = records;
        this.properties = properties;
        this.thread =
                Thread.ofPlatform().name("inbound-" + feed.file().id()).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void run() {
        Properties more = new Properties();
        more.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, String.valueOf(RECORDS_AT_ONCE));
        more.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        more.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        more.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        more.setProperty(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "2000"); // soon there when the topic is made
        try {
            while (!isStopped()) {
                // The group is the topic's: a feed that is renamed goes on where it was.
                try (Consumer<byte[], byte[]> consumer = consumers.createConsumer(
                        "hospital-gateway." + topic, "inbound-", feed.file().name(), more)) {
                    consumer.subscribe(List.of(topic));
                    while (!isStopped()) {
                        round(consumer);
                    }
                } catch (KafkaException | IllegalStateException e) {
                    log.atWarn()
                            .addKeyValue("feed", feed.file().id())
                            .addKeyValue("error", e.getClass().getSimpleName())
                            .log("a hospital's topic can't be read now");
                    var _ = stopped.await(properties.retryAfter().toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void round(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        if (System.nanoTime() - retryAt >= 0) {
            consumer.resume(consumer.paused());
        }
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        Map<TopicPartition, Future<Progress>> tasks = new HashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            tasks.put(partition, partitions.submit(() -> take(partition, polled.records(partition))));
        }
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        List<TopicPartition> waiting = new ArrayList<>();
        for (Map.Entry<TopicPartition, Future<Progress>> task : tasks.entrySet()) {
            Progress progress = finished(task.getValue());
            done.put(task.getKey(), new OffsetAndMetadata(progress.next()));
            if (progress.failed()) {
                consumer.seek(task.getKey(), progress.next());
                waiting.add(task.getKey());
            }
        }
        if (!waiting.isEmpty()) {
            consumer.pause(waiting);
            retryAt = System.nanoTime() + properties.retryAfter().toNanos();
        }
        if (!done.isEmpty()) {
            commit(consumer, done);
        }
    }

    /** What is not committed comes again, and has no effect the second time. */
    private void commit(Consumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> done) {
        try {
            consumer.commitSync(done);
        } catch (KafkaException e) {
            log.atInfo()
                    .addKeyValue("feed", feed.file().id())
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("offsets are not committed now");
        }
    }

    private static Progress finished(Future<Progress> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Progress take(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> some) {
        for (ConsumerRecord<byte[], byte[]> one : some) {
            if (isStopped() || !taken(partition, one)) {
                return new Progress(one.offset(), true);
            }
        }
        return new Progress(some.getLast().offset() + 1, false);
    }

    private boolean taken(TopicPartition partition, ConsumerRecord<byte[], byte[]> one) {
        try {
            records.take(feed, one.value());
            failures.remove(partition);
            return true;
        } catch (RuntimeException e) {
            return failed(partition, one, e);
        }
    }

    /** Returns whether to go on behind the record. */
    private boolean failed(TopicPartition partition, ConsumerRecord<byte[], byte[]> one, RuntimeException why) {
        feed.meters().unanswered();
        log.atWarn()
                .addKeyValue("hospital", feed.hospital())
                .addKeyValue("feed", feed.file().name())
                .addKeyValue("partition", partition.partition())
                .addKeyValue("offset", one.offset())
                .addKeyValue("error", why.getClass().getSimpleName())
                .log("a record could not be stored now");
        if (RecordIntake.isOutage(why)) {
            return false;
        }
        Failure failure = failures.merge(
                partition,
                new Failure(one.offset(), 1),
                (known, first) ->
                        known.offset() == first.offset() ? new Failure(known.offset(), known.times() + 1) : first);
        if (failure.times() < properties.tries()) {
            return false;
        }
        try {
            records.giveUp(feed, one.value());
            failures.remove(partition);
            return true;
        } catch (RuntimeException _) {
            return false;
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            if (!thread.join(Duration.ofSeconds(CLOSED_WITHIN_SECONDS))) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        partitions.shutdown();
    }
}
