package org.carecontact.gateway.mllp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/** The hospitals that send here, with their ports and limits. */
@ConfigurationProperties("carecontact")
record GatewayProperties(List<Door> feeds, Mllp mllp, Mongo mongo) {

    private static final Pattern HOSPITAL = Pattern.compile("[a-z0-9-]{2,24}");

    GatewayProperties {
        Set<String> hospitals = new HashSet<>();
        Set<Integer> ports = new HashSet<>();
        for (Door feed : feeds) {
            if (!HOSPITAL.matcher(feed.hospital()).matches()
                    || !hospitals.add(feed.hospital())
                    || !ports.add(feed.port())) {
                throw new IllegalArgumentException(
                        "carecontact.feeds: each hospital ([a-z0-9-]{2,24}) has one port of its own, but see "
                                + feed.hospital() + " and " + feed.port());
            }
        }
        feeds = List.copyOf(feeds);
    }

    /**
     * A hospital's port.
     *
     * @param dialect the file that says how the hospital speaks
     */
    record Door(
            String hospital,
            int port,
            @DefaultValue("classpath:dialects/hl7-v2.yml") Resource dialect) {}

    /**
     * Limits of every port.
     *
     * @param messageTimeout from a message's first byte to its last
     * @param firstMessageTimeout from a connection to the end of its first message, so that silence takes no port
     * @param idleTimeout between two messages of a connection
     * @param connections at most so many at a time on one port
     */
    record Mllp(
            InetAddress address,
            DataSize largestMessage,
            Duration messageTimeout,
            Duration firstMessageTimeout,
            Duration idleTimeout,
            int connections) {}

    /**
     * The time for which a sender may be kept waiting.
     *
     * @param answerWithin for one answer of Mongo's
     */
    record Mongo(Duration answerWithin) {}
}
