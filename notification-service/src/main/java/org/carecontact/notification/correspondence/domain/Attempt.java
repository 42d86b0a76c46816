package org.carecontact.notification.correspondence.domain;

import java.time.Instant;

/** The outcome of one intent. */
public sealed interface Attempt {

    NoticeKey notice();

    /** Returns the intent's number. */
    int number();

    /**
     * The provider was called.
     *
     * @param otherWay whether the person can be reached by another system too
     */
    record Called(NoticeKey notice, int number, String system, CallOutcome outcome, boolean otherWay)
            implements Attempt {}

    /** The person has had as many messages as allowed for now; the intent waits, and no attempt is used up. */
    record Deferred(NoticeKey notice, int number, String reason, Instant until) implements Attempt {}

    /** The provider was not called, for this reason. */
    record NotCalled(NoticeKey notice, int number, String reason, boolean retry) implements Attempt {}
}
