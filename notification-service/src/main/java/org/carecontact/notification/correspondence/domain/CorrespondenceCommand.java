package org.carecontact.notification.correspondence.domain;

import java.time.Instant;
import java.util.List;

public sealed interface CorrespondenceCommand {

    /** An event of the request arrived. */
    record NoteOccasion(Parties parties, Occasion occasion, Instant now) implements CorrespondenceCommand {}

    /** The outcomes of intents: the provider was called or asked for these, or was not. */
    record RecordAttempts(List<Attempt> attempts, Instant now) implements CorrespondenceCommand {

        public RecordAttempts {
            attempts = List.copyOf(attempts);
        }
    }

    /** A back-off is over, or a call never told how it ended. */
    record TryAgain(Instant now) implements CorrespondenceCommand {}

    /**
     * The provider reports what became of a message.
     *
     * @param receipt the provider's own id of the message; empty where the report names the notice only
     * @param code why it was not delivered, as the provider says; empty when it was
     */
    record NoteReceipt(NoticeKey notice, String receipt, boolean delivered, String code, Instant now)
            implements CorrespondenceCommand {}

    /** A person of the hospital has a notice that was given up sent again. */
    record Replay(NoticeKey notice, Instant now) implements CorrespondenceCommand {}
}
