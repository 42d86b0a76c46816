package org.carecontact.request.pairs.domain;

import java.time.Duration;
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
        MISUSE,
        /** The doctor no longer works at the hospital. */
        DEPARTURE
    }

    private static final Duration LEAD = Duration.ofDays(30);

    /** Returns for how long it was granted, of which each renewal gives as much again. */
    private Duration term(int renewals) {
        return Duration.between(startsAt, endsAt).dividedBy(renewals + 1L);
    }

    /** A month before its end, or half of its time where that is less. */
    Instant renewableFrom(int renewals) {
        Duration half = term(renewals).dividedBy(2);
        return endsAt.minus(half.compareTo(LEAD) < 0 ? half : LEAD);
    }

    Contact renewed(int renewals) {
        return new Contact(
                channel, purpose, hours, obligations, startsAt, endsAt.plus(term(renewals)), endedAt, endedBy);
    }

    Contact ended(EndedBy by, Instant at) {
        return new Contact(channel, purpose, hours, obligations, startsAt, endsAt, at, by);
    }
}
