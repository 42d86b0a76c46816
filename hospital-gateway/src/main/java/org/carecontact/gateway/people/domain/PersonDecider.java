package org.carecontact.gateway.people.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carecontact.gateway.people.domain.Person.Known;
import org.carecontact.gateway.people.domain.Person.Merged;
import org.carecontact.gateway.people.domain.Person.Unheard;
import org.carecontact.gateway.people.domain.PersonCommand.Absorb;
import org.carecontact.gateway.people.domain.PersonCommand.Describe;
import org.carecontact.gateway.people.domain.PersonCommand.Look;
import org.carecontact.gateway.people.domain.PersonCommand.Merge;
import org.carecontact.gateway.people.domain.PersonEvent.AgeBandChanged;
import org.carecontact.gateway.people.domain.PersonEvent.ContactPointsChanged;
import org.carecontact.gateway.people.domain.PersonEvent.PersonMerged;
import org.carecontact.gateway.people.domain.PersonEvent.PersonNoted;
import org.carecontact.gateway.people.domain.PersonRejection.IsMerged;
import org.carecontact.gateway.people.domain.PersonRejection.NoSurvivor;
import org.carecontact.gateway.vocabulary.domain.Said;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/**
 * Of each thing the newest word counts. A message that says what is known is not written: almost every message of a
 * visit repeats the person.
 */
public final class PersonDecider implements Decider<PersonCommand, Person, PersonEvent, PersonRejection> {

    private record Case(Person person, PersonCommand command) {}

    @Override
    public Person initial() {
        return new Unheard();
    }

    @Override
    public Decision<PersonEvent, PersonRejection> decide(Person person, PersonCommand command) {
        return switch (new Case(person, command)) {
            case Case(Unheard _, Look _), Case(Merged _, Look _) -> Decision.accept();
            case Case(Merged merged, Merge c) when merged.survivor().equals(c.survivor()) -> Decision.accept();
            case Case(Merged merged, var _) -> Decision.reject(new IsMerged(merged.survivor()));
            case Case(var _, Merge c) when c.patient().equals(c.survivor()) -> Decision.reject(new NoSurvivor());
            case Case(var _, Merge(var hospital, var patient, var survivor, var by)) ->
                Decision.accept(new PersonMerged(new Merged(hospital, patient, survivor, by), by));
            case Case(Known known, Look c) -> looked(known, c);
            case Case(Unheard _, Describe(var hospital, var patient, var words, var by)) ->
                first(hospital, patient, PersonFacts.NONE.and(words, by), by.at());
            case Case(Unheard _, Absorb(var hospital, var patient, var facts, var at)) ->
                first(hospital, patient, facts, at);
            case Case(Known known, Describe(var _, var _, var words, var by)) ->
                changed(known, known.facts().and(words, by), by.at());
            case Case(Known known, Absorb(var _, var _, var facts, var at)) ->
                changed(known, known.facts().and(facts), at);
        };
    }

    @Override
    public Person evolve(Person person, PersonEvent event) {
        return switch (event) {
            case PersonNoted(var now) -> now;
            case ContactPointsChanged(var now, var _) -> now;
            case AgeBandChanged _ -> person;
            case PersonMerged(var now, var _) -> now;
        };
    }

    /** The visit's own event has the age band, so that the first message needs no other. */
    private static Decision<PersonEvent, PersonRejection> first(
            String hospital, PatientId patient, PersonFacts facts, Instant at) {
        Known now = new Known(hospital, patient, facts);
        return Decision.accept(
                facts.reachesLike(PersonFacts.NONE) ? new PersonNoted(now) : new ContactPointsChanged(now, at));
    }

    /** Written in any case: the next look has to come. */
    private static Decision<PersonEvent, PersonRejection> looked(Known known, Look look) {
        @Nullable Birth before = Said.value(known.facts().born());
        if (before == null) {
            return Decision.accept();
        }
        Birth now = look.birthdays().again(known.hospital(), known.patient(), before, look.now());
        PersonNoted noted = new PersonNoted(
                new Known(known.hospital(), known.patient(), known.facts().looked(now)));
        return before.band() == now.band()
                ? Decision.accept(noted)
                : Decision.accept(noted, new AgeBandChanged(known.hospital(), known.patient(), now.band(), look.now()));
    }

    private static Decision<PersonEvent, PersonRejection> changed(Known before, PersonFacts facts, Instant at) {
        if (before.facts().saysLike(facts)) {
            return Decision.accept();
        }
        Known now = new Known(before.hospital(), before.patient(), facts);
        List<PersonEvent> events = new ArrayList<>();
        events.add(before.facts().reachesLike(facts) ? new PersonNoted(now) : new ContactPointsChanged(now, at));
        if (before.facts().band() != facts.band()) {
            events.add(new AgeBandChanged(now.hospital(), now.patient(), facts.band(), at));
        }
        return new Decision.Accepted<>(events);
    }
}
