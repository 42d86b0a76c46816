package org.carecontact.request.pairs.domain;

import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;

/** The person or service that acts on a request. */
public sealed interface Party {

    /** The patient, or family with a token that speaks for the patient. */
    record PatientSide(PatientId patient) implements Party {}

    record TheDoctor(DoctorId doctor) implements Party {}

    /** Staff, for requests that came by phone or at the front desk. */
    record Desk() implements Party {}

    /** Returns whether this party may act for the patient of the request. */
    default boolean actsForPatientOf(Request request) {
        return switch (this) {
            case PatientSide(var patient) -> request.isOf(patient);
            case Desk _ -> request.route().enteredByStaff();
            case TheDoctor _ -> false;
        };
    }

    /** Returns whether this party is the doctor of the request. */
    default boolean treats(Request request) {
        return this instanceof TheDoctor(var doctor) && doctor.equals(request.doctor());
    }
}
