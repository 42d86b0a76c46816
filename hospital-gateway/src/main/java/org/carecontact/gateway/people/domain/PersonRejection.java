package org.carecontact.gateway.people.domain;

import org.carecontact.schemas.ids.PatientId;

/** Why a patient's record stays as it is. */
public sealed interface PersonRejection {

    /** The id is dead; what is said of it goes to the survivor. */
    record IsMerged(PatientId survivor) implements PersonRejection {}

    /** A patient can't be merged into itself, nor into one whose id is dead. */
    record NoSurvivor() implements PersonRejection {}
}
