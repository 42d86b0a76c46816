package org.carecontact.vendors;

import java.time.Instant;

/** Sends text messages by one account; safe for many threads. Neither method throws for a fault of the vendor. */
public interface SmsClient {

    /** Sends one message by one call. Nothing here sends it a second time, whatever happens. */
    Outcome send(Sms sms);

    /**
     * Asks the vendor what became of a message, found by its number and its key.
     *
     * @param sentAt when {@link #send} was called; vendors keep 7 to 30 days
     */
    Settled settle(Sms sms, Instant sentAt);
}
