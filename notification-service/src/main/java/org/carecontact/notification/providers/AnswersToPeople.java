package org.carecontact.notification.providers;

import java.util.LinkedHashMap;
import org.carecontact.notification.content.Wordings;
import org.carecontact.notification.correspondence.domain.CallOutcome;

/** Answers people who write to a number that nobody reads. */
public final class AnswersToPeople {

    private final HospitalProviders providers;

    AnswersToPeople(HospitalProviders providers) {
        this.providers = providers;
    }

    /**
     * Tells somebody what to do in an emergency, by one call.
     *
     * @param key of the message, at most 64 ASCII characters
     * @return whether the vendor took it
     */
    public boolean emergency(String hospital, String provider, String number, String key) {
        return providers.all(hospital).stream()
                .filter(each -> each.name().equals(provider))
                .findFirst()
                .map(each -> each.send(
                        new Message(key, key, "sms", number, Wordings.EMERGENCY, "", new LinkedHashMap<>(), "")))
                .filter(CallOutcome.Accepted.class::isInstance)
                .isPresent();
    }
}
