package org.carecontact.notification.correspondence.domain;

/** Only the dispatcher and the timers meet these; each means that another writer was faster. */
public sealed interface CorrespondenceRejection {

    /** Nothing has happened to this request yet. */
    record NoCorrespondence() implements CorrespondenceRejection {}

    /** No intent waits for such an outcome: a later attempt took its place. */
    record NotAwaited() implements CorrespondenceRejection {}
}
