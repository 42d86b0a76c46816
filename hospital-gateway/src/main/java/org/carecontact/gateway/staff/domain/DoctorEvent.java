package org.carecontact.gateway.staff.domain;

/** A change of what is known of a doctor. */
public sealed interface DoctorEvent {

    Doctor.Known now();

    /** No change that others can see: a newer message said the same. */
    record DoctorNoted(Doctor.Known now) implements DoctorEvent {}

    record DoctorChanged(Doctor.Known now) implements DoctorEvent {}
}
