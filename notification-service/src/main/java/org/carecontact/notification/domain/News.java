package org.carecontact.notification.domain;

/** What other services say of a request, as far as somebody has to be told or not to be told any more. */
public sealed interface News {

    record SignatureWanted(Addressee signer) implements News {}

    record CodeIssued(Addressee signer, int issue, SealedCode code) implements News {}

    record ConsentEnded() implements News {}

    record DoctorWanted() implements News {}

    /**
     * Granted.
     *
     * @param side who is told on the patient's side, unless the signer is known
     * @param byRules whether the doctor was not asked, and therefore has to be told too
     */
    record Granted(Addressee side, boolean byRules) implements News {}

    record Redirected(Addressee side) implements News {}

    record Declined(Addressee side) implements News {}

    record Expired(Addressee side) implements News {}

    record Withdrawn() implements News {}

    record ContactEnded(Addressee side) implements News {}
}
