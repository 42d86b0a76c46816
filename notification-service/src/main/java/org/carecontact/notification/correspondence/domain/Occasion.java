package org.carecontact.notification.correspondence.domain;

import org.carecontact.notification.recipients.domain.Addressee;

/** An event of a request that calls for notices or makes some pointless. */
public sealed interface Occasion {

    /** A family member asked in the patient's name. */
    record FamilyAsked() implements Occasion {}

    /** A family member or guardian signed for the patient. */
    record FamilySigned() implements Occasion {}

    record SignatureWanted(Addressee signer) implements Occasion {}

    /**
     * A code is to be sent.
     *
     * @param anew whether something was signed before, which the code does not come too late for
     */
    record CodeIssued(Addressee signer, int issue, SealedCode code, boolean anew) implements Occasion {}

    /**
     * While a contact lasts its signer is asked once more.
     *
     * @param which tells one question from another
     */
    record SignatureWantedAnew(Addressee signer, int which) implements Occasion {}

    /**
     * Signed once more.
     *
     * @param byFamily whether a family member or guardian signed for the patient
     * @param which tells one signature from another
     */
    record SignedAnew(boolean byFamily, int which) implements Occasion {}

    record ConsentEnded() implements Occasion {}

    record DoctorWanted() implements Occasion {}

    /**
     * The request was granted.
     *
     * @param side who is told on the patient's side, unless the signer is known
     * @param byRules whether the doctor was not asked, and therefore has to be told too
     */
    record Granted(Addressee side, boolean byRules) implements Occasion {}

    record Redirected(Addressee side) implements Occasion {}

    record Declined(Addressee side) implements Occasion {}

    record Expired(Addressee side) implements Occasion {}

    /**
     * The patient's side of a contact is reminded of what was agreed.
     *
     * @param which 1 for the first
     */
    record ReminderDue(Addressee side, int which) implements Occasion {}

    /**
     * Nobody can use the contact for now.
     *
     * @param issue of the notice: higher than that of any before
     * @param away whether the doctor is away, and therefore needs no notice
     */
    record ContactSuspended(Addressee side, int issue, boolean away) implements Occasion {}

    /**
     * The contact can be used again.
     *
     * @param issue as of {@link ContactSuspended}
     */
    record ContactResumed(Addressee side, int issue) implements Occasion {}

    /**
     * The renewal of a contact moved on.
     *
     * @param to who is to do something, or to know
     * @param issue as of {@link ContactSuspended}
     */
    record RenewalMoved(Addressee to, int issue) implements Occasion {}

    /**
     * A supervisor decided a report of misuse.
     *
     * @param issue of the notice: no other decision on the same contact has it
     */
    record ReportDecided(Addressee side, int issue) implements Occasion {}

    record AskAgainPossible(Addressee side) implements Occasion {}

    record Withdrawn() implements Occasion {}

    /** It ended, because the hospital merged two ids of the patient and another request or contact stays. */
    record PutTogether(Addressee side) implements Occasion {}

    /** The patient's id was merged: nobody is told, but from now on the survivor is reached. */
    record Carried() implements Occasion {}

    record ContactEnded(Addressee side) implements Occasion {}
}
