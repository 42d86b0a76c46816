package org.carecontact.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.carecontact.events.AgeBand;
import org.carecontact.events.EncounterStatus;
import org.carecontact.events.GroundGone;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.policy.cases.Rechecks;
import org.carecontact.policy.cases.domain.CurrentCase;
import org.carecontact.policy.cases.domain.Given;
import org.carecontact.policy.cases.domain.PairCommand;
import org.carecontact.policy.doctors.domain.DoctorCommand;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.SampleEvents;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.DispatcherServlet;

/** A no of policy rests on facts: who wished to know hears, once, when they have changed for the better. */
class AskAgainTest extends RunningPolicy {

    private static final Topic DECISIONS = Topic.of(Topics.DECISIONS);

    @Test
    void a_message_of_the_hospital_that_came_late_is_heard_and_told_once() {
        SampleEvents people = givenTurnedBack(givenPeople());
        request(people, 2, people.askAgainWanted());
        awaitWatched(people);
        assertThat(records(people)).isEqualTo(1);

        encounter(people, 1, EncounterStatus.IN_PROGRESS);
        GroundGone gone = gone(people);

        assertThat(gone.getRequest()).isEqualTo(people.request().toString());
        assertThat(gone.getPatient()).isEqualTo(people.patient().value());
        assertThat(current(people)).isInstanceOf(CurrentCase.Closed.class);
        encounter(people, 2, EncounterStatus.FINISHED);
        request(people, 3, people.askAgainWanted()); // and then it is told at once
        DECISIONS.expect(people.pair().value(), GroundGone.class, 2);
        assertThat(records(people)).isEqualTo(3);
    }

    @Test
    void a_doctor_who_opts_in_is_heard() {
        SampleEvents people = people(HOSPITAL, newDoctor());
        doctorListed(people, 1, true);
        Eventually.holds(() -> DOCTORS.find(HOSPITAL, people.doctorKey()).isPresent());
        givenTurnedBack(givenVisit(people));
        request(people, 2, people.askAgainWanted());
        awaitWatched(people);

        rules(people, Map.of("optIn", true)).is(200);

        assertThat(gone(people).getNumber()).isEqualTo(1);
    }

    @Test
    void a_place_that_becomes_free_is_heard() {
        SampleEvents people = givenVisit();
        rules(people, Map.of("optIn", true, "capacity", 0)).is(200);
        givenTurnedBack(people);
        request(people, 2, people.askAgainWanted());
        awaitWatched(people);

        rules(people, Map.of("optIn", true, "capacity", 1)).is(200);

        assertThat(gone(people).getNumber()).isEqualTo(1);
    }

    @Test
    void a_birthday_is_heard() {
        SampleEvents people = givenPeople();
        encounter(people, 2, EncounterStatus.FINISHED, said -> said.setAgeBand(AgeBand.UNDER_14));
        areKnown(people);
        givenTurnedBack(people);
        request(people, 2, people.askAgainWanted());
        awaitWatched(people);

        hospital(HOSPITAL, Topics.encounters(HOSPITAL))
                .send(people.patientKey(), people.patientKey(), 9, people.ageChanged(AgeBand.FROM_14_TO_17));

        assertThat(gone(people).getNumber()).isEqualTo(1);
    }

    @Test
    void nobody_is_told_who_did_not_wish_it_or_asked_again_already() {
        SampleEvents silent = givenTurnedBack(givenPeople());
        encounter(silent, 2, EncounterStatus.FINISHED);

        SampleEvents asking = givenTurnedBack(givenPeople());
        request(asking, 2, asking.askAgainWanted());
        awaitWatched(asking);
        SampleEvents again = asking.next();
        request(
                again,
                3,
                again.submitted(asked ->
                        asked.setPurpose("FOLLOW_UP_VISIT").setWish("ANY").setSubmittedAt(CLOCK.instant())));
        Eventually.holds(() -> records(asking) == 2);
        encounter(asking, 2, EncounterStatus.FINISHED);

        for (SampleEvents people : new SampleEvents[] {silent, asking}) {
            Eventually.holds(() -> !stored(people).state().encounters().isEmpty());
            assertThat(current(people)).isInstanceOf(CurrentCase.Closed.class);
        }
        assertThat(records(silent)).isEqualTo(1);
        assertThat(records(asking)).isEqualTo(2);
    }

    @Test
    void what_a_crash_left_unheard_is_heard_at_the_next_start_and_nobody_is_watched_for_ever() {
        SampleEvents people = people(HOSPITAL, newDoctor());
        doctorListed(people, 1, true);
        Eventually.holds(() -> DOCTORS.find(HOSPITAL, people.doctorKey()).isPresent());
        givenTurnedBack(givenVisit(people));
        request(people, 2, people.askAgainWanted());
        CurrentCase.Watched watched = awaitWatched(people);
        assertThat(Duration.between(CLOCK.instant(), watched.until()))
                .isBetween(Duration.ofDays(89), Duration.ofDays(90));
        // As if the process had ended before it looked for those that wait.
        var _ = DOCTORS.handle(
                HOSPITAL,
                people.doctorKey(),
                new DoctorCommand.SetRules(Given.willing("cardiology").rules(), CLOCK.instant()));
        assertThat(current(people)).isInstanceOf(CurrentCase.Watched.class);

        new Rechecks(Objects.requireNonNull(
                        SERVICE.bean(DispatcherServlet.class).getWebApplicationContext()))
                .recheckAll();
        assertThat(gone(people).getNumber()).isEqualTo(1);

        SampleEvents other = givenTurnedBack(givenPeople());
        request(other, 2, other.askAgainWanted());
        CurrentCase.Watched before = awaitWatched(other);
        var _ = PAIRS.handle(HOSPITAL, other.pair().value(), new PairCommand.TimeCame(before.until()));
        assertThat(current(other)).isInstanceOf(CurrentCase.Closed.class);
    }

    private static SampleEvents givenTurnedBack(SampleEvents people) {
        submit(people);
        assertThat(prechecked(people).getOutcome()).isEqualTo(PolicyOutcome.DENY);
        return people;
    }

    private static CurrentCase.Watched awaitWatched(SampleEvents people) {
        return (CurrentCase.Watched) Eventually.value(() -> current(people), CurrentCase.Watched.class::isInstance);
    }

    private static GroundGone gone(SampleEvents people) {
        return DECISIONS.expect(people.pair().value(), GroundGone.class, 1).get(0);
    }
}
