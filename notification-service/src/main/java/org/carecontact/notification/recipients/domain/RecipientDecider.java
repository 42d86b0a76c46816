package org.carecontact.notification.recipients.domain;

import static org.carecontact.kernel.decider.Decision.accept;
import static org.carecontact.kernel.decider.Decision.reject;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.notification.recipients.domain.Recipient.Erased;
import org.carecontact.notification.recipients.domain.Recipient.Reachable;
import org.carecontact.notification.recipients.domain.Recipient.Unheard;
import org.carecontact.notification.recipients.domain.RecipientCommand.ChooseRest;
import org.carecontact.notification.recipients.domain.RecipientCommand.Erase;
import org.carecontact.notification.recipients.domain.RecipientCommand.NoteRefusal;
import org.carecontact.notification.recipients.domain.RecipientCommand.NoteReturn;
import org.carecontact.notification.recipients.domain.RecipientCommand.NoteStop;
import org.carecontact.notification.recipients.domain.RecipientCommand.Register;
import org.carecontact.notification.recipients.domain.RecipientEvent.ChannelRefused;
import org.carecontact.notification.recipients.domain.RecipientEvent.ChannelReopened;
import org.carecontact.notification.recipients.domain.RecipientEvent.ChannelStopped;
import org.carecontact.notification.recipients.domain.RecipientEvent.RecipientErased;
import org.carecontact.notification.recipients.domain.RecipientEvent.RecipientRegistered;
import org.carecontact.notification.recipients.domain.RecipientEvent.RestChosen;
import org.carecontact.notification.recipients.domain.RecipientRejection.AlreadyPassed;
import org.carecontact.notification.recipients.domain.RecipientRejection.NoSuchPoint;

/** The hospital's last word holds; only a later word brings erased data back. */
public final class RecipientDecider
        implements Decider<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> {

    private record Case(Recipient recipient, RecipientCommand command) {}

    @Override
    public Recipient initial() {
        return new Unheard();
    }

    @Override
    public Decision<RecipientEvent, RecipientRejection> decide(Recipient recipient, RecipientCommand command) {
        return switch (new Case(recipient, command)) {
            case Case(var known, Register(var position, var _, var _, var _))
            when position <= known.position() -> reject(new AlreadyPassed());
            case Case(var known, Register(var position, var wrappedKey, var points, var name)) ->
                accept(new RecipientRegistered(position, wrappedKey, kept(known, points), name));
            case Case(var known, Erase(var position)) when position <= known.position() -> reject(new AlreadyPassed());
            case Case(var _, Erase(var position)) -> accept(new RecipientErased(position));
            case Case(Reachable reachable, NoteRefusal(var of, var system, var reason)) ->
                reachable.points().stream().anyMatch(point -> open(point, of, system))
                        ? accept(new ChannelRefused(of, system, reason))
                        : reject(new NoSuchPoint());
            case Case(Reachable reachable, NoteStop(var system, var mark, var reason)) ->
                reachable.points().stream()
                                .anyMatch(point -> point.is(system, mark)
                                        && !point.refused().equals(reason))
                        ? accept(new ChannelStopped(system, mark, reason))
                        : reject(new NoSuchPoint());
            case Case(Reachable reachable, NoteReturn(var system, var mark)) ->
                reachable.points().stream()
                                .anyMatch(point -> point.is(system, mark)
                                        && !point.refused().isEmpty())
                        ? accept(new ChannelReopened(system, mark))
                        : reject(new NoSuchPoint());
            case Case(Reachable reachable, ChooseRest(var of, var rest)) ->
                reachable.points().stream().anyMatch(point -> point.of() == of && !Objects.equals(point.rest(), rest))
                        ? accept(new RestChosen(of, rest))
                        : reject(new NoSuchPoint());
            case Case(Unheard _, ChooseRest _) -> reject(new NoSuchPoint());
            case Case(Erased _, ChooseRest _) -> reject(new NoSuchPoint());
            case Case(Unheard _, NoteStop _) -> reject(new NoSuchPoint());
            case Case(Erased _, NoteStop _) -> reject(new NoSuchPoint());
            case Case(Unheard _, NoteReturn _) -> reject(new NoSuchPoint());
            case Case(Erased _, NoteReturn _) -> reject(new NoSuchPoint());
            case Case(Unheard _, NoteRefusal _) -> reject(new NoSuchPoint());
            case Case(Erased _, NoteRefusal _) -> reject(new NoSuchPoint());
        };
    }

    @Override
    public Recipient evolve(Recipient recipient, RecipientEvent event) {
        return switch (event) {
            case RecipientRegistered(var position, var wrappedKey, var points, var name) ->
                new Reachable(position, wrappedKey, points, name);
            case RecipientErased(var position) -> new Erased(position);
            case ChannelRefused(var of, var system, var reason) ->
                changed(recipient, point -> open(point, of, system) ? point.with(reason) : point);
            case ChannelStopped(var system, var mark, var reason) ->
                changed(recipient, point -> point.is(system, mark) ? point.with(reason) : point);
            case ChannelReopened(var system, var mark) ->
                changed(recipient, point -> point.is(system, mark) ? point.with("") : point);
            case RestChosen(var of, var rest) ->
                changed(recipient, point -> point.of() == of ? point.resting(rest) : point);
        };
    }

    /** What a person or a vendor said of a number holds also when the hospital tells the number again. */
    private static List<ContactPoint> kept(Recipient known, List<ContactPoint> points) {
        if (!(known instanceof Reachable(var _, var _, var before, var _))) {
            return points;
        }
        return points.stream()
                .map(point -> before.stream()
                        .filter(old -> old.of() == point.of()
                                && old.mark() != null
                                && point.is(old.system(), old.mark())
                                && !old.refused().isEmpty())
                        .findFirst()
                        .map(old -> point.with(old.refused()))
                        .orElse(point))
                .map(point -> before.stream()
                        .filter(old -> old.of() == point.of() && old.rest() != null)
                        .findFirst()
                        .map(old -> point.resting(old.rest()))
                        .orElse(point))
                .toList();
    }

    private static Recipient changed(Recipient recipient, UnaryOperator<ContactPoint> change) {
        return switch (recipient) {
            case Reachable(var position, var wrappedKey, var points, var name) ->
                new Reachable(position, wrappedKey, points.stream().map(change).toList(), name);
            case Unheard unheard -> unheard;
            case Erased erased -> erased;
        };
    }

    private static boolean open(ContactPoint point, Addressee of, String system) {
        return point.of() == of
                && point.system().equals(system)
                && point.refused().isEmpty();
    }
}
