package org.carecontact.request.domain;

/** Who acts on a request. */
public sealed interface Party {

    /** The patient, or family with a token that speaks for the patient. */
    record PatientSide(String patient) implements Party {}

    record TheDoctor(String doctor) implements Party {}

    /** Staff, for requests that came by phone or at the front desk. */
    record Desk() implements Party {}

    /** Whether this one acts for the patient of the request. */
    default boolean actsForPatientOf(Request request) {
        return switch (this) {
            case PatientSide(var patient) -> patient.equals(request.patient());
            case Desk _ -> request.route().enteredByStaff();
            case TheDoctor _ -> false;
        };
    }

    /** Whether this one is the doctor of the request. */
    default boolean treats(Request request) {
        return this instanceof TheDoctor(var doctor) && doctor.equals(request.doctor());
    }
}
