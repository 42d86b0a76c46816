package org.carecontact.gateway.files;

import java.util.List;

/**
 * A line that is durable.
 *
 * @param kind of what the line has, as Encounter
 * @param id that the sender gave it; empty for none
 * @param isUsed whether anything here needs it
 * @param warnings what of it was no use
 */
public record LineTaken(String kind, String id, boolean isUsed, List<String> warnings) {

    public LineTaken {
        warnings = List.copyOf(warnings);
    }
}
