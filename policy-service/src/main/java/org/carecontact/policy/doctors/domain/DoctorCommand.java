package org.carecontact.policy.doctors.domain;

import java.time.Instant;
import java.util.List;
import org.carecontact.schemas.ids.PairId;

/** The commands about a doctor, by the hospital and by the doctor. */
public sealed interface DoctorCommand {

    record ListDoctor(boolean active, String department) implements DoctorCommand {}

    /** Replaces what was said before. */
    record NoteSchedule(List<Slot> busy) implements DoctorCommand {}

    /** The rules that the doctor wants; their number has no meaning here. */
    record SetRules(DoctorRules rules, Instant now) implements DoctorCommand {}

    record NoteContact(PairId pair, Instant until, Instant now) implements DoctorCommand {}

    record ForgetContact(PairId pair) implements DoctorCommand {}
}
