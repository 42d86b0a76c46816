package org.carecontact.consent.consents.domain;

import java.time.Instant;
import org.carecontact.consent.codes.domain.SigningCode;
import org.carecontact.schemas.ids.PatientId;

/** The events of a consent. */
public sealed interface ConsentEvent {

    record ConsentAsked(Matter matter, Instant lapsesAt, Instant at) implements ConsentEvent {}

    /** The request ended before the signer was asked. */
    record ConsentBarred(Instant at) implements ConsentEvent {}

    record SigningCodeIssued(SigningCode code, byte[] sealed, Instant at) implements ConsentEvent {}

    /** Another code than the issued one was presented. */
    record SigningCodeMissed() implements ConsentEvent {}

    record ConsentSigned(Signature signature) implements ConsentEvent {}

    record ConsentRefused(Instant at) implements ConsentEvent {}

    record ConsentWithdrawn(Instant at) implements ConsentEvent {}

    record ConsentLapsed(Instant at) implements ConsentEvent {}

    record ConsentExpired(Instant at) implements ConsentEvent {}

    record ConsentClosed(Instant at) implements ConsentEvent {}

    record ConsentCarried(PatientId survivor) implements ConsentEvent {}
}
