package org.carecontact.gateway.encounters.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.carecontact.gateway.encounters.domain.Encounter.Finished;
import org.carecontact.gateway.encounters.domain.Encounter.Known;
import org.carecontact.gateway.encounters.domain.Encounter.Unheard;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Admit;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Cancel;
import org.carecontact.gateway.encounters.domain.EncounterCommand.CancelDischarge;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Discharge;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Register;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Update;
import org.carecontact.gateway.encounters.domain.EncounterEvent.ContactPointsChanged;
import org.carecontact.gateway.encounters.domain.EncounterEvent.EncounterChanged;
import org.carecontact.gateway.encounters.domain.EncounterEvent.MessageHeard;
import org.carecontact.gateway.encounters.domain.EncounterRejection.ControlIdReused;
import org.carecontact.gateway.encounters.domain.EncounterRejection.VisitOfAnotherPatient;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.schemas.ids.DoctorId;
import org.jspecify.annotations.Nullable;

/** Any order of arrival ends in the same state: each message moves one mark in time, and the newest data count. */
public final class EncounterDecider
        implements Decider<EncounterCommand, Encounter, EncounterEvent, EncounterRejection> {

    /** The time by which a hospital's clock may be ahead. */
    static final Duration AHEAD = Duration.ofDays(1);

    private record Case(Encounter encounter, EncounterCommand command) {}

    @Override
    public Encounter initial() {
        return new Unheard();
    }

    @Override
    public Decision<EncounterEvent, EncounterRejection> decide(Encounter encounter, EncounterCommand command) {
        return switch (new Case(encounter, command)) {
            case Case(Known known, var c) when known.told().repeats(c.report()) -> Decision.accept();
            case Case(Known known, var c)
            when known.told().reuses(c.report()) -> Decision.reject(new ControlIdReused());
            case Case(Known known, var c)
            when !known.told().patient().equals(c.report().patient()) -> Decision.reject(new VisitOfAnotherPatient());
            case Case(var before, Register(var r)) ->
                heard(before, r, marks(before).opened(r.occurredAt()));
            case Case(var before, Admit(var r)) ->
                heard(before, r.as(EncounterClass.IMP), marks(before).opened(r.occurredAt()));
            case Case(var before, Update(var r)) -> heard(before, r, marks(before));
            case Case(var before, Discharge(var r)) ->
                heard(before, r, marks(before).finished(r.occurredAt(), r.by()));
            case Case(var before, CancelDischarge(var r)) ->
                heard(before, r, marks(before).finishTakenBack(r.by()));
            case Case(var before, Cancel(var r)) ->
                heard(before, r, marks(before).cancelled(r.occurredAt()));
        };
    }

    @Override
    public Encounter evolve(Encounter encounter, EncounterEvent event) {
        return switch (event) {
            case EncounterChanged(var now, var _) -> now;
            case MessageHeard(var now) -> now;
            case ContactPointsChanged _ -> encounter;
        };
    }

    private static Marks marks(Encounter encounter) {
        return encounter instanceof Known known ? known.told().marks() : Marks.NONE;
    }

    private static Decision<EncounterEvent, EncounterRejection> heard(Encounter before, Report report, Marks marks) {
        @Nullable Told old = before instanceof Known known ? known.told() : null;
        Told told = old == null ? Told.first(report, marks) : old.and(report, marks);
        Known now = Encounter.of(told);
        List<EncounterEvent> events = new ArrayList<>();
        if (before instanceof Known then && looksLike(then, now)) {
            events.add(new MessageHeard(now));
        } else {
            @Nullable DoctorId former = old == null ? null : old.visit().doctor();
            events.add(new EncounterChanged(now, Objects.equals(told.visit().doctor(), former) ? null : former));
        }
        Contacts known = old == null ? Contacts.NONE : old.contacts();
        if (!known.prints().equals(told.contacts().prints())) {
            events.add(new ContactPointsChanged(
                    told.hospital(),
                    told.patient(),
                    told.contacts().points(),
                    report.by().at()));
        }
        return new Decision.Accepted<>(events);
    }

    /** Compares visits as others see them, without the time of the newest message. */
    private static boolean looksLike(Known before, Known now) {
        Visit visit = before.told().visit();
        return before.getClass() == now.getClass()
                && visit.equals(now.told().visit().at(visit.changedAt()))
                && (!(now instanceof Finished)
                        || Objects.equals(
                                before.told().marks().finishedAt(),
                                now.told().marks().finishedAt()));
    }
}
