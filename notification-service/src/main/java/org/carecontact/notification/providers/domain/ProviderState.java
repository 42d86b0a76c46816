package org.carecontact.notification.providers.domain;

import java.time.Instant;

/** Whether a provider, or one kind of message at it, may be called. */
public sealed interface ProviderState {

    /** Nothing speaks against calling it. */
    record Open() implements ProviderState {}

    /**
     * It refused a message because our settings are wrong; a person opens it again.
     *
     * @param reason the provider's code
     */
    record Stopped(String reason, Instant since) implements ProviderState {}
}
