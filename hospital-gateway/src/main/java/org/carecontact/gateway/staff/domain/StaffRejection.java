package org.carecontact.gateway.staff.domain;

/** Nothing: a hospital's word about its staff is never refused. */
public sealed interface StaffRejection {

    /** Never returned; a sealed type needs at least one member. */
    record Never() implements StaffRejection {}
}
