package org.carecontact.localparts.broker;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates topics and waits until they can be used. */
public final class KafkaTopics {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private KafkaTopics() {}

    /**
     * Creates the missing topics and returns when every partition answers; existing topics keep their partitions.
     *
     * @throws IllegalStateException when the broker refuses, or a partition does not answer within a minute
     */
    public static void create(String bootstrapServers, Collection<NewTopic> topics) throws InterruptedException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers, "default.api.timeout.ms", 30_000, "request.timeout.ms", 10_000);
        try (Admin admin = Admin.create(settings)) {
            for (KafkaFuture<Void> created : admin.createTopics(topics).values().values()) {
                awaitCreated(created);
            }
            awaitUsable(admin, topics.stream().map(NewTopic::name).toList());
        }
    }

    private static void awaitCreated(KafkaFuture<Void> topic) throws InterruptedException {
        try {
            topic.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    // A topic is created by the controller, then known to the broker, and only then led by it.
    private static void awaitUsable(Admin admin, List<String> names) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try {
                admin.listOffsets(ends(admin, names)).all().get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RetriableException) || System.nanoTime() - start > LIMIT.toNanos()) {
                    throw new IllegalStateException(names + " do not answer: " + e.getCause(), e.getCause());
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static Map<TopicPartition, OffsetSpec> ends(Admin admin, List<String> names)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (TopicDescription topic :
                admin.describeTopics(names).allTopicNames().get().values()) {
            for (TopicPartitionInfo partition : topic.partitions()) {
                ends.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest());
            }
        }
        return ends;
    }
}
