package org.carecontact.gateway.people.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.carecontact.gateway.people.domain.Person.Known;
import org.carecontact.gateway.people.domain.Person.Merged;
import org.carecontact.gateway.people.domain.PersonCommand.Absorb;
import org.carecontact.gateway.people.domain.PersonCommand.Describe;
import org.carecontact.gateway.people.domain.PersonCommand.Look;
import org.carecontact.gateway.people.domain.PersonCommand.Merge;
import org.carecontact.gateway.people.domain.PersonEvent.AgeBandChanged;
import org.carecontact.gateway.people.domain.PersonEvent.ContactPointsChanged;
import org.carecontact.gateway.people.domain.PersonEvent.PersonNoted;
import org.carecontact.gateway.people.domain.PersonRejection.IsMerged;
import org.carecontact.gateway.people.domain.PersonRejection.NoSurvivor;
import org.carecontact.gateway.vocabulary.domain.AgeBand;
import org.carecontact.gateway.vocabulary.domain.Said;
import org.carecontact.gateway.vocabulary.domain.Sealed;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.schemas.ids.PatientId;
import org.junit.jupiter.api.Test;

class PersonDeciderTest {

    private static final Instant EIGHT = Instant.parse("2026-11-23T00:00:00Z");
    private static final PatientId PATIENT = new PatientId("P000001");
    private static final PatientId SURVIVOR = new PatientId("P000002");

    private final PersonDecider decider = new PersonDecider();
    private Person person = decider.initial();
    private Decision<PersonEvent, PersonRejection> decision = Decision.accept();

    private static Stamp at(int minute) {
        Instant at = EIGHT.plusSeconds(minute * 60L);
        return new Stamp(at, at, "m" + minute, "HIS|tongren");
    }

    private static Word<Sealed> word(String value) {
        return value.isEmpty() ? Word.withdrawn() : Word.of(new Sealed(value, new byte[] {1}));
    }

    private static PersonWords mobile(String number) {
        return new PersonWords(Word.absent(), Word.absent(), word(number), Word.absent());
    }

    private static PersonWords guardian(String number) {
        return new PersonWords(Word.absent(), Word.absent(), Word.absent(), word(number));
    }

    private static Birth birth(String date, AgeBand band) {
        return new Birth(new Sealed(date, new byte[] {1}), band, null);
    }

    private static PersonWords born(String date, AgeBand band) {
        return new PersonWords(Word.absent(), Word.of(birth(date, band)), Word.absent(), Word.absent());
    }

    private void when(PersonCommand command) {
        decision = decider.decide(person, command);
        events().forEach(event -> person = decider.evolve(person, event));
    }

    private void described(int minute, PersonWords words) {
        when(new Describe("tongren", PATIENT, words, at(minute)));
    }

    private List<PersonEvent> events() {
        return decision instanceof Decision.Accepted<PersonEvent, PersonRejection>(var events) ? events : List.of();
    }

    private String mobile() {
        Sealed mobile = Said.value(person.factsOrNone().mobile());
        return mobile == null ? "none" : mobile.print();
    }

    @Test
    void the_first_message_publishes_a_number_and_leaves_the_age_to_the_visit() {
        described(0, mobile("a"));
        assertThat(events()).singleElement().isInstanceOf(ContactPointsChanged.class);
        person = decider.initial();
        described(0, born("1980", AgeBand.ADULT));
        assertThat(events()).singleElement().isInstanceOf(PersonNoted.class);
    }

    @Test
    void what_is_known_costs_no_write() {
        described(0, mobile("a"));
        described(1, mobile("a"));
        assertThat(decision).isEqualTo(Decision.accept());
    }

    @Test
    void each_thing_is_kept_by_itself() {
        described(0, mobile("a"));
        described(1, guardian("b"));
        assertThat(mobile()).isEqualTo("a");
        described(2, mobile(""));
        assertThat(mobile()).isEqualTo("none");
        assertThat(Said.value(person.factsOrNone().guardian())).isNotNull();
    }

