package org.carecontact.policy.editions.domain;

import static org.carecontact.kernel.decider.Decision.accept;
import static org.carecontact.kernel.decider.Decision.reject;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.policy.editions.domain.EditionCommand.Activate;
import org.carecontact.policy.editions.domain.EditionCommand.Install;
import org.carecontact.policy.editions.domain.EditionCommand.Publish;
import org.carecontact.policy.editions.domain.EditionCommand.RollBack;
import org.carecontact.policy.editions.domain.EditionCommand.WithdrawActivation;
import org.carecontact.policy.editions.domain.EditionEvent.ActivationWithdrawn;
import org.carecontact.policy.editions.domain.EditionEvent.EditionActivated;
import org.carecontact.policy.editions.domain.EditionEvent.EditionPublished;
import org.carecontact.policy.editions.domain.EditionRejection.AlreadyInForce;
import org.carecontact.policy.editions.domain.EditionRejection.NeedsAnotherPerson;
import org.carecontact.policy.editions.domain.EditionRejection.NeedsAnotherPersonToWithdraw;
import org.carecontact.policy.editions.domain.EditionRejection.NoSuchVersion;
import org.carecontact.policy.editions.domain.EditionRejection.NothingBefore;
import org.carecontact.policy.editions.domain.EditionRejection.NothingScheduled;
import org.carecontact.policy.editions.domain.EditionRejection.Overlaps;
import org.carecontact.policy.editions.domain.EditionRejection.VersionTaken;
import org.carecontact.policy.editions.domain.EditionRejection.VersionTooLow;
import org.carecontact.policy.editions.domain.Editions.Activation;
import org.carecontact.policy.editions.domain.Editions.Edition;
import org.carecontact.policy.editions.domain.Editions.Withdrawal;

/** Versions never change, come into force by a second person, and can be withdrawn in time or rolled back. */
public final class EditionDecider implements Decider<EditionCommand, Editions, EditionEvent, EditionRejection> {

    private static final String INSTALLATION = "installation";

    @Override
    public Editions initial() {
        return Editions.NONE;
    }

    @Override
    public Decision<EditionEvent, EditionRejection> decide(Editions editions, EditionCommand command) {
        return switch (command) {
            case Publish(var version, var text, var by, var now) ->
                published(editions, new Edition(version, text, by, now), List.of());
            case Install(var version, var text, var from, var now) ->
                published(
                        editions,
                        new Edition(version, text, INSTALLATION, now),
                        List.of(new EditionActivated(new Activation(version, from, INSTALLATION, now))));
            case Activate a -> activated(editions, a);
            case WithdrawActivation w -> withdrawn(editions, w);
            case RollBack(var by, var now) ->
                editions.before(now)
                        .<Decision<EditionEvent, EditionRejection>>map(
                                version -> accept(new EditionActivated(new Activation(version, now, by, now))))
                        .orElseGet(() -> reject(new NothingBefore()));
        };
    }

    private static Decision<EditionEvent, EditionRejection> published(
            Editions editions, Edition edition, List<EditionEvent> then) {
        Optional<Edition> same = editions.edition(edition.version());
        if (same.isPresent()) {
            return same.get().text().equals(edition.text()) ? accept() : reject(new VersionTaken(edition.version()));
        }
        if (edition.version() <= editions.latest()) {
            return reject(new VersionTooLow(editions.latest()));
        }
        List<EditionEvent> events = new ArrayList<>();
        events.add(new EditionPublished(edition));
        events.addAll(then);
        return accept(events.toArray(EditionEvent[]::new));
    }

    private static Decision<EditionEvent, EditionRejection> activated(Editions editions, Activate command) {
        Optional<Edition> edition = editions.edition(command.version());
        if (edition.isEmpty()) {
            return reject(new NoSuchVersion(editions.latest()));
        }
        if (edition.get().by().equals(command.by())) {
            return reject(new NeedsAnotherPerson());
        }
        Activation current = editions.inForce(command.now());
        if (current != null && current.version() == command.version()) {
            return reject(new AlreadyInForce());
        }
        for (Activation one : editions.activations()) {
            if (one.from().isAfter(command.now()) && one.from().equals(command.from())) {
                return reject(new Overlaps(one.version(), one.from()));
            }
        }
        return accept(
                new EditionActivated(new Activation(command.version(), command.from(), command.by(), command.now())));
    }

    private static Decision<EditionEvent, EditionRejection> withdrawn(Editions editions, WithdrawActivation command) {
        Optional<Activation> scheduled = editions.activations().stream()
                .filter(one -> one.version() == command.version() && one.from().isAfter(command.now()))
                .findFirst();
        if (scheduled.isEmpty()) {
            return reject(new NothingScheduled(command.version()));
        }
        if (scheduled.get().by().equals(command.by())) {
            return reject(new NeedsAnotherPersonToWithdraw());
        }
        return accept(new ActivationWithdrawn(
                new Withdrawal(command.version(), scheduled.get().from(), command.by(), command.now())));
    }

    @Override
    public Editions evolve(Editions editions, EditionEvent event) {
        return switch (event) {
            case EditionPublished(var edition) ->
                new Editions(with(editions.all(), edition), editions.activations(), editions.withdrawals());
            case EditionActivated(var activation) ->
                new Editions(editions.all(), with(editions.activations(), activation), editions.withdrawals());
            case ActivationWithdrawn(var withdrawal) ->
                new Editions(
                        editions.all(),
                        editions.activations().stream()
                                .filter(one -> one.version() != withdrawal.version()
                                        || !one.from().equals(withdrawal.from()))
                                .toList(),
                        with(editions.withdrawals(), withdrawal));
        };
    }

    private static <T> List<T> with(List<T> list, T one) {
        List<T> all = new ArrayList<>(list);
        all.add(one);
        return List.copyOf(all);
    }
}
