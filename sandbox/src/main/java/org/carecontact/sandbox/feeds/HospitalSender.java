package org.carecontact.sandbox.feeds;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.carecontact.sandbox.installation.Endpoints;

/** A hospital's side of its feed, whatever the protocol. */
public interface HospitalSender extends AutoCloseable {

    /**
     * Sends one message and waits for its answer.
     *
     * @param id the message's; the same one again makes a duplicate
     * @return AA, AE or AR, or what the protocol has in their place
     * @throws IOException when there was no answer: whether it was taken in is not known, so send it again
     */
    String send(Hl7Sender.Trigger trigger, Hl7Sender.Visit visit, Instant at, String id) throws IOException;

    /**
     * Makes the sender of a sample hospital's feed; it connects with the first message.
     *
     * @param patience how long it waits for a connection and for an answer
     */
    static HospitalSender of(Endpoints.Feed feed, Duration patience) {
        return switch (feed.door()) {
            case "hl7-v2" -> new Hl7Sender("127.0.0.1", feed.port(), feed.hospital(), patience);
            case "hl7-v2 in GBK" -> new Hl7Sender("127.0.0.1", feed.port(), feed.hospital(), patience, true);
            case "wst-846" -> new SoapSender(feed.port(), patience);
            case "fhir" -> new FhirSender(feed.port(), patience);
            default -> throw new IllegalArgumentException("no hospital sends by " + feed.door());
        };
    }

    @Override
    void close();
}
