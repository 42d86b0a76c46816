package org.carecontact.policy.departments.domain;

/** Nothing: a hospital's word about its departments is never refused. */
public sealed interface DepartmentRejection {

    /** Never returned; a sealed type needs at least one member. */
    record Never() implements DepartmentRejection {}
}
