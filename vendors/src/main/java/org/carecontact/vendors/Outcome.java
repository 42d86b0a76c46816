package org.carecontact.vendors;

import java.time.Instant;

/** Says what one call came to. Codes are the vendor's own or ours in lower case; none holds anything personal. */
public sealed interface Outcome {

    /**
     * The vendor took it; what became of it is told later.
     *
     * @param vendorId the vendor's id of the message; empty where the vendor gives none
     */
    record Accepted(String vendorId) implements Outcome {}

    /** Every outcome but {@link Accepted}. */
    sealed interface NotAccepted extends Outcome {

        /** Returns the vendor's code, or one of ours; fit for a log line and a metric. */
        String code();
    }

    /** This person cannot be reached by this channel; nothing was sent. */
    record RefusedForGood(String code) implements NotAccepted {}

    /**
     * A limit's window, or the vendor could not be reached at all; nothing was sent.
     *
     * @param until no call before this moment
     */
    record RefusedUntil(Instant until, String code) implements NotAccepted {}

    /** Our settings, account or texts are at fault: the channel stops until a person has looked; nothing was sent. */
    record RefusedOurFault(String code) implements NotAccepted {}

    /** Perhaps sent: it is settled by a query or an event before anything is sent again. */
    record Unknown(String code) implements NotAccepted {}
}
