package org.carecontact.policy.doctors.domain;

import java.time.Instant;
import java.util.List;
import org.carecontact.schemas.ids.PairId;
import org.jspecify.annotations.Nullable;

/** The commands about a doctor, by the hospital and by the doctor. */
public sealed interface DoctorCommand {

    /** Null is what the hospital has not told. */
    record ListDoctor(
            boolean active,
            @Nullable String department,
            @Nullable String name,
            @Nullable String title) implements DoctorCommand {}

    /** Replaces what was said before. */
    record NoteSchedule(List<Slot> busy) implements DoctorCommand {}

    /** The rules that the doctor wants; their number has no meaning here. */
    record SetRules(DoctorRules rules, Instant now) implements DoctorCommand {}

    record NoteContact(PairId pair, Instant until, Instant now) implements DoctorCommand {}

    record ForgetContact(PairId pair) implements DoctorCommand {}
}
