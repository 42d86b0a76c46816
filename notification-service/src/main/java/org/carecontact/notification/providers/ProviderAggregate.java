package org.carecontact.notification.providers;

import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.notification.providers.domain.ProviderCommand;
import org.carecontact.notification.providers.domain.ProviderDecider;
import org.carecontact.notification.providers.domain.ProviderEvent;
import org.carecontact.notification.providers.domain.ProviderRejection;
import org.carecontact.notification.providers.domain.ProviderState;

/** Stores one document per provider, or kind of message at a provider, that was ever stopped. */
final class ProviderAggregate implements Aggregate<ProviderCommand, ProviderState, ProviderEvent, ProviderRejection> {

    private final ProviderDecider decider = new ProviderDecider();

    @Override
    public String collection() {
        return "providers";
    }

    @Override
    public Class<ProviderState> stateType() {
        return ProviderState.class;
    }

    @Override
    public Decider<ProviderCommand, ProviderState, ProviderEvent, ProviderRejection> decider() {
        return decider;
    }
}
