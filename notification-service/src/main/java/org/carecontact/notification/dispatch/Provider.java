package org.carecontact.notification.dispatch;

import org.carecontact.notification.correspondence.domain.CallOutcome;

/** Whoever carries messages to people. */
interface Provider {

    /** Hands one message over; called from many threads, and never throws for what the network does. */
    CallOutcome send(Message message);
}
