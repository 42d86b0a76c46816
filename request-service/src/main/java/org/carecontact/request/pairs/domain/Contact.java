package org.carecontact.request.pairs.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One direct channel on terms; never open-ended.
 *
 * @param obligations codes of what both sides owe each other, from policy
 */
public record Contact(
        String channel,
        Purpose purpose,
        @Nullable Hours hours,
        List<String> obligations,
        Instant startsAt,
        Instant endsAt,
        @Nullable Instant endedAt,
        @Nullable EndedBy endedBy) {

    public Contact {
        obligations = orNone(obligations);
    }

    /** Documents that were written before there were obligations have none. */
    static List<String> orNone(@Nullable List<String> obligations) {
        return obligations == null ? List.of() : List.copyOf(obligations);
    }

    public enum EndedBy {
        PATIENT,
        DOCTOR,
        CONSENT,
        POLICY,
        EXPIRY,
        MERGE,
        /** A report of misuse: upheld by the supervisor, or not decided in time. */
        MISUSE
    }

    Contact ended(EndedBy by, Instant at) {
        return new Contact(channel, purpose, hours, obligations, startsAt, endsAt, at, by);
    }
}
