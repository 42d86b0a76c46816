package org.carecontact.gateway.vocabulary.domain;

/**
 * A message that was accepted.
 *
 * @param sender who gave the id: an id is one sender's (HL7 MSH-3 and MSH-4)
 * @param messageId HL7 MSH-10, or what the door has instead
 * @param print a keyed hash of what it said, the time of its sending apart
 */
public record Heard(String sender, String messageId, String print) {

    /** Whether it is another message under the same id. */
    public boolean contradicts(Heard other) {
        return sender.equals(other.sender()) && messageId.equals(other.messageId()) && !print.equals(other.print());
    }
}
