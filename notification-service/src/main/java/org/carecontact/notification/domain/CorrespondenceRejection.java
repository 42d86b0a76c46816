package org.carecontact.notification.domain;

/** Seen by the dispatcher and the timers only; each means that somebody else was faster. */
public sealed interface CorrespondenceRejection {

    /** Nothing was ever heard of this request. */
    record NothingHeard() implements CorrespondenceRejection {}

    /** No intent waits for such an outcome: a later attempt took its place. */
    record NotAwaited() implements CorrespondenceRejection {}
}
