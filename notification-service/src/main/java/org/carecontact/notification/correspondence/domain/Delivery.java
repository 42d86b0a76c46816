package org.carecontact.notification.correspondence.domain;

import java.time.Instant;
import java.util.Optional;

/** The progress of a notice. */
public sealed interface Delivery {

    /** The intent of one provider call, from 1; written before the call. */
    record Sending(int attempt, Instant since) implements Delivery {}

    /** The last attempt failed; another follows. */
    record Waiting(int attempt, Instant nextAt, String reason) implements Delivery {}

    /**
     * The provider has it.
     *
     * @param receipt the provider's own id of the message
     */
    record Sent(String receipt) implements Delivery {}

    /** Given up. */
    record Failed(String reason) implements Delivery {}

    /** Not sent, because it had become pointless. */
    record Suppressed(String reason) implements Delivery {}

    /** Returns the public state: SENDING, SENT, FAILED or SUPPRESSED. */
    default String publicState() {
        return switch (this) {
            case Sending _, Waiting _ -> "SENDING";
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
            case Failed(var reason) -> Optional.of(reason);
            case Suppressed(var reason) -> Optional.of(reason);
        };
    }

    default boolean isSettled() {
        return switch (this) {
            case Sending _, Waiting _ -> false;
            case Sent _, Failed _, Suppressed _ -> true;
        };
    }
}
