package org.carecontact.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.EncounterStatus;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.kernel.inbox.ParkedRecords;
import org.carecontact.policy.cases.domain.CurrentCase;
import org.carecontact.policy.facts.domain.Encounter;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.SampleEvents;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Events that come late, twice or out of order, and those that nobody can use. */
@ExtendWith(OutputCaptureExtension.class)
class EventsInTest extends RunningPolicy {

    // ---- late, twice, out of order

    @Test
    void an_older_event_of_a_finished_encounter_does_not_reopen_it() {
        SampleEvents people = givenVisit();
        encounter(people, 1, EncounterStatus.IN_PROGRESS);
        encounter(people, 2, EncounterStatus.FINISHED);
        allIsHeard(people);

        givenDecided(people);

        assertThat(decided(people).getOutcome()).isEqualTo(PolicyOutcome.PERMIT);
    }

    @Test
    void what_comes_twice_is_decided_once() {
        SampleEvents people = givenVisit();
        submit(people);
        submit(people);
        prechecked(people);
        sign(people, 3);
        sign(people, 3);
        submit(people);
        decided(people);
        allIsHeard(people);
        assertThat(records(people)).isEqualTo(2);
    }

    @Test
    void a_signature_that_comes_after_its_withdrawal_decides_nothing() {
        SampleEvents people = givenPrechecked(givenVisit());

        consent(people, 4, people.consentWithdrawn(SampleEvents.unchanged()));
        sign(people, 3);

        allIsHeard(people);
        assertThat(records(people)).isOne();
        assertThat(current(people)).isInstanceOf(CurrentCase.Closed.class);
    }

    @Test
    void a_deferred_case_that_was_withdrawn_is_not_decided_by_the_encounters_end() {
        SampleEvents people = givenDeferred();
        request(people, 2, people.requestWithdrawn(SampleEvents.unchanged()));
        Eventually.passes(() -> assertThat(current(people)).isInstanceOf(CurrentCase.Closed.class));

        encounter(people, 2, EncounterStatus.FINISHED);

        Eventually.passes(() -> assertThat(stored(people).state().encounters())
                .singleElement()
                .satisfies(one -> assertThat(one.status()).isEqualTo(Encounter.Status.FINISHED)));
        assertThat(records(people)).isEqualTo(2);
    }

    @Test
    void a_cancellation_reaches_every_doctor_who_had_the_encounter() {
        SampleEvents last = givenVisit();
        SampleEvents middle = with(last, newDoctor());
        SampleEvents first = with(last, newDoctor());
        List<String> former = List.of(first.doctor().value(), middle.doctor().value());
        Instant now = CLOCK.instant();
        EncounterChanged passed = last.encounter(
                "V8",
                EncounterStatus.IN_PROGRESS,
                said -> said.setChangedAt(now.minusSeconds(60))
                        .setFormerDoctor(middle.doctor().value())
                        .setFormerDoctors(former));
        EncounterChanged cancelled = last.encounter(
                "V8", EncounterStatus.CANCELLED, said -> said.setChangedAt(now).setFormerDoctors(former));

        ofVisit(last, 7, passed);
        Stream.of(first, middle)
                .forEach(one ->
                        Eventually.passes(() -> assertThat(statusOf(one, "V8")).isEqualTo("FINISHED")));
        ofVisit(last, 8, cancelled);
        ofVisit(last, 7, passed);
        ofVisit(last, 8, cancelled);
        Stream.of(first, middle, last)
                .forEach(one ->
                        Eventually.passes(() -> assertThat(statusOf(one, "V8")).isEqualTo("CANCELLED")));
    }

    // ---- of no use

