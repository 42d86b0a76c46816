package org.carecontact.request.pairs;

import java.time.Duration;
import org.carecontact.request.pairs.domain.Limits;
import org.springframework.boot.context.properties.ConfigurationProperties;

@ConfigurationProperties("carecontact.limits")
record LimitsProperties(
        Duration decision, Duration consent, Duration deferral, Duration answer, Duration coolDown, Duration reminder) {

    Limits limits() {
        return new Limits(decision, consent, deferral, answer, coolDown, reminder);
    }
}
