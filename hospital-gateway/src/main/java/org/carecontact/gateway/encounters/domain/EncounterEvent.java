package org.carecontact.gateway.encounters.domain;

import java.time.Instant;
import java.util.List;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/** What a message changed. */
public sealed interface EncounterEvent {

    /**
     * Something that others can see.
     *
     * @param formerDoctor who had the visit before, if it passed to another doctor
     */
    record EncounterChanged(Encounter.Known now, @Nullable DoctorId formerDoctor) implements EncounterEvent {}

    /** Nothing that others can see: it came late, or said what was known. */
    record MessageHeard(Encounter.Known now) implements EncounterEvent {}

    /** The patient, or who speaks for the patient, is reached in another way now. */
    record ContactPointsChanged(String hospital, PatientId patient, List<ContactPoint> contactPoints, Instant at)
            implements EncounterEvent {}
}
