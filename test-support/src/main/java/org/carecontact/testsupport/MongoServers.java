package org.carecontact.testsupport;

import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mongodb.MongoDBContainer;

/** The Mongo servers a test has to pass on: the embedded one, and where Docker exists a real replica set. */
public final class MongoServers {

    private MongoServers() {}

    /** For {@code @MethodSource}: each {@code get()} is the URI of a fresh database. */
    public static Stream<Named<Supplier<String>>> all() {
        Named<Supplier<String>> embedded =
                Named.of("embedded Mongo server", () -> Installation.shared().mongoUri(freshName()));
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Stream.of(embedded);
        }
        return Stream.of(
                embedded, Named.of("MongoDB 8 replica set", () -> Real.CONTAINER.getReplicaSetUrl(freshName())));
    }

    private static String freshName() {
        return "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    /** Started by the first use, stopped by Testcontainers' reaper. */
    private static final class Real {
        static final MongoDBContainer CONTAINER = new MongoDBContainer("mongo:8").withReplicaSet();

        static {
            CONTAINER.start();
        }
    }
}
