package org.carecontact.consent.domain;

import java.time.Instant;
import java.util.List;

/** Why not. */
public sealed interface ConsentRejection {

    /** Nobody was asked to sign this. */
    record NeverAsked() implements ConsentRejection {}

    record AlreadyAsked() implements ConsentRejection {}

    /** The request ended before its pre-check arrived. */
    record RequestIsOver() implements ConsentRejection {}

    record AlreadySigned(Instant at) implements ConsentRejection {}

    record NotSigned() implements ConsentRejection {}

    /** It came to an end, which stands. */
    record AlreadyEnded(Consent.Ended ended) implements ConsentRejection {}

    record TooLate(Instant since) implements ConsentRejection {}

    record TooEarly(Instant until) implements ConsentRejection {}

    /** What was shown was shown too long ago. */
    record ViewingTooOld() implements ConsentRejection {}

    /** What was shown is not what is to be signed. */
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
