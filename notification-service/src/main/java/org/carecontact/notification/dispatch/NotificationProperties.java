package org.carecontact.notification.dispatch;

import java.net.URI;
import java.time.Duration;
import org.carecontact.notification.correspondence.domain.RetryLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The settings of this service. */
@ConfigurationProperties("carecontact")
record NotificationProperties(
        @DefaultValue Portal portal,
        @DefaultValue Notices notices,
        @DefaultValue Dispatch dispatch,
        @DefaultValue Waits limits) {

    /**
     * The address that links in messages lead to.
     *
     * @param url without a slash at its end
     */
    record Portal(@DefaultValue("http://127.0.0.1:8108") URI url) {}

    /**
     * The language of messages.
     *
     * @param language zh or en
     */
    record Notices(@DefaultValue("zh") String language) {}

    /**
     * The limits of sending.
     *
     * @param callsAtOnce provider calls under way
     * @param waitingAtMost while more intents than this wait for a call, no more events are consumed
     * @param smsPerHour text messages that one person gets in an hour; further ones are deferred
     * @param smsPerDay text messages that one person gets in a day
     */
    record Dispatch(
            @DefaultValue("16") int callsAtOnce,
            @DefaultValue("2000") int waitingAtMost,
            @DefaultValue("20") int smsPerHour,
            @DefaultValue("60") int smsPerDay) {}

    /** The number of attempts and the pauses between them; see {@link RetryLimits}. */
    record Waits(
            @DefaultValue("16") int attempts,
            @DefaultValue("1s") Duration firstBackOff,
            @DefaultValue("10m") Duration longestBackOff,
            @DefaultValue("30s") Duration unknownAfter,
            @DefaultValue("30m") Duration settledWithin) {

        RetryLimits toLimits() {
            return new RetryLimits(attempts, firstBackOff, longestBackOff, unknownAfter, settledWithin);
        }
    }
}
