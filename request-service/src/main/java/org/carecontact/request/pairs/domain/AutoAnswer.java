package org.carecontact.request.pairs.domain;

import org.jspecify.annotations.Nullable;

/**
 * The answer of the doctor's own rules, which spares the doctor the question.
 *
 * @param alternative what is offered; null for the permit's own
 */
public record AutoAnswer(Kind kind, @Nullable Alternative alternative) {

    public enum Kind {
        ACCEPT,
        OFFER_ALTERNATIVE,
        REFUSE
    }
}
