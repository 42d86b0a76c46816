package org.carecontact.notification.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import org.carecontact.notification.correspondence.domain.CallOutcome;
import org.carecontact.notification.correspondence.domain.Settlement;
import org.carecontact.notification.providers.Message;
import org.carecontact.notification.providers.Provider;

/** A provider in a test's hands, for all systems. */
record RecordingProvider(String name, Function<Message, CallOutcome> sends) implements Provider {

    @Override
    public Set<String> systems() {
        return Set.of("sms", "wechat", "wecom");
    }

    @Override
    public CallOutcome send(Message message) {
        return sends.apply(message);
    }

    @Override
    public Settlement settle(Message message, Instant sentAt) {
        return Settlement.OPEN;
    }

    @Override
    public boolean dropsRepetitions(Duration since) {
        return true;
    }

    @Override
    public Duration longestCall() {
        return Duration.ofSeconds(1);
    }
}
