package org.carecontact.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.bson.Document;
import org.carecontact.events.Assessment;
import org.carecontact.events.EncounterStatus;
import org.carecontact.events.PolicyDecided;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.PolicyPrechecked;
import org.carecontact.events.RequestState;
import org.carecontact.events.ScheduleKind;
import org.carecontact.events.ScheduleSlot;
import org.carecontact.policy.facts.domain.Encounter;
import org.carecontact.schemas.Metric;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.SampleEvents;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From the request to the decision, what that costs, and who sees it. */
class DecisionsTest extends RunningPolicy {

    @Test
    void a_request_after_a_visit_is_prechecked_and_decided_with_the_signature() {
        SampleEvents people = givenVisit();

        submit(people);

        Assessment prechecked = prechecked(people);
        assertThat(prechecked.getOutcome()).isEqualTo(PolicyOutcome.PERMIT);
        assertThat(prechecked.getNumber()).isOne();
        assertThat(prechecked.getSigner()).isEqualTo("PATIENT");
        assertThat(prechecked.getDocuments()).containsExactly("CONSENT");
        assertThat(prechecked.getConsentSequence()).isNull();

        sign(people, 3);

        Assessment decided = decided(people);
        assertThat(decided.getOutcome()).isEqualTo(PolicyOutcome.PERMIT);
        assertThat(decided.getNumber()).isOne();
        assertThat(decided.getChannels()).containsExactly("WECOM", "HOSPITAL_APP");
        assertThat(decided.getContactDays()).isEqualTo(60);
        assertThat(decided.getObligations())
                .containsExactly("REAL_NAME_FIRST", "NO_GIFTS", "NO_IMAGES", "CLEAN_UP_CHAT");
        assertThat(decided.getConsentSequence()).isEqualTo(3);
        assertThat(decided.getEarliestDelivery()).isNull();
        assertThat(decided.getAlternatives()).isNotEmpty();

        JsonNode seen = SERVICE.get(patient(people), path(people)).is(200).json();
        assertThat(seen.path("outcome").stringValue()).isEqualTo("PERMIT");
        assertThat(seen.path("verdicts")).hasSize(3);
        assertThat(seen.at("/verdicts/0/reasons/0/zh").stringValue()).contains("就诊");
    }

    @Test
    void the_survivor_of_a_merged_patient_sees_the_decision_and_nobody_else_gains_anything() {
        SampleEvents people = givenVisit();
        submit(people);
        prechecked(people);
        String survivor = people.patient() + "-S";
        SampleEvents other =
                new SampleEvents(people.hospital(), survivor, people.doctor().value(), people.pair());
        SERVICE.get(patient(other), path(people)).is(404);

        request(people, 2, people.carried(survivor, RequestState.AWAITING_CONSENT));

        Eventually.passes(() -> SERVICE.get(patient(other), path(people)).is(200));
        SERVICE.get(patient(people), path(people)).is(200);
        SERVICE.get(
                        patient(new SampleEvents(
                                people.hospital(),
                                survivor + "0",
                                people.doctor().value(),
                                people.pair())),
                        path(people))
                .is(404);
    }

    @Test
    void who_was_never_seen_is_denied_at_once_with_a_way_out() {
        SampleEvents people = givenPeople();

        submit(people);

        Assessment said = prechecked(people);
        assertThat(said.getOutcome()).isEqualTo(PolicyOutcome.DENY);
        assertThat(said.getVerdicts().getFirst().getReasons()).contains("no-encounter");
        assertThat(said.getAlternatives()).isNotEmpty();
    }

    @Test
    void a_signature_in_mid_consultation_is_decided_when_the_encounter_ends() {
        SampleEvents people = givenDeferred();
        assertThat(decided(people).getOutcome()).isEqualTo(PolicyOutcome.DEFER);

        encounter(people, 2, EncounterStatus.FINISHED);

        assertThat(decidedAgain(people).getOutcome()).isEqualTo(PolicyOutcome.PERMIT);
    }

    @Test
    void a_case_that_passed_to_another_doctor_is_over_for_the_former_one() {
        SampleEvents people = givenDeferred();
        assertThat(decided(people).getOutcome()).isEqualTo(PolicyOutcome.DEFER);
        SampleEvents passedOn = with(people, newDoctor());

        encounter(
                passedOn,
                2,
                EncounterStatus.IN_PROGRESS,
                said -> said.setFormerDoctor(people.doctor().value()));

        assertThat(decidedAgain(people).getOutcome()).isEqualTo(PolicyOutcome.PERMIT);
        Eventually.passes(() -> assertThat(stored(passedOn).state().encounters())
                .singleElement()
                .satisfies(one -> assertThat(one.status()).isEqualTo(Encounter.Status.IN_PROGRESS)));
    }

