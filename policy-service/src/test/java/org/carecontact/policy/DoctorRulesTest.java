package org.carecontact.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carecontact.events.Assessment;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.SampleEvents;
import org.junit.jupiter.api.Test;

/** P4: the doctor's own rules over HTTP, and what they do to requests. */
class DoctorRulesTest extends RunningPolicy {

    private static final String MINE = "/doctors/me/rules";

    @Test
    void a_doctor_who_never_said_anything_is_not_opted_in() {
        Answer rules = SERVICE.get(SERVICE.doctor(HOSPITAL, "D-new"), MINE).is(200);

        assertThat(rules.json().path("optIn").booleanValue()).isFalse();
        assertThat(rules.json().path("version").intValue()).isZero();
    }

    @Test
    void a_doctors_rules_hold_from_the_next_decision_on() {
        SampleEvents people = givenVisit();
        Answer answer = rules(people, """
                {"optIn":true,"channels":["HOSPITAL_APP"],\
                "hours":{"from":"09:00","to":"12:00","days":[1,2,3,4,5,6,7]}}""").is(200);
        assertThat(answer.json().path("version").intValue()).isEqualTo(2);
        assertThat(SERVICE.get(doctor(people), MINE).body()).isEqualTo(answer.body());

        Assessment said = decided(givenDecided(people));
        assertThat(said.getChannels()).containsExactly("HOSPITAL_APP");
        assertThat(said.getHours().getFrom()).isEqualTo("09:00");
        assertThat(said.getPolicies()).contains("doctor@2");

        rules(people, Map.of("optIn", false)).is(200);
        Assessment refused = prechecked(givenPrechecked(givenAnotherVisit(people)));
        assertThat(refused.getOutcome()).isEqualTo(PolicyOutcome.DENY);
        assertThat(refused.getVerdicts().get(2).getReasons()).contains("doctor-not-opted-in");
    }

    @Test
    void what_the_doctor_accepts_in_advance_is_said_with_the_permit_and_told_in_the_explanation() {
        SampleEvents people = givenVisit();
        rules(
                        people,
                        Map.of(
                                "optIn",
                                true,
                                "autoAnswers",
                                List.of(Map.of("purposes", List.of("FOLLOW_UP_VISIT"), "answer", "ACCEPT"))))
                .is(200);

        submit(people);
        assertThat(prechecked(people).getAutoAnswer()).isNull();
        sign(people, 3);
        assertThat(decided(people).getAutoAnswer().getAnswer()).isEqualTo("ACCEPT");
        assertThat(SERVICE.get(patient(people), path(people) + "/explanation").text("doctorAnswered"))
                .contains("自动同意");
    }

    @Test
    void rules_are_set_by_doctors_only_and_each_sets_their_own() {
        SampleEvents people = givenPeople();
        Map<String, Boolean> no = Map.of("optIn", false);
        for (String role : List.of("patient", "family", "staff", "supervisor")) {
            String token = SERVICE.token(role, HOSPITAL, "X1").build();
            assertThat(SERVICE.put(token, MINE, no).status()).as(role).isEqualTo(403);
            assertThat(SERVICE.get(token, MINE).status()).as(role).isEqualTo(403);
        }
        SERVICE.put(SERVICE.doctor(HOSPITAL, "D-another"), MINE, no).is(200);
        SERVICE.put(SERVICE.doctor("meiyan", people.doctor().value()), MINE, no).is(200);
        assertThat(SERVICE.get(doctor(people), MINE).json().path("optIn").booleanValue())
                .isTrue();
    }

