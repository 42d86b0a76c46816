package org.carecontact.gateway.encounters.domain;

import org.carecontact.schemas.ids.VisitId;

/** The reasons for which a message is refused; sending it again can't help. */
public sealed interface EncounterRejection {

    /** The sender's id of the message belongs to another message about this visit. */
    record MessageIdReused() implements EncounterRejection {}

    /** The visit is another patient's. */
    record VisitOfAnotherPatient() implements EncounterRejection {}

    /** The number is dead; what is said of it goes to the number that remains. */
    record IsRenumbered(VisitId into) implements EncounterRejection {}

    /** There is no such visit to be moved. */
    record NoSuchVisit() implements EncounterRejection {}
}
