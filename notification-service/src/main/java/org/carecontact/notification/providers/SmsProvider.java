package org.carecontact.notification.providers;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.carecontact.notification.content.ContentRefused;
import org.carecontact.notification.content.Wordings;
import org.carecontact.notification.correspondence.domain.CallOutcome;
import org.carecontact.notification.correspondence.domain.Settlement;
import org.carecontact.vendors.E164;
import org.carecontact.vendors.Sms;
import org.carecontact.vendors.SmsClient;
import org.jspecify.annotations.Nullable;

/**
 * Sends text messages by an account at a vendor.
 *
 * @param templates the vendor's ids by subject
 * @param byItsId whether its reports name a message by the vendor's id only
 * @param real whether the vendor itself is called, and no stand-in
 */
record SmsProvider(
        String name,
        SmsClient client,
        String signature,
        Map<String, String> templates,
        Wordings wordings,
        Duration longestCall,
        boolean real,
        boolean byItsId,
        Counted segments)
        implements Provider {

    /** Counts the parts of messages, which are what is paid for. */
    interface Counted {
        void parts(int count);
    }

    @Override
    public Set<String> systems() {
        return Set.of("sms");
    }

    @Override
    public CallOutcome send(Message message) {
        Optional<E164> number = E164.parse(message.to()).filter(E164::isMobile);
        if (number.isEmpty()) {
            return new CallOutcome.RefusedForGood("no-mobile-number");
        }
        if (real && InventedPeople.isInvented(number.get().value())) {
            return new CallOutcome.RefusedForGood("invented-person");
        }
        Sms sms;
        try {
            sms = sms(message, number.get());
        } catch (ContentRefused e) {
            return new CallOutcome.RefusedOurFault("content");
        }
        if (sms == null) {
            return new CallOutcome.RefusedOurFault("no-template");
        }
        segments.parts(wordings.segments(message.subject(), message.values()));
        return Outcomes.of(client.send(sms));
    }

    @Override
    public Settlement settle(Message message, Instant sentAt) {
        Sms sms = E164.parse(message.to())
                .filter(E164::isMobile)
                .map(number -> sms(message, number))
                .orElse(null);
        if (sms == null) {
            return Settlement.NOT_SENT; // nothing could have been sent
        }
        return switch (client.settle(sms, sentAt)) {
            case DELIVERED -> Settlement.SENT;
            case FAILED -> Settlement.NOT_DELIVERED;
            case NOT_SENT -> Settlement.NOT_SENT;
            case OPEN -> Settlement.OPEN;
        };
    }

    private @Nullable Sms sms(Message message, E164 number) {
        String template = templates.get(message.subject());
        return template == null
                ? null
                : new Sms(
                        message.shortKey(),
                        number,
                        template,
                        wordings.chosen(message.subject(), message.values()),
                        signature);
    }

    @Override
    public boolean dropsRepetitions(Duration since) {
        return false;
    }

    /** Leaves out signature and templates. */
    @Override
    public String toString() {
        return "SmsProvider[" + name + "]";
    }
}
