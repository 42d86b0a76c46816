package org.carecontact.request.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One direct channel on terms; never open-ended. */
public record Contact(
        String channel,
        Purpose purpose,
        @Nullable Hours hours,
        Instant startsAt,
        Instant endsAt,
        @Nullable Instant endedAt,
        @Nullable EndedBy endedBy) {

    public enum EndedBy {
        PATIENT,
        DOCTOR,
        CONSENT,
        POLICY,
        EXPIRY
    }

    Contact ended(EndedBy by, Instant at) {
        return new Contact(channel, purpose, hours, startsAt, endsAt, at, by);
    }
}
