package org.carecontact.gateway.intake;

import java.util.List;

/**
 * What a door makes of one message, for a person who tries a feed's file; nothing of it is stored.
 *
 * @param number of the message in its file, or of its line
 * @param answer AA, AE or AR
 * @param kind of the message, as ADT^A01, OutPatientInfoAdd or Encounter; empty when that can't be read
 * @param id that the sender gave it; empty when that can't be read
 * @param statements none when it is about nothing that is needed here, or refused
 * @param notes what of it was no use; of a refused one, place and remedy
 */
public record Understood(
        long number, String answer, String kind, String id, List<Statement> statements, List<String> notes) {

    public Understood {
        statements = List.copyOf(statements);
        notes = List.copyOf(notes);
    }

    /** A message of which this place would have to be otherwise. */
    public static Understood refused(long number, String answer, String kind, String id, String place, String remedy) {
        return new Understood(
                number, answer, kind, id, List.of(), List.of(place.isEmpty() ? remedy : place + ": " + remedy));
    }

    public boolean isRefused() {
        return !answer.equals("AA");
    }
}
