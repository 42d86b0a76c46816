package org.carecontact.gateway.hl7v2;

import java.util.List;
import org.carecontact.gateway.intake.Statement;

/** What a message means here. */
public sealed interface Meaning {

    /** It is about something that nothing here needs. */
    record NotUsed() implements Meaning {}

    /**
     * It says something.
     *
     * @param warnings what of it was no use
     */
    record Says(List<Statement> statements, List<Fault> warnings) implements Meaning {

        public Says {
            statements = List.copyOf(statements);
            warnings = List.copyOf(warnings);
        }
    }
}
