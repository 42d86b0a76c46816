package org.carecontact.notification.correspondence.domain;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The progress of a notice. */
public sealed interface Delivery {

    /** The intent of one provider call, from 1; written before the call. */
    record Sending(int attempt, Instant since) implements Delivery {}

    /** The last attempt failed; another follows. */
    record Waiting(int attempt, Instant nextAt, String reason) implements Delivery {}

    /**
     * The last call never told how it ended; the provider is asked before anything is sent again.
     *
     * @param calledAt when the call began
     * @param asked how often the provider was asked so far
     * @param reason why it is still open, as a code
     */
    record Unsettled(int attempt, Instant calledAt, int asked, Instant nextAt, String reason) implements Delivery {}

    /** The intent to ask the provider, numbered like those of calls. */
    record Asking(int attempt, Instant calledAt, int asked, Instant since) implements Delivery {}

    /**
     * The provider has it.
     *
     * @param receipt the provider's own id of the message
     * @param deliveredAt when the provider said that the person has it; null while it has not
     */
    record Sent(String receipt, @Nullable Instant deliveredAt) implements Delivery {}

    /** Given up; a person may have it sent again. */
    record Failed(String reason) implements Delivery {}

    /** Not sent, because it had become pointless. */
    record Suppressed(String reason) implements Delivery {}

    /** Returns the public state: SENDING, SENT, FAILED or SUPPRESSED. */
    default String publicState() {
        return switch (this) {
            case Sending _, Waiting _, Unsettled _, Asking _ -> "SENDING";
            case Sent _ -> "SENT";
            case Failed _ -> "FAILED";
            case Suppressed _ -> "SUPPRESSED";
        };
    }

    /** Returns the reason why it is not sent, as a code. */
    default Optional<String> why() {
        return switch (this) {
            case Sending _, Sent _ -> Optional.empty();
            case Waiting(var _, var _, var reason) -> Optional.of(reason);
            case Unsettled(var _, var _, var _, var _, var reason) -> Optional.of(reason);
            case Asking _ -> Optional.of(CorrespondenceDecider.UNKNOWN);
            case Failed(var reason) -> Optional.of(reason);
            case Suppressed(var reason) -> Optional.of(reason);
        };
    }

    default boolean isSettled() {
        return switch (this) {
            case Sending _, Waiting _, Unsettled _, Asking _ -> false;
            case Sent _, Failed _, Suppressed _ -> true;
        };
    }

    /** Returns the number of the open intent; empty when nothing is to be done now. */
    default Optional<Integer> intent() {
        return switch (this) {
            case Sending(var attempt, var _) -> Optional.of(attempt);
            case Asking(var attempt, var _, var _, var _) -> Optional.of(attempt);
            case Waiting _, Unsettled _, Sent _, Failed _, Suppressed _ -> Optional.empty();
        };
    }
}
