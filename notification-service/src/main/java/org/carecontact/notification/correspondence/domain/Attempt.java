package org.carecontact.notification.correspondence.domain;

import java.time.Instant;

/** The outcome of one intent. */
public sealed interface Attempt {

    NoticeKey notice();

    /** Returns the intent's number. */
    int number();

    /**
     * A provider was called.
     *
     * @param system by which it reaches the person: sms, wechat, wecom
     * @param provider the hospital's own name for it
     * @param otherWay whether the person can be reached by another way too, now
     */
    record Called(NoticeKey notice, int number, String system, String provider, CallOutcome outcome, boolean otherWay)
            implements Attempt {}

    /**
     * A provider was asked what became of the last call.
     *
     * @param otherWay whether the person can be reached by another way too, now
     */
    record Asked(NoticeKey notice, int number, Settlement settlement, boolean otherWay) implements Attempt {}

    /** Another notice's message has told the person of this one too; no provider was called. */
    record ToldByAnother(NoticeKey notice, int number) implements Attempt {}

    /** It may not go out yet: the person has had as many messages as allowed, or rests; no attempt is used up. */
    record Deferred(NoticeKey notice, int number, String reason, Instant until) implements Attempt {}

    /** The provider was not called, for this reason. */
    record NotCalled(NoticeKey notice, int number, String reason, boolean retry) implements Attempt {}
}
