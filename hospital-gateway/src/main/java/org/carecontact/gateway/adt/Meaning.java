package org.carecontact.gateway.adt;

import java.util.List;
import org.carecontact.gateway.encounters.domain.EncounterCommand;

/** What a message means here. */
public sealed interface Meaning {

    /** It is about something that nothing here needs. */
    record NotUsed() implements Meaning {}

    /**
     * It is about a visit.
     *
     * @param warnings what of it was no use
     */
    record AboutVisit(EncounterCommand command, List<Fault> warnings) implements Meaning {

        public AboutVisit {
            warnings = List.copyOf(warnings);
        }
    }
}
