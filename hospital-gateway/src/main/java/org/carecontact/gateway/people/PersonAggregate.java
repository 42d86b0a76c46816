package org.carecontact.gateway.people;

import java.time.Instant;
import java.util.Optional;
import org.carecontact.gateway.people.domain.Birth;
import org.carecontact.gateway.people.domain.Birthdays;
import org.carecontact.gateway.people.domain.Person;
import org.carecontact.gateway.people.domain.PersonCommand;
import org.carecontact.gateway.people.domain.PersonDecider;
import org.carecontact.gateway.people.domain.PersonEvent;
import org.carecontact.gateway.people.domain.PersonRejection;
import org.carecontact.gateway.vocabulary.domain.Said;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Due;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.schemas.ids.PatientId;

/** Stores one document per patient, with the newest word on each thing. */
public final class PersonAggregate implements Aggregate<PersonCommand, Person, PersonEvent, PersonRejection> {

    private final PersonDecider decider = new PersonDecider();
    private final Birthdays birthdays;

    public PersonAggregate(Birthdays birthdays) {
        this.birthdays = birthdays;
    }

    /** Returns the id of a patient's document. */
    public static String id(String hospital, PatientId patient) {
        return hospital + ":" + patient.encoded();
    }

    @Override
    public String collection() {
        return "people";
    }

    @Override
    public Class<Person> stateType() {
        return Person.class;
    }

    @Override
    public Decider<PersonCommand, Person, PersonEvent, PersonRejection> decider() {
        return decider;
    }

    @Override
    public Optional<Outgoing> publish(PersonEvent event, Person after) {
        return PersonEventMapper.outgoing(event);
    }

    @Override
    public Optional<Due> due(Person state) {
        Birth birth = Said.value(state.factsOrNone().born());
        return birth == null || birth.lookAgain() == null
                ? Optional.empty()
                : Optional.of(new Due(birth.lookAgain(), "BIRTHDAY"));
    }

    @Override
    public PersonCommand elapsed(String dueKind, Instant now) {
        return new PersonCommand.Look(birthdays, now);
    }
}
