package org.carecontact.sandbox.day;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.carecontact.schemas.Topics;

/** Shows the broker as a plain client sees it: the records on the topics, and how many of them were read. */
final class Broker {

    private final String bootstrapServers;

    Broker(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Counts the records on the four topics of CareContact's own events. */
    long records() throws InterruptedException {
        try (Admin admin = admin()) {
            return ends(admin, partitions(admin, Topics.ofServices())).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** Counts the records that a service's consumers have not read yet, on all their partitions. */
    long lag(String service) throws InterruptedException {
        try (Admin admin = admin()) {
            long lag = 0;
            List<String> groups = admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                    .map(GroupListing::groupId)
                    .filter(group -> group.equals(service) || group.startsWith(service + "-"))
                    .toList();
            for (ConsumerGroupDescription group :
                    admin.describeConsumerGroups(groups).all().get().values()) {
                Map<TopicPartition, Long> unread = new HashMap<>();
                group.members()
                        .forEach(member ->
                                member.assignment().topicPartitions().forEach(partition -> unread.put(partition, 0L)));
                admin.listConsumerGroupOffsets(group.groupId())
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .forEach((partition, read) -> unread.put(partition, read.offset()));
                Map<TopicPartition, Long> ends = ends(admin, List.copyOf(unread.keySet()));
                for (Map.Entry<TopicPartition, Long> one : unread.entrySet()) {
                    lag += ends.getOrDefault(one.getKey(), 0L) - one.getValue();
                }
            }
            return lag;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Reads every record on the topics now, partition by partition in order. */
    void read(List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "max.poll.records", 2000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            topics.forEach(topic -> consumer.partitionsFor(topic)
                    .forEach(info -> partitions.add(new TopicPartition(topic, info.partition()))));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(reader);
            }
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    private static List<TopicPartition> partitions(Admin admin, List<String> topics) throws InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        try {
            admin.describeTopics(topics)
                    .allTopicNames()
                    .get()
                    .forEach((name, description) -> description
                            .partitions()
                            .forEach(info -> partitions.add(new TopicPartition(name, info.partition()))));
            return partitions;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin, List<TopicPartition> partitions)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        try {
            admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
