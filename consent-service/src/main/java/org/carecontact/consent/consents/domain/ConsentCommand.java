package org.carecontact.consent.consents.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.carecontact.consent.ages.domain.AgeBand;
import org.carecontact.consent.codes.domain.FreshCode;
import org.carecontact.consent.codes.domain.PresentedCode;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/** The commands to a consent. */
public sealed interface ConsentCommand {

    /**
     * Asks for the signature, because policy lets the request go on.
     *
     * @param lapsesAt when it is too late to sign
     */
    record AskForConsent(Matter matter, Instant lapsesAt, Instant now) implements ConsentCommand {}

    /**
     * Sends a fresh one-time code.
     *
     * @param as who the person was when the forms were shown: the signer can change meanwhile
     * @param relation of a family member to the patient, as the token attests it; null for the patient
     */
    record IssueCode(Signer as, @Nullable String relation, Viewing viewing, FreshCode code, Instant now)
            implements ConsentCommand {}

    /**
     * Signs.
     *
     * @param as who the person was when the forms were shown: the signer can change meanwhile
     * @param confirmations ids of the sections that the signer confirmed
     * @param separateConsent the separate consent to the use of sensitive health data (PIPL 29)
     * @param signature what is recorded if all is well; its confirmations are those that are needed
     */
    record SignConsent(
            Signer as,
            PresentedCode presented,
            Viewing viewing,
            List<String> confirmations,
            boolean separateConsent,
            Signature signature,
            Instant now)
            implements ConsentCommand {}

    record RefuseConsent(Signer as, Instant now) implements ConsentCommand {}

    record WithdrawConsent(Signer as, Instant now) implements ConsentCommand {}

    /** The time to sign is over. */
    record LapseConsent(Instant now) implements ConsentCommand {}

    /** The signature's validity is over. */
    record ExpireConsent(Instant now) implements ConsentCommand {}

    /** The request or its contact is over. */
    record CloseConsent(Instant now) implements ConsentCommand {}

    /** The hospital merged the patient's id: the survivor is the patient from now on. */
    record CarryToSurvivor(PatientId survivor) implements ConsentCommand {}

    /**
     * The signature holds only a little longer.
     *
     * @param ahead how long before the end the signer is asked anew
     */
    record AskToRenew(Duration ahead, Instant now) implements ConsentCommand {}

    /**
     * The hospital tells the patient's age band: of whose signature it is not the age, covers nothing any more.
     *
     * @param lapsesAt when it is too late for another person to sign what was not signed yet
     * @param endsAt when the contact ends if nobody signs anew
     */
    record NoteAge(AgeBand band, Instant lapsesAt, Instant endsAt, Instant now) implements ConsentCommand {}

    /**
     * A version with another meaning took the place of the earlier ones of this form.
     *
     * @param endsAt when the contact ends if nobody signs anew
     */
    record AskUnderNewForm(DocumentKind kind, String language, int version, Instant endsAt, Instant now)
            implements ConsentCommand {}

    /** Somebody was shown forms to sign and asked for no code. */
    record NoteServed(Served served) implements ConsentCommand {}
}
