package org.carecontact.policy.doctors.domain;

import java.time.Instant;
import java.util.List;
import org.carecontact.schemas.ids.PairId;
import org.jspecify.annotations.Nullable;

/**
 * A doctor as hospital and doctor describe them.
 *
 * @param active null as long as the hospital never listed the doctor
 * @param name null while the hospital has not told it
 * @param title the rank; null for none
 * @param busy the slots of the schedule
 * @param contacts the open ones, by pair, as far as they are counted
 */
public record KnownDoctor(
        @Nullable Boolean active,
        @Nullable String department,
        @Nullable String name,
        @Nullable String title,
        List<Slot> busy,
        DoctorRules rules,
        List<OpenContact> contacts) {

    public static final KnownDoctor UNKNOWN =
            new KnownDoctor(null, null, null, null, List.of(), DoctorRules.NONE, List.of());

    /** A contact and when it ends at the latest. */
    public record OpenContact(PairId pair, Instant until) {}

    KnownDoctor with(List<Slot> slots, DoctorRules own, List<OpenContact> open) {
        return new KnownDoctor(active, department, name, title, slots, own, open);
    }

    public DoctorFacts facts(Instant now) {
        int open = (int) contacts.stream()
                .filter(contact -> contact.until().isAfter(now))
                .count();
        return new DoctorFacts(active, department, rules, busy, open);
    }
}
