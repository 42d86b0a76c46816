package org.carecontact.notification.correspondence.domain;

import java.time.Instant;

/** The outcome of one call of a provider. */
public sealed interface CallOutcome {

    /**
     * The provider has the message.
     *
     * @param id the provider's own id of the message; empty where it gives none
     */
    record Accepted(String id) implements CallOutcome {}

    /** The provider will never deliver to this person on this system; a state of the channel. */
    record RefusedForGood(String reason) implements CallOutcome {}

    /** Nothing was sent, and this provider takes nothing for this person before that time. */
    record RefusedUntil(Instant until, String reason) implements CallOutcome {}

    /** Nothing was sent, because our settings are wrong; nothing else may go to this provider. */
    record RefusedOurFault(String reason) implements CallOutcome {}

    /** The message was perhaps sent: it is settled before anything is sent again. */
    record Unknown(String reason) implements CallOutcome {}
}
