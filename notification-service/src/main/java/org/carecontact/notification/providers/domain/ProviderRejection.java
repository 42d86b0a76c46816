package org.carecontact.notification.providers.domain;

public sealed interface ProviderRejection {

    /** It was stopped before. */
    record AlreadyStopped() implements ProviderRejection {}

    /** It is not stopped. */
    record NotStopped() implements ProviderRejection {}
}
