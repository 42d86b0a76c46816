package org.carecontact.testsupport;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The brokers a test has to pass on: the embedded one, and where Docker exists one from Kafka's own image. */
public final class Brokers {

    private Brokers() {}

    /** For {@code @MethodSource}: {@code get()} is the bootstrap servers. */
    public static Stream<Named<Supplier<String>>> all() {
        Named<Supplier<String>> embedded =
                Named.of("embedded broker", () -> Installation.shared().bootstrapServers());
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Stream.of(embedded);
        }
        return Stream.of(embedded, Named.of("Kafka container", () -> Real.CONTAINER.getBootstrapServers()));
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
