package org.carecontact.policy.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What policy knows of a doctor at the moment of a decision.
 *
 * @param active whether the hospital lists the doctor as working; null when it never said
 * @param department as the hospital lists it; null when it never said
 * @param channels those that the doctor is willing to use
 * @param hours the doctor's own; null when none are set
 * @param busy operations and absences
 * @param version of the doctor's rules, 0 when the doctor never set any
 */
public record DoctorFacts(
        @Nullable Boolean active,
        @Nullable String department,
        boolean optIn,
        List<Channel> channels,
        @Nullable Hours hours,
        List<Slot> busy,
        int version) {

    /** Of whom nothing was ever heard. */
    public static final DoctorFacts UNKNOWN = new DoctorFacts(null, null, false, List.of(), null, List.of(), 0);
}
