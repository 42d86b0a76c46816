package org.carecontact.gateway.refused;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How much of what was refused is kept.
 *
 * @param keep for how long
 * @param most for each hospital; the oldest go
 * @param waiting for how long a resource waits for the one that it refers to, before it counts as refused
 * @param mostWaiting for each hospital; what comes then is refused
 * @param within how long an answer waits at most until its message is kept
 * @param sweepEvery how often what is too old is looked for
 */
@ConfigurationProperties("carecontact.refused")
record RefusedProperties(
        Duration keep, int most, Duration waiting, int mostWaiting, Duration within, Duration sweepEvery) {}
