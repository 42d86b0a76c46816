package org.carecontact.policy.doctors.domain;

import java.util.List;
import org.carecontact.policy.doctors.domain.KnownDoctor.OpenContact;

/** The events of a doctor. */
public sealed interface DoctorEvent {

    record DoctorListed(boolean active, String department) implements DoctorEvent {}

    record ScheduleNoted(List<Slot> busy) implements DoctorEvent {}

    record RulesSet(DoctorRules rules) implements DoctorEvent {}

    record ContactsNoted(List<OpenContact> contacts) implements DoctorEvent {}
}
