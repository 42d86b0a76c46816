package org.carecontact.gateway.encounters.domain;

import java.time.Instant;
import org.carecontact.gateway.vocabulary.domain.AgeBand;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;
import org.jspecify.annotations.Nullable;

/**
 * One visit as far as the hospital has described it.
 *
 * @param doctor null while no message named one
 * @param department null while no message named one
 * @param encounterClass null while no message named one that we know
 * @param changedAt the hospital's time of the newest message about it
 */
public record Visit(
        String hospital,
        VisitId visit,
        PatientId patient,
        @Nullable DoctorId doctor,
        @Nullable String department,
        @Nullable EncounterClass encounterClass,
        AgeBand ageBand,
        Instant changedAt) {

    Visit at(Instant other) {
        return new Visit(hospital, visit, patient, doctor, department, encounterClass, ageBand, other);
    }
}
