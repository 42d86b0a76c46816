package org.carecontact.notification.correspondence.domain;

/**
 * The reasons for which nothing changes. Only the dispatcher and the timers meet them; each means that another writer
 * was faster.
 */
public sealed interface CorrespondenceRejection {

    /** No event of this request has arrived yet. */
    record NoCorrespondence() implements CorrespondenceRejection {}

    /** No intent waits for this outcome: a later attempt took its place. */
    record NotAwaited() implements CorrespondenceRejection {}
}
