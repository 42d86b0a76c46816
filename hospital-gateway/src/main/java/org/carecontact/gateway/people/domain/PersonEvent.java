package org.carecontact.gateway.people.domain;

import java.time.Instant;
import org.carecontact.gateway.vocabulary.domain.AgeBand;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.schemas.ids.PatientId;

/** A change of a patient's record. */
public sealed interface PersonEvent {

    /** No change that others can see. */
    record PersonNoted(Person.Known now) implements PersonEvent {}

    /** The name, or a way to reach the patient or the guardian, has changed. */
    record ContactPointsChanged(Person.Known now, Instant at) implements PersonEvent {}

    /** The age band of a patient who was known before has changed. */
    record AgeBandChanged(String hospital, PatientId patient, AgeBand band, Instant at) implements PersonEvent {}

    /** The patient's id is dead, and its survivor speaks for both. */
    record PersonMerged(Person.Merged now, Stamp by) implements PersonEvent {}
}
