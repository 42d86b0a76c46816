package org.carecontact.gateway.fhir.reading;

import java.util.List;
import org.carecontact.gateway.intake.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What one resource means here.
 *
 * @param statements in the order in which they are stored
 * @param number the hospital's own number of what it is about; its id here follows from it
 * @param meaning what a reference to it means, where that is not its number and may change; else null
 * @param names by which a reference with an identifier finds the meaning
 * @param isUsed whether anything here needs it
 */
public record Told(
        List<Statement> statements, String number, @Nullable String meaning, List<String> names, boolean isUsed) {

    public Told {
        statements = List.copyOf(statements);
        names = List.copyOf(names);
    }

    /** Of a resource to which its number is all that a reference means; without statements nothing here needs it. */
    public static Told of(List<Statement> statements, String number) {
        return new Told(statements, number, null, List.of(), !statements.isEmpty());
    }
}
