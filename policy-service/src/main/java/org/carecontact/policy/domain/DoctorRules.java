package org.carecontact.policy.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A doctor's own will; until it is set the doctor is not asked at all.
 *
 * @param hours null for no hours of their own
 */
public record DoctorRules(
        boolean optIn,
        List<Channel> channels,
        @Nullable Hours hours,
        int version,
        @Nullable Instant changedAt) {

    public static final DoctorRules NONE = new DoctorRules(false, List.of(), null, 0, null);
}
