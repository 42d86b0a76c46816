package org.carecontact.notification;

import org.carecontact.notification.domain.Outcome;

/** Whoever carries messages to people. */
interface Provider {

    /** Hands one message over; called from many threads, and never throws for what the network does. */
    Outcome send(Message message);
}
