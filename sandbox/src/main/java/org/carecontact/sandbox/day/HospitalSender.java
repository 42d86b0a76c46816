package org.carecontact.sandbox.day;

import java.io.IOException;
import java.time.Instant;

/** A hospital's side of its feed, whatever the protocol. */
interface HospitalSender extends AutoCloseable {

    /**
     * Sends one message and waits for its answer.
     *
     * @param id the message's; the same one again makes a duplicate
     * @return AA, AE or AR, or what the protocol has in their place
     * @throws IOException when there was no answer: whether it was taken in is not known, so send it again
     */
    String send(Hl7Sender.Trigger trigger, Hl7Sender.Visit visit, Instant at, String id) throws IOException;

    @Override
    void close();
}
