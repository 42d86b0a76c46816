package org.carecontact.gateway.soap;

import java.util.List;
import org.carecontact.gateway.intake.Statement;

/** What a message means here. */
sealed interface Meaning {

    /** It is about something that nothing here needs. */
    record NotUsed() implements Meaning {}

    /**
     * It says something.
     *
     * @param warnings what of it was no use
     */
    record Says(List<Statement> statements, List<Detail> warnings) implements Meaning {

        public Says {
            statements = List.copyOf(statements);
            warnings = List.copyOf(warnings);
        }
    }
}
