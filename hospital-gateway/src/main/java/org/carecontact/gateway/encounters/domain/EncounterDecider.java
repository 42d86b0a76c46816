package org.carecontact.gateway.encounters.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.carecontact.gateway.encounters.domain.Encounter.Finished;
import org.carecontact.gateway.encounters.domain.Encounter.Known;
import org.carecontact.gateway.encounters.domain.Encounter.Renumbered;
import org.carecontact.gateway.encounters.domain.Encounter.Unheard;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Absorb;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Admit;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Cancel;
import org.carecontact.gateway.encounters.domain.EncounterCommand.CancelDischarge;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Discharge;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Move;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Presume;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Register;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Renumber;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Reported;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Update;
import org.carecontact.gateway.encounters.domain.EncounterEvent.AliasChanged;
import org.carecontact.gateway.encounters.domain.EncounterEvent.EncounterChanged;
import org.carecontact.gateway.encounters.domain.EncounterEvent.EncounterLeft;
import org.carecontact.gateway.encounters.domain.EncounterEvent.EncounterRenumbered;
import org.carecontact.gateway.encounters.domain.EncounterEvent.MessageHeard;
import org.carecontact.gateway.encounters.domain.EncounterRejection.IsRenumbered;
import org.carecontact.gateway.encounters.domain.EncounterRejection.MessageIdReused;
import org.carecontact.gateway.encounters.domain.EncounterRejection.NoSuchVisit;
import org.carecontact.gateway.encounters.domain.EncounterRejection.VisitOfAnotherPatient;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.schemas.ids.DoctorId;
import org.jspecify.annotations.Nullable;

/** Any order of arrival ends in the same state: each message moves one mark in time, and the newest data count. */
public final class EncounterDecider
        implements Decider<EncounterCommand, Encounter, EncounterEvent, EncounterRejection> {

    private record Case(Encounter encounter, EncounterCommand command) {}

    @Override
    public Encounter initial() {
        return new Unheard();
    }

    @Override
    public Decision<EncounterEvent, EncounterRejection> decide(Encounter encounter, EncounterCommand command) {
        return switch (new Case(encounter, command)) {
            case Case(Renumbered _, Presume _) -> Decision.accept();
            case Case(Renumbered known, Renumber c) when known.into().equals(c.into()) -> Decision.accept();
            case Case(Renumbered known, var _) -> Decision.reject(new IsRenumbered(known.into()));
            case Case(Known known, Reported c)
            when known.told().repeats(c.report().heard()) -> Decision.accept();
            case Case(Known known, Reported c)
            when known.told().reuses(c.report().heard()) -> Decision.reject(new MessageIdReused());
            case Case(Known known, Reported c)
            when !known.told().mayBeOf(c.report()) -> Decision.reject(new VisitOfAnotherPatient());
            case Case(var before, Register(var r)) ->
                heard(before, r, marks(before).opened(r.occurredAt(), r.by(), r.presumedEnd()));
            case Case(var before, Admit(var r)) ->
                heard(before, r.as(EncounterClass.IMP), marks(before).opened(r.occurredAt(), r.by(), null));
            case Case(var before, Update(var r)) -> heard(before, r, marks(before));
            case Case(var before, Discharge(var r)) ->
                heard(before, r, marks(before).finished(r.occurredAt(), r.by()));
            case Case(var before, CancelDischarge(var r)) ->
                heard(before, r, marks(before).finishTakenBack(r.by()));
            case Case(var before, Cancel(var r)) ->
                heard(before, r, marks(before).cancelled(r.occurredAt()));
            case Case(Unheard _, Move _) -> Decision.reject(new NoSuchVisit());
            case Case(Known known, Move c) -> moved(known, c);
            case Case(Unheard _, Renumber _) -> Decision.reject(new NoSuchVisit());
            case Case(Known known, Renumber(var into, var by)) ->
                Decision.accept(
                        new EncounterLeft(known, known.told().newerOf(by).at()),
                        new EncounterRenumbered(new Renumbered(
                                known.told().hospital(), known.told().number(), into)));
            case Case(Unheard _, Absorb(var number, var told)) -> changed(Encounter.of(told.under(number)), null);
            case Case(Known known, Absorb(var _, var told)) ->
                seen(known, known.told().and(told));
            case Case(Unheard _, Presume _) -> Decision.accept();
            case Case(Known known, Presume(var now)) ->
                seen(known, known.told().with(known.told().marks().presumedFinished(now)));
        };
    }

    @Override
    public Encounter evolve(Encounter encounter, EncounterEvent event) {
        return switch (event) {
            case EncounterChanged(var now, var _) -> now;
            case MessageHeard(var now) -> now;
            case EncounterLeft _, AliasChanged _ -> encounter;
            case EncounterRenumbered(var now) -> now;
        };
    }

    private static Marks marks(Encounter encounter) {
        return encounter instanceof Known known ? known.told().marks() : Marks.NONE;
    }

    private static Decision<EncounterEvent, EncounterRejection> heard(Encounter before, Report report, Marks marks) {
        return before instanceof Known known
                ? seen(known, known.told().and(report, marks))
                : changed(Encounter.of(Told.first(report, marks)), null);
    }

    private static Decision<EncounterEvent, EncounterRejection> seen(Known before, Told told) {
        Known now = Encounter.of(told);
        if (looksLike(before, now)) {
            return Decision.accept(new MessageHeard(now));
        }
        @Nullable DoctorId former = before.told().visit().doctor();
        return changed(now, Objects.equals(told.visit().doctor(), former) ? null : former);
    }

    private static Decision<EncounterEvent, EncounterRejection> changed(
            Known now, @Nullable DoctorId former, EncounterEvent... before) {
        List<EncounterEvent> events = new ArrayList<>(List.of(before));
        events.add(new EncounterChanged(now, former));
        now.told().aliases().forEach(alias -> events.add(new AliasChanged(now, former, alias)));
        return new Decision.Accepted<>(events);
    }

    /** Of two persons, the one whose visit it was learns that it never was, before the other learns of it. */
    private static Decision<EncounterEvent, EncounterRejection> moved(Known known, Move move) {
        Told told = known.told();
        if (told.repeats(move.heard()) || (told.movedBy() != null && move.by().isBefore(told.movedBy()))) {
            return Decision.accept();
        }
        if (told.patient().equals(move.patient())) {
            return Decision.accept(
                    new MessageHeard(Encounter.of(told.movedTo(move.patient(), false, move.by(), move.heard()))));
        }
        Known now = Encounter.of(told.movedTo(move.patient(), move.samePerson(), move.by(), move.heard()));
        return move.samePerson()
                ? Decision.accept(new EncounterChanged(now, null))
                : changed(
                        now, null, new EncounterLeft(known, now.told().newest().at()));
    }

    /** Compares visits as others see them, without the time of the newest message. */
    private static boolean looksLike(Known before, Known now) {
        Visit visit = before.told().visit();
        return before.getClass() == now.getClass()
                && visit.equals(now.told().visit().at(visit.changedAt()))
                && (!(now instanceof Finished)
                        || Objects.equals(
                                before.told().marks().end(), now.told().marks().end()));
    }
}
