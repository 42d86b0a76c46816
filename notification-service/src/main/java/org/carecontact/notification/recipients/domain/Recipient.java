package org.carecontact.notification.recipients.domain;

import java.util.List;

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
     */
    record Reachable(long position, String wrappedKey, List<ContactPoint> points) implements Recipient {
        public Reachable {
            points = List.copyOf(points);
        }
    }

    /** Key and contact points are gone; the position stays, so that older records do not bring them back. */
    record Erased(long position) implements Recipient {}
}
