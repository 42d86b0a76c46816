package org.carecontact.request.reports.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a supervisor decided of a report.
 *
 * @param sealedReason in the supervisor's words, for both sides
 * @param by the supervisor
 * @param barredUntil until when the patient's side cannot ask this doctor; null for not at all
 */
public record Verdict(
        Outcome outcome,
        String sealedReason,
        String by,
        @Nullable Instant barredUntil,
        Instant at) {

    public Verdict {
        if ((outcome == Outcome.END_AND_BAR) != (barredUntil != null)) {
            throw new IllegalArgumentException("a bar has an end, and nothing else bars");
        }
    }

    public enum Outcome {
        NOTHING,
        WARNING,
        END,
        END_AND_BAR
    }

    /** Returns whether the contact ends. */
    public boolean ends() {
        return switch (outcome) {
            case NOTHING, WARNING -> false;
            case END, END_AND_BAR -> true;
        };
    }

    /** Returns the side that the decision goes against, which alone may contest it. */
    public Side against(Filing filing) {
        return outcome == Outcome.NOTHING ? filing.by() : filing.about();
    }
}
