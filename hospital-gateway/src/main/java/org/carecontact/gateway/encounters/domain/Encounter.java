package org.carecontact.gateway.encounters.domain;

import org.carecontact.schemas.ids.VisitId;

/** One visit of one patient at one hospital. */
public sealed interface Encounter {

    /** No message was about it yet. */
    record Unheard() implements Encounter {}

    /** A visit that at least one message was about. */
    sealed interface Known extends Encounter permits InProgress, Finished, Cancelled {
        Told told();
    }

    record InProgress(Told told) implements Known {}

    record Finished(Told told) implements Known {}

    /** It never took place. */
    record Cancelled(Told told) implements Known {}

    /** The number is dead: the visit goes on under another (HL7 A50). */
    record Renumbered(String hospital, VisitId number, VisitId into) implements Encounter {}

    /** Returns the state that follows from the marks alone, so that the order of arrival does not matter. */
    static Known of(Told told) {
        if (told.marks().isCancelled()) {
            return new Cancelled(told);
        }
        return told.marks().isFinished() ? new Finished(told) : new InProgress(told);
    }
}
