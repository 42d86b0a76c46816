package org.carecontact.notification.correspondence;

/** Holds events back in Kafka while too many provider calls wait. */
public interface DispatchRoom {

    /** Returns when there is room for more, or after a minute. */
    void await();
}
