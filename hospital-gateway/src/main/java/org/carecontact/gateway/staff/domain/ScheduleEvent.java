package org.carecontact.gateway.staff.domain;

/** A change of a doctor's schedule. */
public sealed interface ScheduleEvent {

    Schedule.Known now();

    /** No change that others can see. */
    record ScheduleNoted(Schedule.Known now) implements ScheduleEvent {}

    record ScheduleChanged(Schedule.Known now) implements ScheduleEvent {}
}
