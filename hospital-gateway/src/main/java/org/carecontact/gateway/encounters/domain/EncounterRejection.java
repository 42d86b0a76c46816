package org.carecontact.gateway.encounters.domain;

/** The reasons for which a message is refused; sending it again can't help. */
public sealed interface EncounterRejection {

    /** The sender's control id belongs to another message about this visit. */
    record ControlIdReused() implements EncounterRejection {}

    /** The visit is another patient's. */
    record VisitOfAnotherPatient() implements EncounterRejection {}

    /** The message lies in the future: it would outrank every message until then. */
    record FromTheFuture() implements EncounterRejection {}
}
