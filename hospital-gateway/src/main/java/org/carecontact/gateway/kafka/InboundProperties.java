package org.carecontact.gateway.kafka;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How hospitals' topics are read.
 *
 * @param largestMessage of a record's value
 * @param retryAfter how long a partition waits while the store is away
 * @param tries of a message that fails although the store is there; then it is refused
 */
@ConfigurationProperties("carecontact.inbound")
record InboundProperties(DataSize largestMessage, Duration retryAfter, int tries) {}
