package org.carecontact.notification.correspondence.domain;

import java.util.Locale;

/** What is known to have happened to the request; it can make a notice pointless. */
public enum CaseFact {
    /** Implied by whatever needs a signature. */
    SIGNED,
    /** Refused, withdrawn, lapsed or expired. */
    CONSENT_OVER,
    GRANTED,
    /** Redirected, declined or expired. */
    SETTLED,
    WITHDRAWN,
    CONTACT_OVER;

    /** As a reason: consent-over. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
