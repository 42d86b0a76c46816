package org.carecontact.notification.correspondence.domain;

/** The outcome of one call of a provider. */
public sealed interface CallOutcome {

    /**
     * The message was delivered or will be.
     *
     * @param id the provider's own id of the message
     */
    record Accepted(String id) implements CallOutcome {}

    /** The provider will never deliver to this person, for example an unknown number; a state of the channel. */
    record Refused(String reason) implements CallOutcome {}

    /** The call failed; nothing was delivered. */
    record Failed(String reason, boolean retry) implements CallOutcome {}

    /** The outcome is unknown: the answer was lost. */
    record Unknown() implements CallOutcome {}
}
