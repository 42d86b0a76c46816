package org.carecontact.policy.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A doctor as hospital and doctor describe them.
 *
 * @param active null as long as the hospital never listed the doctor
 * @param busy operations and absences
 */
public record KnownDoctor(
        @Nullable Boolean active, @Nullable String department, List<Slot> busy, DoctorRules rules) {

    public static final KnownDoctor UNKNOWN = new KnownDoctor(null, null, List.of(), DoctorRules.NONE);

    public DoctorFacts facts() {
        return new DoctorFacts(
                active, department, rules.optIn(), rules.channels(), rules.hours(), busy, rules.version());
    }
}
