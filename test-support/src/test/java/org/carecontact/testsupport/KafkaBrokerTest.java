package org.carecontact.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.carecontact.localparts.Ports;
import org.carecontact.localparts.broker.KafkaBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {

    @TempDir
    Path folder;

    @Test
    void what_was_acknowledged_before_a_kill_is_read_after_the_restart_and_committed_offsets_hold() throws Exception {
        var port = Ports.free();
        var arguments =
                new String[] {"--data", folder.toString(), "--port", "" + port, "--controller-port", "" + Ports.free()};
        var servers = "127.0.0.1:" + port;
        try (var broker = ChildJvm.start(KafkaBroker.class, arguments)) {
            createTopic(servers);
            send(servers, IntStream.range(0, 500).mapToObj(i -> "m" + i).toList());
            assertThat(receive(servers, 200)).hasSize(200).startsWith("m0").endsWith("m199");
            broker.kill();
        }
        try (var broker = ChildJvm.start(KafkaBroker.class, arguments)) {
            assertThat(receive(servers, 300)).hasSize(300).startsWith("m200").endsWith("m499");
            assertThat(broker.process().isAlive()).isTrue();
        }
    }

    @Test
    void a_taken_port_is_told() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> KafkaBroker.start(folder, taken.getLocalPort(), Ports.free()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()));
        }
    }

    private static void createTopic(String servers) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
        }
    }

    private static void send(String servers, List<String> messages) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "acks", "all"), new StringSerializer(), new StringSerializer())) {
            var answers = new ArrayList<java.util.concurrent.Future<?>>();
            for (var message : messages) {
                answers.add(producer.send(new ProducerRecord<>("t", "key", message)));
            }
            for (var answer : answers) {
                answer.get();
            }
        }
    }

    private static List<String> receive(String servers, int count) {
        var received = new ArrayList<String>();
        Map<String, Object> configuration = Map.of(
                "bootstrap.servers", servers,
                "group.id", "g",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false",
                "max.poll.records", "100");
        try (var consumer = new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("t"));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(message -> received.add(message.value()));
                return received.size() >= count;
            });
            consumer.commitSync();
        }
        return received;
    }
}
