package org.carecontact.testsupport;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The brokers that a test has to pass on: the local one first, and one from Kafka's own image if there is Docker. */
public final class Brokers {

    private Brokers() {}

    /** For {@code @MethodSource}: {@code get()} is the bootstrap servers. Without Docker the second one skips, and says so. */
    public static Stream<Named<Supplier<String>>> all() {
        return Stream.of(
                Named.of("local broker", () -> Installation.shared().bootstrapServers()),
                DockerClientFactory.instance().isDockerAvailable()
                        ? Named.of("Kafka container", () -> Real.CONTAINER.getBootstrapServers())
                        : Named.of("Kafka container", () -> Skipped.aloud("Kafka broker: no Docker here")));
    }

    /** Started by the first use, stopped by Testcontainers' reaper. */
    private static final class Real {
        static final KafkaContainer CONTAINER =
                new KafkaContainer("apache/kafka:4.2.1").withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");

        static {
            CONTAINER.start();
        }
    }
}
