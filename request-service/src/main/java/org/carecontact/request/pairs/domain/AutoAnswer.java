package org.carecontact.request.pairs.domain;

import org.jspecify.annotations.Nullable;

/**
 * What the doctor's own rules answer, so that the doctor is not asked.
 *
 * @param alternative what is offered; null for all that the permit knows
 */
public record AutoAnswer(Kind kind, @Nullable Alternative alternative) {

    public enum Kind {
        ACCEPT,
        OFFER_ALTERNATIVE,
        REFUSE
    }
}
