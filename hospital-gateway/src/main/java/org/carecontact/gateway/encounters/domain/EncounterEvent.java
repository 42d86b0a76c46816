package org.carecontact.gateway.encounters.domain;

import java.time.Instant;
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

    /**
     * The same change, told to those who know the person under an id that died in a merge: a request or a contact of that
     * id goes on.
     */
    record AliasChanged(Encounter.Known now, @Nullable DoctorId formerDoctor, PatientId alias)
            implements EncounterEvent {}

    /** No change that others can see: the message came late, or said what was known. */
    record MessageHeard(Encounter.Known now) implements EncounterEvent {}

    /** What was told goes on under another number. */
    record EncounterRenumbered(Encounter.Renumbered now) implements EncounterEvent {}

    /** Under this patient or number it never took place: it goes on under another. */
    record EncounterLeft(Encounter.Known before, Instant at) implements EncounterEvent {}
}
