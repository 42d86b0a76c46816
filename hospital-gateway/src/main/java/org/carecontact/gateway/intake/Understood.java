package org.carecontact.gateway.intake;

import java.util.List;

/**
 * What a door makes of one message, for a person who tries a feed's file; nothing of it is stored.
 *
 * @param number of the message in its file, or of its line
 * @param answer AA, AE or AR
 * @param kind of the message, as ADT^A01, OutPatientInfoAdd or Encounter; empty when that can't be read
 * @param id that the sender gave it; empty when that can't be read
 * @param sender as {@code GET /feeds} names it; empty when that can't be read
 * @param charset with which it was read; empty when it was not
 * @param statements none when it is about nothing that is needed here, or refused
 * @param notes what of it was no use; of a refused one, place and remedy; of one that waits, for what
 * @param isUsed whether it is about something that is needed here, if only for others that refer to it
 * @param isWaiting whether it has no effect before another message comes
 */
public record Understood(
        long number,
        String answer,
        String kind,
        String id,
        String sender,
        String charset,
        List<Statement> statements,
        List<String> notes,
        boolean isUsed,
        boolean isWaiting) {

    public Understood {
        statements = List.copyOf(statements);
        notes = List.copyOf(notes);
    }

    /** A message that waits for none, and is used when it says something. */
    public Understood(
            long number, String answer, String kind, String id, List<Statement> statements, List<String> notes) {
        this(number, answer, kind, id, "", "", statements, notes, !statements.isEmpty(), false);
    }

    /** A message that is accepted and has to wait. */
    public static Understood waiting(long number, String kind, String id, String what) {
        return new Understood(number, "AA", kind, id, "", "", List.of(), List.of(what), true, true);
    }

    /** A message of which this place would have to be otherwise. */
    public static Understood refused(long number, String answer, String kind, String id, String place, String remedy) {
        return new Understood(
                number, answer, kind, id, List.of(), List.of(place.isEmpty() ? remedy : place + ": " + remedy));
    }

    /** The same of this sender, read with this character set. */
    public Understood from(String name, String set) {
        return new Understood(number, answer, kind, id, name, set, statements, notes, isUsed, isWaiting);
    }

    /** The same, used or not, whatever it says. */
    public Understood used(boolean used) {
        return new Understood(number, answer, kind, id, sender, charset, statements, notes, used, isWaiting);
    }

    public boolean isRefused() {
        return !answer.equals("AA");
    }
}
