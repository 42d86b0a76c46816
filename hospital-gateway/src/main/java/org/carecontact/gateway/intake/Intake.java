package org.carecontact.gateway.intake;

import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.carecontact.gateway.encounters.EncounterAggregate;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.gateway.encounters.domain.EncounterCommand;
import org.carecontact.gateway.encounters.domain.EncounterDecider;
import org.carecontact.gateway.encounters.domain.EncounterEvent;
import org.carecontact.gateway.encounters.domain.EncounterRejection;
import org.carecontact.gateway.encounters.domain.EncounterRejection.IsRenumbered;
import org.carecontact.gateway.encounters.domain.EncounterRejection.MessageIdReused;
import org.carecontact.gateway.encounters.domain.EncounterRejection.NoSuchVisit;
import org.carecontact.gateway.encounters.domain.EncounterRejection.VisitOfAnotherPatient;
import org.carecontact.gateway.encounters.domain.Report;
import org.carecontact.gateway.people.PersonAggregate;
import org.carecontact.gateway.people.domain.Person;
import org.carecontact.gateway.people.domain.PersonCommand;
import org.carecontact.gateway.people.domain.PersonEvent;
import org.carecontact.gateway.people.domain.PersonFacts;
import org.carecontact.gateway.people.domain.PersonRejection;
import org.carecontact.gateway.people.domain.PersonWords;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.vocabulary.domain.AgeBand;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;
import org.springframework.stereotype.Component;

/**
 * The one way in. A statement may need several documents; each step has no effect when it comes twice, and the sender
 * hears only after the last, so that a crash in between is healed by the message that comes again.
 */
@Component
public final class Intake implements Inlet {

    /** Merges of merged patients; more than this is a circle. */
    private static final int LONGEST_CHAIN = 32;

    private static final int VISITS_AT_ONCE = 100;

    private final Documents<EncounterCommand, Encounter, EncounterEvent, EncounterRejection> encounters;
    private final Documents<PersonCommand, Person, PersonEvent, PersonRejection> people;
    private final StaffIntake staff;
    private final PersonalValues values;
    private final EncounterDecider rules = new EncounterDecider();

    Intake(
            Documents<EncounterCommand, Encounter, EncounterEvent, EncounterRejection> encounters,
            Documents<PersonCommand, Person, PersonEvent, PersonRejection> people,
            StaffIntake staff,
            PersonalValues values) {
        this.staff = staff;
        this.encounters = encounters.indexed("state.told.patient");
        this.people = people;
        this.values = values;
    }

    @Override
    public Optional<Objection> take(String hospital, Statement statement) {
        return switch (statement) {
            case Statement.OfVisit(var command) -> visit(hospital, command);
            case Statement.OfPerson(var patient, var words, var by) -> {
                describe(remaining(hospital, patient), words, by);
                yield Optional.empty();
            }
            case Statement.Merge merge -> merge(hospital, merge);
            case Statement.Move move ->
                objection(encounters.handle(
                        visit(hospital, move.visit()),
                        null,
                        new EncounterCommand.Move(
                                move.heard(),
                                move.by(),
                                remaining(hospital, move.to()).patient(),
                                false),
                        state -> ""));
            case Statement.Renumber(var number, var into, var by) -> renumber(hospital, number, into, by);
            case Statement.OfDoctor said -> {
                staff.doctor(hospital, said);
                yield Optional.empty();
            }
            case Statement.OfDepartment said -> {
                staff.department(hospital, said);
                yield Optional.empty();
            }
            case Statement.OfSlot said -> {
                staff.slot(hospital, said);
                yield Optional.empty();
            }
        };
    }

