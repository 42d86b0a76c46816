package org.carecontact.testsupport;

import com.mongodb.ConnectionString;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mongodb.MongoDBContainer;

/**
 * The Mongo servers that a test has to pass on: the local one first; the one that {@value #URI} names; and MongoDB 8
 * in a container. Without Docker and without a named server, the test on a real one is skipped, and says so.
 */
public final class MongoServers {

    /** The system property that names a server, as {@code mongodb://host:27017/?replicaSet=rs0}. */
    public static final String URI = "carecontact.mongo.uri";

    private static final Pattern DATABASE = Pattern.compile("(mongodb(?:\\+srv)?://[^/?]+)(?:/[^?]*)?(\\?.*)?");

    private MongoServers() {}

    /** For {@code @MethodSource}: each {@code get()} is the URI of a fresh database. */
    public static Stream<Named<Supplier<String>>> all() {
        List<Named<Supplier<String>>> servers = new ArrayList<>();
        servers.add(Named.of("local Mongo server", () -> Installation.shared().mongoUri(freshName())));
        String named = System.getProperty(URI, "");
        if (!named.isEmpty()) {
            servers.add(Named.of("server of " + URI, () -> withDatabase(named, freshName())));
        } else if (DockerClientFactory.instance().isDockerAvailable()) {
            servers.add(Named.of("MongoDB 8 replica set", () -> Real.CONTAINER.getReplicaSetUrl(freshName())));
        } else {
            servers.add(Named.of(
                    "real MongoDB",
                    () -> Skipped.aloud("MongoDB: no Docker here, and " + URI
                            + " (./carecontact test --mongo URI) names no server")));
        }
        return servers.stream();
    }

    /** The same server's URI with another database. */
    static String withDatabase(String uri, String database) {
        String changed = DATABASE.matcher(uri).replaceFirst("$1/" + database + "$2");
        return new ConnectionString(changed).getConnectionString();
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
