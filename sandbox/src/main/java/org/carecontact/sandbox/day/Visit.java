package org.carecontact.sandbox.day;

import org.carecontact.sandbox.people.Doctor;
import org.carecontact.sandbox.people.Hospital;
import org.carecontact.sandbox.people.Patient;

/**
 * One patient's visit to one doctor, and the request that follows.
 *
 * @param number from 1, in the order of the day
 * @param visit the hospital's visit number
 * @param kind of encounter: AMB, IMP or VR (FHIR v3-ActCode)
 */
record Visit(int number, Hospital hospital, Doctor doctor, Patient patient, String visit, String kind, Story story) {

    boolean needsGuardian() {
        return patient.needsGuardian();
    }

    String scene() {
        return switch (kind) {
            case "IMP" -> "INPATIENT";
            case "VR" -> "ONLINE";
            default -> "OUTPATIENT";
        };
    }
}
