package org.carecontact.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InstallationTest {

    private final Installation installation = Installation.shared();

    @Test
    void a_service_finds_all_it_needs_in_its_properties() {
        Map<String, Object> first = properties("consent-service");
        Map<String, Object> second = properties("consent-service");

        assertThat(first.get("spring.kafka.bootstrap-servers")).isEqualTo(installation.bootstrapServers());
        assertThat(first.get("carecontact.registry.url")).asString().endsWith("/apis/registry/v3");
        assertThat(first.get("spring.security.oauth2.resourceserver.jwt.issuer-uri"))
                .isEqualTo(TestTokens.shared().issuer());
        assertThat(URI.create((String) first.get("spring.security.oauth2.resourceserver.jwt.jwk-set-uri")))
                .hasPath("/oauth2/jwks");
        assertThat(Base64.getDecoder().decode((String) first.get("carecontact.ids.key")))
                .hasSize(32);
        assertThat(Base64.getDecoder().decode((String) first.get("carecontact.sealing.key")))
                .hasSize(32);
        assertThat(first.get("spring.mongodb.uri"))
                .as("every context has a database of its own")
                .isNotEqualTo(second.get("spring.mongodb.uri"));
    }

    @Test
    void every_database_is_its_own() {
        String one = installation.mongoUri("one");
        try (MongoClient client = MongoClients.create(one)) {
            client.getDatabase("one").getCollection("c").insertOne(new Document("_id", 1));
            assertThat(client.getDatabase("two").getCollection("c").countDocuments())
                    .isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("org.carecontact.testsupport.Brokers#all")
    void a_broker_creates_topics_only_when_asked(Supplier<String> broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.get()))) {
            assertThat(admin.listTopics().names().get()).doesNotContain("nobody-asked");
        }
    }

    @Test
    void created_topics_answer_everybody_at_once() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", installation.bootstrapServers(), "retries", 0))) {
            for (int i = 0; i < 20; i++) {
                String topic = "at-once." + i;
                installation.createTopics(10, topic);

                KafkaFuture<Map<String, TopicDescription>> described =
                        admin.describeTopics(List.of(topic)).allTopicNames();
                ListOffsetsResult ends = admin.listOffsets(IntStream.range(0, 10)
                        .mapToObj(partition -> new TopicPartition(topic, partition))
                        .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())));
                assertThat(described.get()).containsOnlyKeys(topic);
                assertThat(ends.all().get()).hasSize(10);
            }
        }
    }

    @Test
    void creating_topics_twice_keeps_them() throws Exception {
        installation.createTopics(3, "twice.a", "twice.b");
        installation.createTopics(5, "twice.b", "twice.c");

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", installation.bootstrapServers()))) {
            HashMap<String, Integer> partitions = new HashMap<String, Integer>();
            admin.describeTopics(List.of("twice.a", "twice.b", "twice.c"))
                    .allTopicNames()
                    .get()
                    .forEach((name, topic) ->
                            partitions.put(name, topic.partitions().size()));
            assertThat(partitions).isEqualTo(Map.of("twice.a", 3, "twice.b", 3, "twice.c", 5));
        }
    }

    private Map<String, Object> properties(String service) {
        HashMap<String, Supplier<Object>> suppliers = new HashMap<String, Supplier<Object>>();
        installation.registerInto(suppliers::put, service);
        HashMap<String, Object> values = new HashMap<String, Object>();
        suppliers.forEach((name, value) -> values.put(name, value.get()));
        return values;
    }
}
