package org.carecontact.sandbox.day;

import java.time.Duration;
import java.util.Map;

/**
 * The time and the processor time of one stretch of granted flows.
 *
 * @param flows how many flows it had
 * @param took from the first submission to the last grant, everybody acting as soon as they can
 * @param cpu the processor time of each process meanwhile, and of this one as {@code people}
 * @param counted the growth of the metrics of all services, by the names that were asked for
 */
public record Stretch(int flows, Duration took, Map<String, Duration> cpu, Map<String, Double> counted) {

    public double flowsPerSecond() {
        return flows * 1e9 / took.toNanos();
    }
}
