package org.carecontact.notification.recipients.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contact points of one person: a doctor, or a patient together with the guardian whom the hospital names. */
public sealed interface Recipient {

    /** Returns the topic's position, from 1, of the newest record; 0 before the first. */
    long position();

    record Unheard() implements Recipient {
        @Override
        public long position() {
            return 0;
        }
    }

    /**
     * The person's contact points; without any, the person is known to be unreachable.
     *
     * @param wrappedKey base64 of the person's own data key, closed with the installation's
     * @param name base64, closed with that key; null while the hospital has not told it, and for doctors
     */
    record Reachable(
            long position,
            String wrappedKey,
            List<ContactPoint> points,
            @Nullable String name) implements Recipient {
        public Reachable {
            points = List.copyOf(points);
        }
    }

    /** Key, name and contact points are gone; the position stays, so that older records do not bring them back. */
    record Erased(long position) implements Recipient {}
}
