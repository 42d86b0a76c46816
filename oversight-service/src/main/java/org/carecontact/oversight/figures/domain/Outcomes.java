package org.carecontact.oversight.figures.domain;

import org.jspecify.annotations.Nullable;

/**
 * The outcomes of requests; each request counts once in every column that applies to it.
 *
 * @param granted a contact was opened, whatever became of it
 * @param deferredOnce policy put it off at least once
 * @param ended a contact was opened and is over
 * @param open none of granted, redirected, declined, withdrawn and expired yet
 */
public record Outcomes(
        long submitted,
        long granted,
        long redirected,
        long declined,
        long withdrawn,
        long expired,
        long deferredOnce,
        long ended,
        long open) {

    static final Outcomes NONE = new Outcomes(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Granted of submitted in percent, one decimal; null without requests. */
    public @Nullable Double successRate() {
        return submitted == 0 ? null : Math.round(granted * 1000.0 / submitted) / 10.0;
    }

    Outcomes plus(Outcomes more) {
        return new Outcomes(
                submitted + more.submitted,
                granted + more.granted,
                redirected + more.redirected,
                declined + more.declined,
                withdrawn + more.withdrawn,
                expired + more.expired,
                deferredOnce + more.deferredOnce,
                ended + more.ended,
                open + more.open);
    }
}
