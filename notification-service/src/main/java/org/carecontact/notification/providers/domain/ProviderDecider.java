package org.carecontact.notification.providers.domain;

import static org.carecontact.kernel.decider.Decision.accept;
import static org.carecontact.kernel.decider.Decision.reject;

import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.notification.providers.domain.ProviderCommand.NoteOurFault;
import org.carecontact.notification.providers.domain.ProviderCommand.Reopen;
import org.carecontact.notification.providers.domain.ProviderEvent.ProviderReopened;
import org.carecontact.notification.providers.domain.ProviderEvent.ProviderStopped;
import org.carecontact.notification.providers.domain.ProviderRejection.AlreadyStopped;
import org.carecontact.notification.providers.domain.ProviderRejection.NotStopped;
import org.carecontact.notification.providers.domain.ProviderState.Open;
import org.carecontact.notification.providers.domain.ProviderState.Stopped;

/** A provider is stopped by its own word about our settings, and opened by a person only. */
public final class ProviderDecider
        implements Decider<ProviderCommand, ProviderState, ProviderEvent, ProviderRejection> {

    private record Case(ProviderState state, ProviderCommand command) {}

    @Override
    public ProviderState initial() {
        return new Open();
    }

    @Override
    public Decision<ProviderEvent, ProviderRejection> decide(ProviderState state, ProviderCommand command) {
        return switch (new Case(state, command)) {
            case Case(Open _, NoteOurFault(var reason, var now)) -> accept(new ProviderStopped(reason, now));
            case Case(Open _, Reopen _) -> reject(new NotStopped());
            case Case(Stopped _, NoteOurFault _) -> reject(new AlreadyStopped());
            case Case(Stopped _, Reopen _) -> accept(new ProviderReopened());
        };
    }

    @Override
    public ProviderState evolve(ProviderState state, ProviderEvent event) {
        return switch (event) {
            case ProviderStopped(var reason, var at) -> new Stopped(reason, at);
            case ProviderReopened _ -> new Open();
        };
    }
}
