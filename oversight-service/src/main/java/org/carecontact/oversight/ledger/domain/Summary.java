package org.carecontact.oversight.ledger.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The codes of an event for timelines and figures; nothing in it names a person.
 *
 * @param outcome the state or outcome that the event tells of
 * @param reasons codes, each with what it belongs to, as {@code SAFETY:minor-needs-guardian}
 * @param alternatives kinds of alternatives offered
 * @param submittedAt when the request was submitted, on events that tell it
 */
public record Summary(
        @Nullable String hospital,
        @Nullable String request,
        @Nullable String outcome,
        List<String> reasons,
        List<String> alternatives,
        @Nullable String scene,
        @Nullable String institutionType,
        @Nullable String purpose,
        @Nullable Instant submittedAt) {

    /** The summary of a record without codes. */
    public static final Summary NONE = new Summary(null, null, null, List.of(), List.of(), null, null, null, null);

    public Summary {
        reasons = List.copyOf(reasons);
        alternatives = List.copyOf(alternatives);
    }
}
