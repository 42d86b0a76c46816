package org.carecontact.notification.correspondence.domain;

/** What a provider said to one call. */
public sealed interface CallOutcome {

    /**
     * It will deliver, or has.
     *
     * @param id the provider's own id of the message
     */
    record Accepted(String id) implements CallOutcome {}

    /** It never will, to this person: unsubscribed, unknown number; a state of the channel. */
    record Refused(String reason) implements CallOutcome {}

    /** It did not this time; nothing was delivered. */
    record Failed(String reason, boolean retry) implements CallOutcome {}

    /** Nobody knows: the answer was lost. */
    record Unknown() implements CallOutcome {}
}
