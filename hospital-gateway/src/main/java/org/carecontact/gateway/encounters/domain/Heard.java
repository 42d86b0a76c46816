package org.carecontact.gateway.encounters.domain;

/**
 * A message that was accepted.
 *
 * @param sender MSH-3 and MSH-4: a control id is one sender's
 * @param controlId MSH-10
 * @param print a keyed hash of what it said, the time of its sending apart
 */
public record Heard(String sender, String controlId, String print) {

    /** Whether it is another message under the same control id. */
    boolean contradicts(Heard other) {
        return sender.equals(other.sender()) && controlId.equals(other.controlId()) && !print.equals(other.print());
    }
}
