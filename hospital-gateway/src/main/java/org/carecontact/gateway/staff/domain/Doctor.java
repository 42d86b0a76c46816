package org.carecontact.gateway.staff.domain;

import org.carecontact.schemas.ids.DoctorId;

/** A doctor of one hospital. */
public sealed interface Doctor {

    /** No message was about the doctor yet. */
    record Unheard() implements Doctor {}

    record Known(String hospital, DoctorId doctor, DoctorFacts facts) implements Doctor {}
}
