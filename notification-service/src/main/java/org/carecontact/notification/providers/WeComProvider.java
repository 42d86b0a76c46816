package org.carecontact.notification.providers;

import java.time.Duration;
import java.time.Instant;
import java.util.SequencedMap;
import java.util.Set;
import org.carecontact.notification.content.ContentRefused;
import org.carecontact.notification.content.Wordings;
import org.carecontact.notification.correspondence.domain.CallOutcome;
import org.carecontact.notification.correspondence.domain.Settlement;
import org.carecontact.vendors.WeComClient;

/**
 * Sends cards of a WeCom application to doctors.
 *
 * @param user the doctor's id in WeCom; {doctor} stands for the hospital's own id of the doctor
 */
record WeComProvider(String name, WeComClient client, String user, Wordings wordings, Duration longestCall)
        implements Provider {

    static final String DOCTOR = "{doctor}";

    /** WeCom drops the same card to the same member for four hours. */
    private static final Duration KNOWN_FOR = Duration.ofHours(3);

    @Override
    public Set<String> systems() {
        return Set.of("wecom");
    }

    @Override
    public CallOutcome send(Message message) {
        SequencedMap<String, String> parts;
        try {
            parts = wordings.filled(message.subject(), message.values());
        } catch (ContentRefused e) {
            return new CallOutcome.RefusedOurFault("content");
        }
        return Outcomes.of(client.message(
                message.shortKey(),
                user.replace(DOCTOR, message.to()),
                parts.getOrDefault("title", ""),
                parts.getOrDefault("description", ""),
                message.link()));
    }

    /** WeCom tells nobody what became of a card. */
    @Override
    public Settlement settle(Message message, Instant sentAt) {
        return Settlement.OPEN;
    }

    @Override
    public boolean dropsRepetitions(Duration since) {
        return since.compareTo(KNOWN_FOR) < 0;
    }

    /** Shows its name only. */
    @Override
    public String toString() {
        return "WeComProvider[" + name + "]";
    }
}
