package org.carecontact.consent.domain;

import java.time.Instant;
import java.util.List;

/** What can be wanted of a consent. */
public sealed interface ConsentCommand {

    /**
     * Policy lets the request go on, so it is to be signed.
     *
     * @param lapsesAt when it is too late to sign
     */
    record AskForConsent(Matter matter, Instant lapsesAt, Instant now) implements ConsentCommand {}

    /**
     * A fresh one-time code.
     *
     * @param salt of this code alone
     * @param sealed the code itself, for notification-service
     */
    record IssueCode(Viewing viewing, String salt, String hash, byte[] sealed, Instant expiresAt, Instant now)
            implements ConsentCommand {}

    /**
     * The signature.
     *
     * @param confirmations ids of the sections that the signer confirmed
     * @param separateConsent the separate consent to the use of sensitive health data (PIPL 29)
     * @param signature what is recorded if all is well; its confirmations are those that are needed
     */
    record SignConsent(
            PresentedCode presented,
            Viewing viewing,
            List<String> confirmations,
            boolean separateConsent,
            Signature signature,
            Instant now)
            implements ConsentCommand {}

    record RefuseConsent(Instant now) implements ConsentCommand {}

    record WithdrawConsent(Instant now) implements ConsentCommand {}

    /** The time to sign is over. */
    record LapseConsent(Instant now) implements ConsentCommand {}

    /** The signature's validity is over. */
    record ExpireConsent(Instant now) implements ConsentCommand {}

    /** The request or its contact is over. */
    record CloseConsent(Instant now) implements ConsentCommand {}
}
