package org.carecontact.notification.correspondence.domain;

import java.time.Instant;

/** What became of one intent. */
public sealed interface Attempt {

    NoticeKey notice();

    /** The intent's number. */
    int number();

    /**
     * The provider was called.
     *
     * @param otherWay whether the person can be reached by another system too
     */
    record Called(NoticeKey notice, int number, String system, CallOutcome outcome, boolean otherWay)
            implements Attempt {}

    /** The person had as many messages as one may get for now; the intent waits and no attempt is used up. */
    record Deferred(NoticeKey notice, int number, String reason, Instant until) implements Attempt {}

    /** The provider was not called, and why. */
    record NotCalled(NoticeKey notice, int number, String reason, boolean retry) implements Attempt {}
}
