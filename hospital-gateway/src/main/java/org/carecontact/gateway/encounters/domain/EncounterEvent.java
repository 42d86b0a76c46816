package org.carecontact.gateway.encounters.domain;

import java.time.Instant;
import java.util.List;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/** The change by a message. */
public sealed interface EncounterEvent {

    /**
     * A change that others can see.
     *
     * @param formerDoctor who had the visit before, if it passed to another doctor
     */
    record EncounterChanged(Encounter.Known now, @Nullable DoctorId formerDoctor) implements EncounterEvent {}

    /** No change that others can see: the message came late, or said what was known. */
    record MessageHeard(Encounter.Known now) implements EncounterEvent {}

    /** The contact points of the patient, or of the person who speaks for the patient, have changed. */
    record ContactPointsChanged(String hospital, PatientId patient, List<ContactPoint> contactPoints, Instant at)
            implements EncounterEvent {}
}