    /** A visit under the number that remains after renumberings. */
    private Stored<Encounter> visit(String hospital, VisitId number) {
        VisitId id = number;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            Stored<Encounter> stored = encounters.load(hospital, EncounterAggregate.id(hospital, id));
            if (!(stored.state() instanceof Encounter.Renumbered renumbered)) {
                return stored;
            }
            id = renumbered.into();
        }
        throw new IllegalStateException("visits that are renumbered in a circle");
    }

    /** The other number has all of it before this one is dead. */
    private Optional<Objection> renumber(String hospital, VisitId number, VisitId into, Stamp by) {
        Stored<Encounter> old = encounters.load(hospital, EncounterAggregate.id(hospital, number));
        if (number.equals(into)) {
            return Optional.empty();
        }
        if (old.state() instanceof Encounter.Known known) {
            Stored<Encounter> other = visit(hospital, into);
            if (other.id().equals(old.id())) {
                return Optional.empty(); // the other number became this one before
            }
            require(encounters.handle(other, null, new EncounterCommand.Absorb(into, known.told()), state -> ""));
        }
        return objection(encounters.handle(old, null, new EncounterCommand.Renumber(into, by), state -> ""));
    }

    /** The person first, so that the visit's event has the age that is known with this message. */
    private Optional<Objection> visit(String hospital, EncounterCommand.Reported command) {
        Report report = command.report();
        Stored<Encounter> visit = visit(hospital, report.visit());
        Remaining remaining = remaining(hospital, report.patient());
        // What is refused must not leave anything of the person behind.
        if (rules.decide(visit.state(), command.with(report.of(remaining.patient(), AgeBand.UNKNOWN)))
                instanceof Decision.Rejected<EncounterEvent, EncounterRejection>(var reason)) {
            return Optional.of(objection(reason));
        }
        PersonWords words = visit.state() instanceof Encounter.Known known
                ? known.told().person().newOf(report.person(), report.by())
                : report.person();
        PersonFacts facts = describe(remaining, words, report.by());
        return objection(encounters.handle(
                visit, null, command.with(report.of(remaining.patient(), facts.band())), state -> ""));
    }

    /** What holds of the person afterwards. */
    private PersonFacts describe(Remaining remaining, PersonWords words, Stamp by) {
        Remaining to = remaining;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            Reply<Person, PersonRejection> reply = people.handle(
                    to.stored(),
                    null,
                    new PersonCommand.Describe(to.stored().hospital(), to.patient(), words, by),
                    state -> "");
            if (reply instanceof Reply.Done<Person, PersonRejection>(var state)) {
                return state.factsOrNone();
            }
            to = remaining(to.stored().hospital(), to.patient()); // merged in this moment
        }
        throw new IllegalStateException("a patient who is merged again and again");
    }

    /** The survivor has all of it before the other's id is dead, and the visits follow. */
    private Optional<Objection> merge(String hospital, Statement.Merge merge) {
        Stored<Person> old = people.load(hospital, PersonAggregate.id(hospital, merge.patient()));
        Remaining survivor = remaining(hospital, merge.survivor());
        if (survivor.patient().equals(merge.patient())) {
            return Optional.of(Objection.NO_SURVIVOR);
        }
        if (old.state() instanceof Person.Known(var _, var _, var facts)) {
            require(people.handle(
                    survivor.stored(),
                    null,
                    new PersonCommand.Absorb(
                            hospital,
                            survivor.patient(),
                            values.again(hospital, merge.patient(), survivor.patient(), facts),
                            merge.by().at()),
                    state -> ""));
        }
        Reply<Person, PersonRejection> merged = people.handle(
                old,
                null,
                new PersonCommand.Merge(hospital, merge.patient(), survivor.patient(), merge.by()),
                state -> "");
        if (merged instanceof Reply.Refused<Person, PersonRejection>) {
            // Merged into another before: that one goes the same way.
            PatientId other = remaining(hospital, merge.patient()).patient();
            return other.equals(survivor.patient())
                    ? Optional.empty()
                    : merge(hospital, new Statement.Merge(other, survivor.patient(), merge.heard(), merge.by()));
        }
        moveVisits(hospital, merge, survivor.patient());
        return Optional.empty();
    }

    private void moveVisits(String hospital, Statement.Merge merge, PatientId survivor) {
        Document ofThePatient =
                new Document("state.told.patient", merge.patient().value());
        List<Stored<Encounter>> visits = encounters.page(hospital, ofThePatient, null, VISITS_AT_ONCE);
        while (!visits.isEmpty()) {
            for (Stored<Encounter> visit : visits) {
                require(encounters.handle(
                        visit,
                        null,
                        new EncounterCommand.Move(merge.heard(), merge.by(), survivor, true),
                        state -> ""));
                renumber(hospital, visit, merge, survivor);
            }
            visits = encounters.page(hospital, ofThePatient, visits.getLast().id(), VISITS_AT_ONCE);
        }
    }

    /** A number that is unique for its patient only has the patient in it. */
    private void renumber(String hospital, Stored<Encounter> visit, Statement.Merge merge, PatientId survivor) {
        if (visit.state() instanceof Encounter.Known known) {
            VisitId number = known.told().number();
            VisitIds.of(number, merge.patient(), survivor)
                    .ifPresent(into -> renumber(hospital, number, into, merge.by()));
        }
    }

    /** A patient's record under the id that remains after merges. */
    private record Remaining(PatientId patient, Stored<Person> stored) {}

    private Remaining remaining(String hospital, PatientId patient) {
        PatientId id = patient;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            Stored<Person> stored = people.load(hospital, PersonAggregate.id(hospital, id));
            if (!(stored.state() instanceof Person.Merged(var _, var _, var survivor, var _))) {
                return new Remaining(id, stored);
            }
            id = survivor;
        }
        throw new IllegalStateException("patients who are merged in a circle");
    }

    private static <S, R> void require(Reply<S, R> reply) {
        if (!(reply instanceof Reply.Done<S, R>)) {
            throw new IllegalStateException("another message changed the patient in this moment");
        }
    }

    private static Optional<Objection> objection(Reply<Encounter, EncounterRejection> reply) {
        return switch (reply) {
            case Reply.Done<Encounter, EncounterRejection> _ -> Optional.empty();
            case Reply.Refused<Encounter, EncounterRejection>(var reason) -> Optional.of(objection(reason));
            case Reply.Repeated<Encounter, EncounterRejection> _,
                    Reply.KeyReused<Encounter, EncounterRejection> _,
                    Reply.KeyExpired<Encounter, EncounterRejection> _ ->
                throw new IllegalStateException("messages have no idempotency key");
        };
    }

    private static Objection objection(EncounterRejection reason) {
        return switch (reason) {
            case MessageIdReused _ -> Objection.MESSAGE_ID_REUSED;
            case VisitOfAnotherPatient _ -> Objection.VISIT_OF_ANOTHER_PATIENT;
            case NoSuchVisit _ -> Objection.NO_SUCH_VISIT;
            case IsRenumbered _ -> throw new IllegalStateException("another message changed the visit in this moment");
        };
    }
}
