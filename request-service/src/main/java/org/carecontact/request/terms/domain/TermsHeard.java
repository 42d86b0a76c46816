package org.carecontact.request.terms.domain;

import java.time.Instant;

/** What consent-service told about terms. */
public sealed interface TermsHeard {

    /** The hospital's doctors are to sign this wording from now on. */
    record Activated(String language, String sha256) implements TermsHeard {}

    /** The doctor signed this wording. */
    record Signed(String form, String language, String sha256, Instant validUntil) implements TermsHeard {}
}
