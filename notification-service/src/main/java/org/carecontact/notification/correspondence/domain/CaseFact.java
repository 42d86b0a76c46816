package org.carecontact.notification.correspondence.domain;

import java.util.Locale;

/** A known fact about the request, which can make a notice pointless. */
public enum CaseFact {
    /** Every event that needs a signature implies it. */
    SIGNED,
    /** The consent was refused or withdrawn, or it lapsed or expired. */
    CONSENT_OVER,
    GRANTED,
    /** The request was redirected or declined, or it expired. */
    SETTLED,
    WITHDRAWN,
    CONTACT_OVER;

    /** Returns the fact as a reason: consent-over. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
