package org.carecontact.gateway.domain;

import java.time.Instant;

/**
 * One visit as the hospital describes it.
 *
 * @param changedAt the hospital's time of the newest message about it
 */
public record Visit(
        String hospital,
        String visit,
        String patient,
        String doctor,
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
