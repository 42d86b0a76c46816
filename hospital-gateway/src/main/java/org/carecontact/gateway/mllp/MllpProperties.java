package org.carecontact.gateway.mllp;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Limits of every MLLP port.
 *
 * @param messageTimeout from a message's first byte to its last
 * @param firstMessageTimeout from a connection to the end of its first message, so that silence takes no port
 * @param idleTimeout between two messages of a connection
 * @param connections at most so many at a time on one port
 */
@ConfigurationProperties("carecontact.mllp")
record MllpProperties(
        DataSize largestMessage,
        Duration messageTimeout,
        Duration firstMessageTimeout,
        Duration idleTimeout,
        int connections) {}
