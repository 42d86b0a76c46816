package org.carecontact.notification.recipients.domain;

import java.util.List;

/** How one person is reached: a doctor, or a patient together with the guardian the hospital names. */
public sealed interface Recipient {

    /** Where the topic stood, from 1, when this was said; 0 before anything was. */
    long position();

    record Unheard() implements Recipient {
        @Override
        public long position() {
            return 0;
        }
    }

    /**
     * Reachable, or known not to be when there are no points.
     *
     * @param wrappedKey base64 of the person's own data key, closed with the installation's
     */
    record Reachable(long position, String wrappedKey, List<ContactPoint> points) implements Recipient {
        public Reachable {
            points = List.copyOf(points);
        }
    }

    /** Key and contact points are gone; the position stays, so that nothing older brings them back. */
    record Erased(long position) implements Recipient {}
}
