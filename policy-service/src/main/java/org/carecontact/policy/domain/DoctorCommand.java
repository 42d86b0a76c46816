package org.carecontact.policy.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of a doctor, by the hospital and by the doctor. */
public sealed interface DoctorCommand {

    record ListDoctor(boolean active, String department) implements DoctorCommand {}

    /** Replaces what was said before. */
    record NoteSchedule(List<Slot> busy) implements DoctorCommand {}

    record SetRules(
            boolean optIn, List<Channel> channels, @Nullable Hours hours, Instant now) implements DoctorCommand {}
}
