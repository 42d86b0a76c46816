package org.carecontact.gateway.encounters.domain;

/** Why a message is not taken in; sending it again can't help. */
public sealed interface EncounterRejection {

    /** The control id belongs to another message about this visit. */
    record ControlIdReused() implements EncounterRejection {}

    /** The visit is another patient's. */
    record VisitOfAnotherPatient() implements EncounterRejection {}

    /** Taken in, it would outrank every message until then. */
    record FromTheFuture() implements EncounterRejection {}
}
