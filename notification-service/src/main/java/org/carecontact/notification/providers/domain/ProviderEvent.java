package org.carecontact.notification.providers.domain;

import java.time.Instant;

public sealed interface ProviderEvent {

    record ProviderStopped(String reason, Instant at) implements ProviderEvent {}

    record ProviderReopened() implements ProviderEvent {}
}
