package org.carecontact.consent.terms.domain;

import java.time.Instant;
import java.util.List;

/** The reasons for which a doctor's signature does not count. */
public sealed interface TermsRejection {

    /** The terms were shown too long ago. */
    record ViewingTooOld() implements TermsRejection {}

    /** The hospital has activated other terms since. */
    record TermsChanged() implements TermsRejection {}

    /** These sections were not confirmed. */
    record NotConfirmed(List<String> missing) implements TermsRejection {}

    /** Exactly these terms are signed and hold. */
    record AlreadySigned(Instant at) implements TermsRejection {}
}
