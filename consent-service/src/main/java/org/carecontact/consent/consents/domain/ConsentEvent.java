package org.carecontact.consent.consents.domain;

import java.time.Instant;
import org.carecontact.consent.codes.domain.SigningCode;
import org.carecontact.schemas.ids.PatientId;

/** The events of a consent. */
public sealed interface ConsentEvent {

    record ConsentAsked(Matter matter, Instant lapsesAt, Instant at) implements ConsentEvent {}

    /** The request ended before the signer was asked. */
    record ConsentBarred(Instant at) implements ConsentEvent {}

    record SigningCodeIssued(SigningCode code, byte[] sealed, Served served, Instant at) implements ConsentEvent {}

    /** Another code than the issued one was presented. */
    record SigningCodeMissed() implements ConsentEvent {}

    record ConsentSigned(Signature signature) implements ConsentEvent {}

    record ConsentRefused(Instant at) implements ConsentEvent {}

    record ConsentWithdrawn(Instant at) implements ConsentEvent {}

    record ConsentLapsed(Instant at) implements ConsentEvent {}

    record ConsentExpired(Instant at) implements ConsentEvent {}

    record ConsentClosed(Instant at) implements ConsentEvent {}

    record ConsentCarried(PatientId survivor) implements ConsentEvent {}

    /** Somebody is asked anew, or another person instead of the first. */
    record ConsentAskedAnew(AnewReason reason, Signer signer, Instant signBefore, Instant at) implements ConsentEvent {}

    /** The signature covers nothing any more, and nobody has signed anew. */
    record ConsentSuspended(AnewReason reason, Instant at) implements ConsentEvent {}

    /** A new signature took the place of the earlier one. */
    record ConsentRenewed(AnewReason reason, Signature signature) implements ConsentEvent {}

    /** Somebody was shown forms to sign. */
    record FormsServed(Served served) implements ConsentEvent {}
}
