package org.carecontact.gateway.mllp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.carecontact.gateway.adt.Sender;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/** The hospitals that send here, with their ports and limits. */
@ConfigurationProperties("carecontact")
record GatewayProperties(List<Sender> feeds, Mllp mllp, Mongo mongo) {

    private static final Pattern HOSPITAL = Pattern.compile("[a-z0-9-]{2,24}");

    GatewayProperties {
        Set<String> hospitals = new HashSet<>();
        Set<Integer> ports = new HashSet<>();
        for (Sender feed : feeds) {
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
     * Limits of every port.
     *
     * @param messageTimeout from a message's first byte to its last
     * @param idleTimeout between two messages of a connection
     * @param connections at most so many at a time on one port
     */
    record Mllp(
            InetAddress address,
            DataSize largestMessage,
            Duration messageTimeout,
            Duration idleTimeout,
            int connections) {}

    /**
     * The time for which a sender may be kept waiting.
     *
     * @param answerWithin for one answer of Mongo's
     */
    record Mongo(Duration answerWithin) {}
}
