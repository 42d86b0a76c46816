package org.carecontact.gateway.staff.domain;

/** A change of what is known of a department. */
public sealed interface DepartmentEvent {

    Department.Known now();

    /** No change that others can see: a newer message said the same. */
    record DepartmentNoted(Department.Known now) implements DepartmentEvent {}

    record DepartmentChanged(Department.Known now) implements DepartmentEvent {}
}
