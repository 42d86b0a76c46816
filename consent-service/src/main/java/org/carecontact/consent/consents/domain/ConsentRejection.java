package org.carecontact.consent.consents.domain;

import java.time.Instant;
import java.util.List;

/** Why a consent stays as it is. */
public sealed interface ConsentRejection {

    /** Nobody was asked to sign this. */
    record NeverAsked() implements ConsentRejection {}

    record AlreadyAsked() implements ConsentRejection {}

    /** The request ended before its pre-check arrived. */
    record RequestIsOver() implements ConsentRejection {}

    record AlreadySigned(Instant at) implements ConsentRejection {}

    record NotSigned() implements ConsentRejection {}

    /** The consent is over for good. */
    record AlreadyEnded(Consent.Ended ended) implements ConsentRejection {}

    record TooLate(Instant since) implements ConsentRejection {}

    record TooEarly(Instant until) implements ConsentRejection {}

    /** The forms were shown too long ago. */
    record ViewingTooOld() implements ConsentRejection {}

    /** The forms that were shown are not those to be signed now. */
    record FormsChanged() implements ConsentRejection {}

    /** Too many codes. */
    record LockedOut(Instant until) implements ConsentRejection {}

    record NoCodeIssued() implements ConsentRejection {}

    record CodeExpired() implements ConsentRejection {}

    /** Too many wrong codes. */
    record CodeExhausted() implements ConsentRejection {}

    /** These sections were not confirmed. */
    record NotConfirmed(List<String> missing) implements ConsentRejection {}

    record NoSeparateConsent() implements ConsentRejection {}
}
