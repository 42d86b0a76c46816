package org.carecontact.notification.correspondence.domain;

import java.time.Instant;
import java.util.List;

public sealed interface CorrespondenceCommand {

    /** An event of the request arrived. */
    record NoteOccasion(Parties parties, Occasion occasion, Instant now) implements CorrespondenceCommand {}

    /** The outcomes of intents: the provider was called for these, or was not. */
    record RecordAttempts(List<Attempt> attempts, Instant now) implements CorrespondenceCommand {
        public RecordAttempts {
            attempts = List.copyOf(attempts);
        }
    }

    /** A back-off is over, or a call never told how it ended. */
    record TryAgain(Instant now) implements CorrespondenceCommand {}
}
