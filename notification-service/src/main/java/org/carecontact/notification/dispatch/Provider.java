package org.carecontact.notification.dispatch;

import org.carecontact.notification.correspondence.domain.CallOutcome;

/** Carries messages to people. */
interface Provider {

    /** Hands one message over; called from many threads, and never throws for a failure of the network. */
    CallOutcome send(Message message);
}