    @Test
    void a_hospital_that_speaks_for_another_is_parked_and_changes_nothing() {
        SampleEvents people = givenPeople();
        String key = "wrong-hospital-" + people.patient();
        String visits = Topics.encounters("meiyan");
        String doctors = Topics.doctors("meiyan");

        hospital("meiyan", visits)
                .send(key, VISIT, 1, people.encounter(VISIT, EncounterStatus.FINISHED, SampleEvents.unchanged()));
        hospital("meiyan", doctors)
                .send(key, people.doctorKey(), 99, people.doctorListed(said -> said.setActive(false)));

        Eventually.passes(() -> assertThat(SERVICE.bean(ParkedRecords.class).list())
                .extracting(ParkedRecords.ParkedKey::key, ParkedRecords.ParkedKey::store)
                .contains(tuple(visits + ":" + key, "pairs"), tuple(doctors + ":" + key, "doctors")));
        assertThat(PAIRS.find(HOSPITAL, people.pair().value())).isEmpty();
        assertThat(DOCTORS.findAll("meiyan", List.of(people.doctorKey()))).isEmpty();
        assertThat(doctorFacts(people).active()).isTrue();
    }

    @Test
    void a_request_whose_id_is_not_of_its_pair_is_parked() {
        SampleEvents people = givenVisit();

        SampleEvents other = forge(people);

        Eventually.passes(() -> assertThat(SERVICE.bean(ParkedRecords.class).list())
                .extracting(ParkedRecords.ParkedKey::key)
                .contains(Topics.REQUESTS + ":" + other.pair()));
        assertThat(records(people)).isZero();
    }

    @Test
    void no_patient_gets_into_the_log_or_the_metrics(CapturedOutput output) {
        SampleEvents people = givenDecided();

        SampleEvents other = forge(people);
        SERVICE.get(patient(other), path(people)).is(404);
        rules(people, "{\"optIn\":\"" + people.patient() + "\"}").is(400);

        Eventually.holds(() -> output.getAll().contains("record parked"));
        List<String> places = new ArrayList<>(List.of(output.getAll()));
        SERVICE.bean(MeterRegistry.class)
                .getMeters()
                .forEach(meter -> places.add(meter.getId().toString()));
        assertThat(places)
                .noneMatch(place -> place.contains(people.patient().value())
                        || place.contains(other.patient().value()));
    }

    /** A request under the id of these people, from another patient; returns that one and the doctor. */
    private static SampleEvents forge(SampleEvents people) {
        SampleEvents other = people(people.hospital(), people.doctor().value());
        request(
                other,
                1,
                people.submitted(forged -> forged.setPatient(other.patient().value())));
        return other;
    }

    private static void ofVisit(SampleEvents people, long sequence, EncounterChanged event) {
        hospital(people.hospital(), Topics.encounters(people.hospital()))
                .send(people.patientKey(), people.hospital() + ":" + event.getVisit(), sequence, event);
    }

    private static String statusOf(SampleEvents people, String visit) {
        return PAIRS.find(people.hospital(), people.pair().value()).stream()
                .flatMap(stored -> stored.state().encounters().stream())
                .filter(encounter -> encounter.visit().value().equals(visit))
                .map(encounter -> encounter.status().name())
                .findFirst()
                .orElse("NONE");
    }

    /** Returns once the service is done with all that it was told of these people. */
    private static void allIsHeard(SampleEvents people) {
        // Twice: what follows from a batch is done before the next one comes.
        for (int time = 0; time < 2; time++) {
            SampleEvents seen = people(people.hospital(), "D-marker");
            SampleEvents asked = people(people.hospital(), "D-marker");
            SampleEvents signed = people(people.hospital(), "D-marker");
            hospital(people.hospital(), Topics.encounters(people.hospital()))
                    .send(
                            people.patientKey(),
                            seen.patientKey(),
                            1,
                            seen.encounter(VISIT, EncounterStatus.FINISHED, SampleEvents.unchanged()));
            Topic.of(Topics.REQUESTS)
                    .as("request-service", people.hospital())
                    .send(people.pair(), asked.pair(), 1, asked.submitted(SampleEvents.unchanged()));
            Topic.of(Topics.CONSENTS)
                    .as("consent-service", people.hospital())
                    .send(people.pair(), signed.request(), 1, signed.consentSigned(SampleEvents.unchanged()));
            Stream.of(seen, asked, signed).forEach(RunningPolicy::areKnown);
        }
    }
}
