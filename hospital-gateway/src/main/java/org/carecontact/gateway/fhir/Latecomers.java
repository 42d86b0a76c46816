package org.carecontact.gateway.fhir;

import java.time.Duration;
import java.util.List;
import org.carecontact.gateway.fhir.reading.Refused;

/** Where resources wait for those that they refer to. */
interface Latecomers {

    /**
     * Keeps one; returns when it is durable.
     *
     * @param messageId equal for the same resource sent again
     * @param why it can't be taken yet
     * @return false when it can't wait
     * @throws Refused when the store is away
     */
    boolean keep(Sent sent, String messageId, Refused why);

    /**
     * Says what can be referred to now.
     *
     * @param names as {@code Schedule/s1}
     */
    void arrived(List<String> names);

    /** For how long a resource waits at most. */
    Duration longest();
}
