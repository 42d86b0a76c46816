package org.carecontact.gateway.staff.domain;

import org.carecontact.schemas.ids.DepartmentId;

/** A department of one hospital. */
public sealed interface Department {

    /** No message was about the department yet. */
    record Unheard() implements Department {}

    record Known(String hospital, DepartmentId department, DepartmentFacts facts) implements Department {}
}
