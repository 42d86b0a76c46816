package org.carecontact.request.pairs.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a contact is suspended.
 *
 * @param reference which one of its cause: the id of a report, the doctor who stands in, why a signature is wanted; null
 *     where there is nothing to say
 * @param until when it ends by itself, and the contact with it or not, as the cause says; null for never
 */
public record Hold(
        Cause cause,
        @Nullable String reference,
        Instant since,
        @Nullable Instant until) {

    public enum Cause {
        /** The consent has to be signed anew; the consent has a limit of its own. */
        CONSENT,
        /** A report of misuse waits for the supervisor; undecided at its limit, the contact ends. */
        REPORT,
        /** The doctor is away; at its limit the contact goes on. */
        ABSENCE
    }

    Optional<Instant> limit() {
        return Optional.ofNullable(until);
    }

    boolean is(Cause which, @Nullable String referring) {
        return cause == which && (which != Cause.REPORT || Objects.equals(reference, referring));
    }
}
