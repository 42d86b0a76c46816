package org.carecontact.notification.providers;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.carecontact.notification.content.ContentRefused;
import org.carecontact.notification.content.Wordings;
import org.carecontact.notification.content.domain.Vendor;
import org.carecontact.notification.correspondence.domain.CallOutcome;
import org.carecontact.notification.correspondence.domain.Settlement;
import org.carecontact.vendors.OfficialAccountClient;

/**
 * Sends template or subscription messages of an official account.
 *
 * @param vendor {@code OFFICIAL_ACCOUNT} for template, {@code SUBSCRIPTION} for subscription messages
 * @param templates WeChat's ids by subject
 */
record WeChatProvider(
        String name,
        Vendor vendor,
        OfficialAccountClient client,
        Map<String, String> templates,
        Wordings wordings,
        Duration longestCall)
        implements Provider {

    /** WeChat knows a client_msg_id for ten minutes. */
    private static final Duration KNOWN_FOR = Duration.ofMinutes(9);

    @Override
    public Set<String> systems() {
        return Set.of(vendor.system());
    }

    @Override
    public CallOutcome send(Message message) {
        String template = templates.get(message.subject());
        if (template == null) {
            return new CallOutcome.RefusedOurFault("no-template");
        }
        SequencedMap<String, String> values;
        try {
            values = wordings.filled(message.subject(), message.values());
        } catch (ContentRefused e) {
            return new CallOutcome.RefusedOurFault("content");
        }
        return Outcomes.of(
                vendor == Vendor.SUBSCRIPTION
                        ? client.subscription(message.shortKey(), message.to(), template, message.link(), values)
                        : client.template(message.shortKey(), message.to(), template, message.link(), values));
    }

    /** Only an event tells what became of it. */
    @Override
    public Settlement settle(Message message, Instant sentAt) {
        return Settlement.OPEN;
    }

    @Override
    public boolean dropsRepetitions(Duration since) {
        return vendor == Vendor.OFFICIAL_ACCOUNT && since.compareTo(KNOWN_FOR) < 0;
    }

    /** Leaves out the templates. */
    @Override
    public String toString() {
        return "WeChatProvider[" + name + "]";
    }
}
