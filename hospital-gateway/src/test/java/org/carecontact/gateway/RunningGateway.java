package org.carecontact.gateway;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.localparts.Ports;
import org.carecontact.schemas.EventTypes;
import org.carecontact.testsupport.Installation;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;

/** The service on the real broker, registry and Mongo server, spoken to over MLLP. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class RunningGateway {

    static final Duration SOON = Duration.ofSeconds(60);

    @Autowired
    EventCodec codec;

    @Autowired
    Feeds feeds;

    @Value("${local.server.port}")
    int port;

    static void installation(DynamicPropertyRegistry properties) {
        Installation installation = Installation.shared();
        installation.registerInto(properties, "hospital-gateway");
        try {
            EventTypes.register(installation.confluentUrl());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        for (int i = 0; i < 3; i++) {
            int free = Ports.free();
            properties.add(
                    "carecontact.feeds[" + i + "].hospital",
                    List.of("tongren", "meiyan", "yunyi").get(i)::toString);
            properties.add("carecontact.feeds[" + i + "].port", () -> free);
        }
        for (String hospital : List.of("tongren", "meiyan", "yunyi")) {
            installation.createTopics(2, "hospital." + hospital + ".encounters", "hospital." + hospital + ".patients");
        }
    }

    int mllp(String hospital) {
        return feeds.all().stream()
                .map(Feed::port)
                .filter(one -> one.hospital().equals(hospital))
                .findFirst()
                .orElseThrow()
                .port();
    }

    MllpClient connect() {
        return new MllpClient(mllp("tongren"));
    }

    /** What a topic holds of a patient, once it is as much as expected. */
    <E extends SpecificRecord> List<E> published(Class<E> type, String topic, String key, int count) {
        await().atMost(SOON).until(() -> records(topic, key).size(), size -> size >= count);
        return records(topic, key).stream()
                .map(record -> type.cast(codec.decode(record.topic(), record.value())))
                .toList();
    }

    static List<ConsumerRecord<byte[], byte[]>> records(String topic, String key) {
        return all(topic).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(key))
                .toList();
    }

    static List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", Installation.shared().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
            return found;
        }
    }
}
