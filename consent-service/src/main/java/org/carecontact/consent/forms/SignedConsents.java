package org.carecontact.consent.forms;

import org.carecontact.consent.forms.domain.DocumentKind;

/** The consents that were signed under a form. */
public interface SignedConsents {

    /** The outcome of one round. */
    enum Round {
        COMPLETE,
        TO_BE_CONTINUED,
        SOME_FAILED
    }

    /**
     * Asks the signers anew who signed under an earlier version of the hospital's form in this language.
     *
     * @param most how many consents to look at in this round
     */
    Round askAnew(String hospital, DocumentKind kind, String language, int version, int most);
}
