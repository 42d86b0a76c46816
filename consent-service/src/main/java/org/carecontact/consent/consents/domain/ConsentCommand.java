package org.carecontact.consent.consents.domain;

import java.time.Instant;
import java.util.List;
import org.carecontact.consent.codes.domain.FreshCode;
import org.carecontact.consent.codes.domain.PresentedCode;
import org.carecontact.schemas.ids.PatientId;

/** The commands to a consent. */
public sealed interface ConsentCommand {

    /**
     * Asks for the signature, because policy lets the request go on.
     *
     * @param lapsesAt when it is too late to sign
     */
    record AskForConsent(Matter matter, Instant lapsesAt, Instant now) implements ConsentCommand {}

    /** Sends a fresh one-time code. */
    record IssueCode(Viewing viewing, FreshCode code, Instant now) implements ConsentCommand {}

    /**
     * Signs.
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

    /** The hospital merged the patient's id: the survivor is the patient from now on. */
    record CarryToSurvivor(PatientId survivor) implements ConsentCommand {}
}
