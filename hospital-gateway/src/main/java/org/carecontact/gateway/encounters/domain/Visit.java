package org.carecontact.gateway.encounters.domain;

import java.time.Instant;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;

/**
 * One visit as the hospital describes it.
 *
 * @param changedAt the hospital's time of the newest message about it
 */
public record Visit(
        String hospital,
        VisitId visit,
        PatientId patient,
        DoctorId doctor,
        String department,
        EncounterClass encounterClass,
        AgeBand ageBand,
        Instant changedAt) {

    Visit as(EncounterClass other) {
        return new Visit(hospital, visit, patient, doctor, department, other, ageBand, changedAt);
    }

    Visit at(Instant other) {
        return new Visit(hospital, visit, patient, doctor, department, encounterClass, ageBand, other);
    }
}
