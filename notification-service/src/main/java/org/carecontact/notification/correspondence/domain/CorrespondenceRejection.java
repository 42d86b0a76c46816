package org.carecontact.notification.correspondence.domain;

/**
 * The reasons for which nothing changes. The dispatcher and the timers meet the first two, which mean that another
 * writer was faster.
 */
public sealed interface CorrespondenceRejection {

    /** No event of this request has arrived yet. */
    record NoCorrespondence() implements CorrespondenceRejection {}

    /** No intent waits for this outcome: a later attempt took its place. */
    record NotAwaited() implements CorrespondenceRejection {}

    /** The report is about no message that is out, or was heard before. */
    record NothingToReport() implements CorrespondenceRejection {}

    /** The call itself has not told yet how it ended: the report is heard once it has. */
    record TooEarly() implements CorrespondenceRejection {}

    /** The notice was not given up, or its code is gone. */
    record NotGivenUp() implements CorrespondenceRejection {}

    /** The notice has become pointless meanwhile. */
    record Pointless(String reason) implements CorrespondenceRejection {}
}