    @Test
    void an_older_message_brings_no_older_number_back() {
        described(5, mobile("b"));
        described(3, mobile("a"));
        assertThat(mobile()).isEqualTo("b");
        assertThat(decision).isEqualTo(Decision.accept());
    }

    @Test
    void every_order_of_arrival_of_a_visits_words_ends_alike() {
        List<PersonWords> words = List.of(mobile("a"), mobile("b"), mobile("a"), guardian("c"));
        Set<String> ends = new HashSet<>();
        for (List<Integer> order : List.of(
                List.of(0, 1, 2, 3),
                List.of(0, 2, 1, 3),
                List.of(3, 2, 1, 0),
                List.of(2, 0, 3, 1),
                List.of(1, 0, 2, 3),
                List.of(1, 3, 0, 2))) {
            person = decider.initial();
            PersonStamps visit = PersonStamps.NONE;
            for (int message : order) {
                described(message, visit.newOf(words.get(message), at(message)));
                visit = visit.and(words.get(message), at(message));
            }
            ends.add(mobile());
        }
        assertThat(ends).containsExactly("a");
    }

    @Test
    void another_birth_date_publishes_the_band_when_it_differs() {
        described(0, born("1980", AgeBand.ADULT));
        described(1, born("1981", AgeBand.ADULT));
        assertThat(events()).singleElement().isInstanceOf(PersonNoted.class);
        described(2, born("2015", AgeBand.UNDER_14));
        assertThat(events()).last().isEqualTo(new AgeBandChanged("tongren", PATIENT, AgeBand.UNDER_14, at(2).at()));
    }

    @Test
    void a_birthday_publishes_the_band_and_a_look_before_it_does_not() {
        described(0, born("2012", AgeBand.UNDER_14));
        when(new Look((hospital, patient, known, now) -> known, EIGHT));
        assertThat(events()).singleElement().isInstanceOf(PersonNoted.class);
        when(new Look((hospital, patient, known, now) -> birth("2012", AgeBand.FROM_14_TO_17), EIGHT));
        assertThat(events()).last().isEqualTo(new AgeBandChanged("tongren", PATIENT, AgeBand.FROM_14_TO_17, EIGHT));
    }

    @Test
    void nobody_looks_at_a_birth_date_that_nobody_told() {
        when(new Look((hospital, patient, known, now) -> birth("2012", AgeBand.ADULT), EIGHT));
        assertThat(decision).isEqualTo(Decision.accept());
        described(0, mobile("a"));
        when(new Look((hospital, patient, known, now) -> birth("2012", AgeBand.ADULT), EIGHT));
        assertThat(decision).isEqualTo(Decision.accept());
    }

    @Test
    void a_merged_patient_is_dead_and_says_who_remains() {
        described(0, mobile("a"));
        when(new Merge("tongren", PATIENT, SURVIVOR, at(1)));
        assertThat(person).isEqualTo(new Merged("tongren", PATIENT, SURVIVOR, at(1)));
        when(new Merge("tongren", PATIENT, SURVIVOR, at(2)));
        assertThat(decision).isEqualTo(Decision.accept());
        described(3, mobile("b"));
        assertThat(decision).isEqualTo(Decision.reject(new IsMerged(SURVIVOR)));
    }

    @Test
    void nobody_is_merged_into_himself() {
        when(new Merge("tongren", PATIENT, PATIENT, at(1)));
        assertThat(decision).isEqualTo(Decision.reject(new NoSurvivor()));
    }

    @Test
    void the_survivor_has_the_newer_word_on_each_thing() {
        described(3, mobile("a"));
        described(4, guardian("c"));
        PersonFacts old = ((Known) person).facts();
        person = decider.initial();
        when(new Describe("tongren", SURVIVOR, mobile("b"), at(5)));
        when(new Absorb("tongren", SURVIVOR, old, at(6).at()));
        assertThat(mobile()).isEqualTo("b");
        assertThat(Said.value(person.factsOrNone().guardian())).isNotNull();
        when(new Absorb("tongren", SURVIVOR, old, at(6).at()));
        assertThat(decision).isEqualTo(Decision.accept());
    }
}
