package org.carecontact.gateway.fhir;

import java.util.List;
import org.carecontact.gateway.intake.Statement;

/**
 * What one resource means here.
 *
 * @param statements in the order in which they are stored; none when it is about nothing that is needed here
 * @param number the hospital's own number of the patient or visit
 */
record Told(List<Statement> statements, String number) {

    Told {
        statements = List.copyOf(statements);
    }
}