    @Test
    void rules_that_can_not_be_are_refused_with_the_field_and_the_remedy() {
        Map<String, String> wrong = new HashMap<>();
        wrong.put("{}", "optIn");
        wrong.put("{\"optIn\":\"perhaps\"}", "optIn");
        wrong.put("{\"optIn\":true,\"channels\":[\"PIGEON\"]}", "channels");
        wrong.put("{\"optIn\":true,\"channels\":[]}", "channels");
        wrong.put("{\"optIn\":true,\"hours\":{\"from\":\"18:00\",\"to\":\"08:00\",\"days\":[1]}}", "hours");
        wrong.put("{\"optIn\":true,\"hours\":{\"from\":\"08:00\"}}", "hours");
        wrong.put("{\"optIn\":true,\"mood\":\"good\"}", "mood");
        wrong.put("{\"optIn\":true,\"autoAnswers\":[{\"answer\":\"ACCEPT\"}]}", "autoAnswers.purposes");
        wrong.put("{\"optIn\":true,\"autoAnswers\":[{\"answer\":\"MAYBE\"}]}", "autoAnswers.answer");
        wrong.put("{\"optIn\":true,\"autoAnswers\":[null]}", "autoAnswers.answer");
        wrong.put("{\"optIn\":true,\"autoAnswers\":[{\"answer\":\"OFFER_ALTERNATIVE\"}]}", "autoAnswers.alternative");
        wrong.put(
                "{\"optIn\":true,\"autoAnswers\":[{\"answer\":\"REFUSE\",\"scenes\":[\"MOON\"]}]}",
                "autoAnswers.scenes");
        wrong.put("{\"optIn\":true,\"capacity\":1001}", "capacity");
        wrong.put("{\"optIn\":true,\"capacity\":-1}", "capacity");
        wrong.put("{\"optIn\":true,\"answer\":{\"zh\":null,\"en\":null}}", "answer");
        wrong.put("{\"optIn\":true,\"answer\":{\"zh\":\"\u505c\"}}", "answer");
        wrong.put("{\"optIn\":true,\"answer\":{\"zh\":\" \",\"en\":\"No\"}}", "answer.zh");
        wrong.put("{\"optIn\":true,\"answer\":{\"zh\":\"%s\",\"en\":\"No\"}}".formatted("x".repeat(301)), "answer.zh");
        wrong.put("{\"optIn\":true,\"answer\":{\"zh\":\"\u505c\",\"en\":\"N\u202eo\"}}", "answer.en");
        wrong.put(
                "{\"optIn\":true,\"autoAnswers\":[%s]}"
                        .formatted(String.join(",", Collections.nCopies(21, "{\"answer\":\"REFUSE\"}"))),
                "autoAnswers");
        String away = "{\"optIn\":true,\"absence\":{\"from\":\"%s\",\"to\":\"%s\",\"substitute\":\"%s\"}}";
        String today = "2026-11-27T00:00:00Z";
        wrong.put(away.formatted(today, "+1000000000-12-31T23:59:59.999999999Z", "D2"), "absence");
        wrong.put(away.formatted("-1000000000-01-01T00:00:00Z", today, "D2"), "absence");
        wrong.put(away.formatted(today, "+292278995-01-01T00:00:00Z", "D2"), "absence");
        wrong.put(away.formatted("1999-12-31T00:00:00Z", today, "D2"), "absence");
        wrong.put(away.formatted(today, "2026-12-27T00:00:00Z", "x".repeat(60_000)), "absence.substitute");
        SampleEvents people = givenPeople();
        wrong.forEach((body, field) -> {
            Answer answer = rules(people, body);
            assertThat(answer.status()).as(body).isBetween(400, 422);
            assertThat(answer.text("field")).as(body).isEqualTo(field);
            assertThat(answer.text("remedy")).as(body).isNotBlank();
        });
    }

    @Test
    void the_same_key_gives_the_same_answer_and_another_body_is_refused() {
        SampleEvents people = givenPeople();
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());

        Answer first = put(people, false, key);
        Answer again = put(people, false, key);

        assertThat(again.is(200).body()).isEqualTo(first.body());
        put(people, true, key).is(422);
        put(people, true, Map.of()).is(400);
    }

    @Test
    void a_doctor_with_as_many_contacts_as_wanted_is_not_asked_for_more() {
        SampleEvents first = givenVisit();
        rules(first, Map.of("optIn", true, "capacity", 1)).is(200);
        givenDecided(first);

        request(first, 2, first.granted(SampleEvents.unchanged()));

        Eventually.passes(() -> assertThat(doctorFacts(first).contacts()).isEqualTo(1));
        Assessment second = prechecked(givenPrechecked(givenAnotherVisit(first)));
        assertThat(second.getVerdicts().get(2).getReasons()).contains("doctor-at-capacity");

        request(first, 3, first.ended("PATIENT", SampleEvents.unchanged()));

        Eventually.passes(() -> assertThat(doctorFacts(first).contacts()).isZero());
        Assessment third = prechecked(givenPrechecked(givenAnotherVisit(first)));
        assertThat(third.getOutcome()).isEqualTo(PolicyOutcome.PERMIT);
        // request-service holds acceptances at once to it.
        assertThat(third.getDoctorCapacity()).isEqualTo(1);
        assertThat(second.getDoctorCapacity()).isNull();
    }

    private static Answer put(SampleEvents people, boolean optIn, Map<String, String> headers) {
        return SERVICE.call(doctor(people), "PUT", MINE, Map.of("optIn", optIn), headers);
    }

    /** Another patient of the same doctor. */
    private static SampleEvents givenAnotherVisit(SampleEvents people) {
        return givenVisit(people(people.hospital(), people.doctor().value()));
    }
}
