package org.carecontact.policy.doctors.domain;

import java.util.List;
import org.carecontact.policy.doctors.domain.KnownDoctor.OpenContact;
import org.jspecify.annotations.Nullable;

/** The events of a doctor. */
public sealed interface DoctorEvent {

    record DoctorListed(
            boolean active,
            @Nullable String department,
            @Nullable String name,
            @Nullable String title) implements DoctorEvent {}

    record ScheduleNoted(List<Slot> busy) implements DoctorEvent {}

    record RulesSet(DoctorRules rules) implements DoctorEvent {}

    record ContactsNoted(List<OpenContact> contacts) implements DoctorEvent {}
}
