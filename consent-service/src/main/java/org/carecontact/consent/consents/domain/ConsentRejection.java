package org.carecontact.consent.consents.domain;

import java.time.Instant;
import java.util.List;

/** The reasons for which a consent stays as it is. */
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

    /** The shown forms are no longer the forms to sign. */
    record FormsChanged() implements ConsentRejection {}

    /** Too many codes were asked for. */
    record LockedOut(Instant until) implements ConsentRejection {}

    record NoCodeIssued() implements ConsentRejection {}

    record CodeExpired() implements ConsentRejection {}

    /** Wrong codes were given too often. */
    record CodeExhausted() implements ConsentRejection {}

    /** These sections were not confirmed. */
    record NotConfirmed(List<String> missing) implements ConsentRejection {}

    record NoSeparateConsent() implements ConsentRejection {}

    /** Another person has to decide this now: the signer has changed meanwhile. */
    record AnotherSigner(Signer signer) implements ConsentRejection {}
}