    @Test
    void an_operation_holds_the_delivery_back() {
        SampleEvents people = givenVisit();
        Instant now = CLOCK.instant();
        Instant end = now.plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
        hospital(HOSPITAL, Topics.schedules(HOSPITAL))
                .send(
                        people.doctorKey(),
                        people.doctorKey(),
                        1,
                        people.schedule(said -> said.setSlots(List.of(
                                new ScheduleSlot(ScheduleKind.CLINIC, now.minusSeconds(60), end.plusSeconds(36_000)),
                                new ScheduleSlot(ScheduleKind.SURGERY, now.minusSeconds(60), end)))));
        Eventually.passes(() -> assertThat(doctorFacts(people).busy()).hasSize(2));

        givenDecided(people);

        assertThat(decided(people).getEarliestDelivery()).isEqualTo(end);
    }

    @Test
    void a_granted_flow_costs_two_records_and_at_most_four_writes() {
        SampleEvents people = givenVisit();
        untilNothingIsWritten();
        double before = writes();

        submit(people);
        prechecked(people);
        consent(people, 1, people.consentAsked(SampleEvents.unchanged()));
        consent(people, 2, people.codeIssued(new byte[8], 1));
        sign(people, 3);
        decided(people);
        request(people, 2, people.doctorAsked(SampleEvents.unchanged()));

        Document owing = owing().append("_id", people.pair().value());
        Eventually.holds(() -> PAIRS.collection().countDocuments(owing) == 0);
        // Precheck, decision, and the clearing of each unless one write could do it for both.
        assertThat(writes() - before).isBetween(2.0, 4.0);
        assertThat(stored(people).version()).isEqualTo(3); // the visit, the precheck, the decision
        assertThat(records(people)).isEqualTo(2);
        Topic.of(Topics.DECISIONS).expectTypes(people.pair().value(), PolicyPrechecked.class, PolicyDecided.class);
    }

    @Test
    void a_decision_is_shown_to_those_whom_it_concerns_and_to_nobody_else() {
        SampleEvents people = givenPrechecked(givenVisit());
        String path = path(people);
        String staff = SERVICE.staff(HOSPITAL, "S1");

        SERVICE.get(patient(people), path).is(200);
        SERVICE.get(doctor(people), path).is(404);
        SERVICE.get(staff, path).is(200);
        SERVICE.get(SERVICE.supervisor(HOSPITAL, "V1"), path).is(200);

        SERVICE.get(SERVICE.patient(HOSPITAL, "P999999"), path).is(404);
        SERVICE.get(SERVICE.doctor(HOSPITAL, "D-other"), path).is(404);
        SERVICE.get(SERVICE.staff("meiyan", "S1"), path).is(404);
        SERVICE.get(SERVICE.token("service", HOSPITAL, "x").build(), path).is(403);
        SERVICE.get(staff, path(people.next())).is(404);
        SERVICE.get(staff, "/decisions/nonsense").is(404);
        SERVICE.get("", path).is(401);
    }

    @Test
    void a_doctor_sees_a_decision_only_when_asked() {
        SampleEvents people = givenPrechecked(givenVisit());
        SERVICE.get(doctor(people), path(people)).is(404);
        SERVICE.get(doctor(people), path(people) + "/explanation").is(404);

        sign(people, 2);
        decided(people);

        Eventually.passes(() -> SERVICE.get(doctor(people), path(people)).is(200));
    }

    @Test
    void the_api_description_is_open_and_names_each_call() {
        JsonNode paths = SERVICE.get("", "/v3/api-docs").json().path("paths");
        assertThat(paths.propertyNames()).contains("/decisions/{request}", "/policies", "/doctors/me/rules");
        JsonNode put = paths.path("/doctors/me/rules").path("put");
        assertThat(put.path("parameters"))
                .singleElement()
                .satisfies(parameter ->
                        assertThat(parameter.path("name").stringValue()).isEqualTo("Idempotency-Key"));
        assertThat(put.at("/requestBody/content").toString()).contains("#/components/schemas/RulesBody");
        assertThat(paths.at("/~1policies/get/parameters").isMissingNode()).isTrue();
    }

    /** What other tests began is written and cleared, so that none of it is counted. */
    private static void untilNothingIsWritten() {
        double[] last = {writes()};
        await().atMost(Eventually.LIMIT).during(Duration.ofMillis(500)).until(() -> {
            double before = last[0];
            last[0] = writes();
            return before == last[0] && PAIRS.collection().countDocuments(owing()) == 0;
        });
    }

    private static Document owing() {
        return new Document("owedSince", new Document("$exists", true));
    }

    private static double writes() {
        return SERVICE.bean(MeterRegistry.class)
                .counter(Metric.DOCUMENT_WRITES.id())
                .count();
    }
}
