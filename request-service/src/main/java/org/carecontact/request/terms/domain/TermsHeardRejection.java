package org.carecontact.request.terms.domain;

/** Nothing: what consent-service tells about terms is never refused. */
public sealed interface TermsHeardRejection {

    /** Never returned; a sealed type needs at least one member. */
    record Never() implements TermsHeardRejection {}
}
