package org.carecontact.notification.domain;

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
    record Called(NoticeKey notice, int number, String system, Outcome outcome, boolean otherWay) implements Attempt {}

    /** The provider was not called, and why. */
    record NotCalled(NoticeKey notice, int number, String reason, boolean retry) implements Attempt {}
}
