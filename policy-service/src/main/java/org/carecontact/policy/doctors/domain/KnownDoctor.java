package org.carecontact.policy.doctors.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A doctor as hospital and doctor describe them.
 *
 * @param active null as long as the hospital never listed the doctor
 * @param busy the slots of the schedule
 * @param contacts the open ones, by pair, as far as they are counted
 */
public record KnownDoctor(
        @Nullable Boolean active,
        @Nullable String department,
        List<Slot> busy,
        DoctorRules rules,
        List<OpenContact> contacts) {

    public static final KnownDoctor UNKNOWN = new KnownDoctor(null, null, List.of(), DoctorRules.NONE, List.of());

    /** A contact and its latest end. */
    public record OpenContact(String pair, Instant until) {}

    public DoctorFacts facts(Instant now) {
        int open = (int) contacts.stream()
                .filter(contact -> contact.until().isAfter(now))
                .count();
        return new DoctorFacts(active, department, rules, busy, open);
    }
}
