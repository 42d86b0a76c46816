package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.UUID;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.SampleEvents;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SubmissionTest extends RunningRequests {

    @ParameterizedTest
    @CsvSource({
        "purpose, purpose",
        "need, need",
        "promises, promises",
        "promises/workingHoursOnly, promises.workingHoursOnly",
        "promises/nonUrgentNeverDisturbs, promises.nonUrgentNeverDisturbs",
        "promises/concise, promises.concise",
        "privacy, privacy",
        "privacy/doctorWorkInformation, privacy.doctorWorkInformation",
        "privacy/patientData, privacy.patientData"
    })
    void r3_a_missing_part_is_named_with_an_example_in_both_languages(String pointer, String field) {
        People people = new People();

        Answer answer = post("/requests", people.patientToken, without(people.statement(), pointer));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("statement-incomplete");
        assertThat(answer.text("field")).isEqualTo(field);
        assertThat(answer.text("title")).isNotBlank();
        assertThat(answer.text("detail")).isNotBlank();
        assertThat(answer.text("remedy")).contains(field);
        assertThat(zh(answer, "remedy")).contains(field).matches("(?s).*\\p{IsHan}.*");
        assertThat(answer.json().path("example").propertyNames()).containsExactlyInAnyOrder("zh", "en");
        assertThat(answer.json().path("emergency").path("zh").asString()).contains("120", "急诊");
        assertThat(answer.json().path("emergency").path("en").asString()).contains("120");
        assertThat(people.show().status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"purpose, CONVENIENCE", "need, 加个好友吧", "need, 方便联系"})
    void r4_convenience_alone_is_coached_to_a_better_sentence(String field, String value) {
        People people = new People();

        Answer answer = post("/requests", people.patientToken, with(people.statement(), field, value));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("no-medical-need");
        assertThat(answer.text("field")).isEqualTo(field);
        assertThat(answer.text("remedy")).contains("for example");
        assertThat(zh(answer, "remedy")).contains("冒昧请教");
    }

    @ParameterizedTest
    @CsvSource({
        "purpose, GOSSIP, unknown-purpose",
        "wish, TELEPATHY, unknown-wish",
        "route, PIGEON, unknown-route",
        "route, PHONE, route-of-staff",
        "doctor, 'D\u200b7', doctor-missing"
    })
    void what_is_not_known_is_answered_with_what_is(String field, String value, String problem) {
        People people = new People();

        Answer answer = post("/requests", people.patientToken, with(people.statement(), field, value));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.text("field")).isEqualTo(field);
        assertThat(answer.text("remedy")).isNotBlank();
    }

    @Test
    void r1_only_the_patient_side_starts_a_request() {
        People people = new People();

        for (String role : new String[] {"doctor", "supervisor", "operator"}) {
            Answer answer = post("/requests", token(role, people.doctor, null), people.statement());
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.problem()).isEqualTo("wrong-role");
        }
    }

    @Test
    void the_patient_is_the_tokens_and_never_the_bodys() {
        People people = new People();

        Answer foreign = post("/requests", people.patientToken, with(people.statement(), "patient", "P1"));
        Answer own = post("/requests", people.patientToken, with(people.statement(), "patient", people.patient));

        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.problem()).isEqualTo("not-your-patient");
        assertThat(own.status()).isEqualTo(201);
        assertThat(own.text("request")).isEqualTo(people.request(1));
        assertThat(own.text("state")).isEqualTo("SUBMITTED");
        assertThat(own.text("at")).isNotBlank();
    }

    @Test
    void r2_family_states_relation_and_authority() {
        People people = new People();
        String mother = familyToken("F" + people.number, people.patient, "PARENT");
        ObjectNode statement = (ObjectNode) JSON.readTree(people.statement());

        Answer bare = post("/requests", mother, statement.toString());
        statement.putObject("requester").put("relation", "PARENT");
        Answer withoutAuthority = post("/requests", mother, statement.toString());
        statement.putObject("requester").put("relation", "SPOUSE").put("authority", "LEGAL_GUARDIAN");
        Answer otherRelation = post("/requests", mother, statement.toString());
        statement.putObject("requester").put("relation", "PARENT").put("authority", "LEGAL_GUARDIAN");
        Answer complete = post("/requests", mother, statement.toString());

        assertThat(bare.status()).isEqualTo(422);
        assertThat(bare.text("field")).isEqualTo("requester.relation");
        assertThat(withoutAuthority.status()).isEqualTo(422);
        assertThat(withoutAuthority.text("field")).isEqualTo("requester.authority");
        assertThat(otherRelation.status()).isEqualTo(422);
        assertThat(otherRelation.problem()).isEqualTo("relation-differs");
        assertThat(complete.status()).isEqualTo(201);
        Answer shown = people.show();
        assertThat(shown.text("requester")).isEqualTo("FAMILY");
        assertThat(shown.text("relation")).isEqualTo("PARENT");
        assertThat(post("/requests", people.patientToken, statement.toString()).problem())
                .isEqualTo("not-family");
    }

    @ParameterizedTest
    @CsvSource({
        "'P.15 (old)', 'D.0002'",
        "患者三号, 王医生",
        "P/1, 'D:1|x'",
        "PPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPP, DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD"
    })
    void whatever_printable_id_a_hospital_uses_can_be_asked_and_entered_by_staff(String patient, String doctor) {
        People own = new People(number -> patient + number, number -> doctor + number);
        People called = new People(number -> patient + number, number -> doctor + number);
        String byPhone = with(with(called.statement(), "route", "PHONE"), "patient", called.patient);

        assertThat(own.submit().status()).isEqualTo(201);
        assertThat(own.show().text("doctor")).isEqualTo(own.doctor);
        assertThat(post("/requests", token("staff", "S1", null), byPhone).status())
                .isEqualTo(201);
    }

    @Test
    void r2_an_authority_is_one_of_two_and_nobody_attests_their_own() {
        People people = new People();
        String wife = familyToken("F" + people.number, people.patient, "SPOUSE");
        ObjectNode statement = (ObjectNode) JSON.readTree(people.statement());
        statement.putObject("requester").put("relation", "SPOUSE").put("authority", "ANYTHING_I_LIKE");
        Answer anything = post("/requests", wife, statement.toString());
        statement
                .putObject("requester")
                .put("relation", "SPOUSE")
                .put("authority", "LEGAL_GUARDIAN")
                .put("attested", true);
        Answer attested = post("/requests", wife, statement.toString());
        statement.putObject("requester").put("relation", "SPOUSE").put("authority", "LEGAL_GUARDIAN");
        Answer stated = post("/requests", wife, statement.toString());

        assertThat(anything.problem()).isEqualTo("authority-missing");
        assertThat(anything.text("remedy")).contains("LEGAL_GUARDIAN, WRITTEN_AUTHORIZATION");
        assertThat(attested.problem()).isEqualTo("attested-by-staff");
        assertThat(stated.status()).isEqualTo(201);
        people.awaitPublished(ContactRequestSubmitted.class);
        assertThat(((ContactRequestSubmitted) people.published().getFirst())
                        .getRequest()
                        .getAttestedAuthority())
                .isNull();
    }

    @Test
    void r2_staff_who_saw_the_proof_attests_the_authority() {
        People people = new People();
        ObjectNode byPhone = (ObjectNode) JSON.readTree(with(people.statement(), "patient", people.patient));
        byPhone.put("route", "FRONT_DESK")
                .putObject("requester")
                .put("relation", "CHILD")
                .put("authority", "WRITTEN_AUTHORIZATION")
                .put("attested", true);

        assertThat(post("/requests", token("staff", "S1", null), byPhone.toString())
                        .status())
                .isEqualTo(201);

        people.awaitPublished(ContactRequestSubmitted.class);
        assertThat(((ContactRequestSubmitted) people.published().getFirst())
                        .getRequest()
                        .getAttestedAuthority())
                .isEqualTo("WRITTEN_AUTHORIZATION");
    }

    @Test
    void a_doctor_whom_a_hospital_with_a_list_does_not_list_is_refused_at_once() {
        People people = new People();
        String patient = token(LISTING_HOSPITAL, "patient", people.patient, people.patient);
        Topic.Sender hospital = Topic.of(Topics.doctors(LISTING_HOSPITAL)).as("hospital", LISTING_HOSPITAL);
        SampleEvents listed = new SampleEvents(
                LISTING_HOSPITAL,
                people.patient,
                people.doctor,
                pairs.of(LISTING_HOSPITAL, people.patient, people.doctor));
        hospital.send(listed.doctorKey(), listed.doctorListed(SampleEvents.unchanged()));
        Eventually.holds(() -> asksAtListingHospital("ZZ00000").problem().equals("doctor-unknown"));

        assertThat(post("/requests", patient, people.statement()).status()).isEqualTo(201);
        hospital.send(listed.doctorKey(), listed.doctorListed(said -> said.setActive(false)));
        hospital.send(
                "other",
                new SampleEvents(LISTING_HOSPITAL, people.patient, "D-OTHER", listed.pair())
                        .doctorListed(SampleEvents.unchanged()));
        Eventually.holds(() -> asksAtListingHospital(people.doctor).problem().equals("doctor-unknown"));
    }

    /** Each time another patient, so that nobody asks too often. */
    private Answer asksAtListingHospital(String doctor) {
        People others = new People();
        return post("/requests", token(LISTING_HOSPITAL, "patient", others.patient, others.patient), statement(doctor));
    }

    @Test
    void who_asks_too_often_is_told_when_to_ask_again_and_what_to_do_in_an_emergency() {
        People people = new People();

        Answer refused = Eventually.value(people::submit, answer -> answer.status() == 429);

        assertThat(refused.problem()).isEqualTo("too-many-requests");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        assertThat(refused.json().path("emergency").path("zh").asString()).contains("120");
        assertThat(new People().submit().status()).isEqualTo(201);
    }

    @Test
    void r2_the_authority_that_the_token_attests_is_published() {
        People people = new People();
        String mother = service()
                .token("family", HOSPITAL, "F" + people.number)
                .patient(people.patient)
                .claim("relation", "MOTHER")
                .claim("authority", "LEGAL_GUARDIAN")
                .build();
        ObjectNode statement = (ObjectNode) JSON.readTree(people.statement());
        statement.putObject("requester").put("relation", "MOTHER").put("authority", "WRITTEN_AUTHORIZATION");

        assertThat(post("/requests", mother, statement.toString()).status()).isEqualTo(201);

        people.awaitPublished(ContactRequestSubmitted.class);
        assertThat(((ContactRequestSubmitted) people.published().getFirst())
                        .getRequest()
                        .getAttestedAuthority())
                .isEqualTo("LEGAL_GUARDIAN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"need", "doctor", "wish"})
    void a_lone_surrogate_anywhere_in_the_body_is_refused(String field) {
        People people = new People();
        String body = with(people.statement(), field, "MARK").replace("MARK", "A\\ud800B");

        assertThat(post("/requests", people.patientToken, body).status()).isEqualTo(400);
        assertThat(people.show().status()).isEqualTo(404);
    }

    @Test
    void r9_staff_enters_what_came_by_phone_and_acts_on_that_only() {
        People people = new People();
        String desk = token("staff", "S1", null);

        Answer noPatient = post("/requests", desk, with(people.statement(), "route", "PHONE"));
        String byPhone = with(with(people.statement(), "route", "PHONE"), "patient", people.patient);
        Answer noRoute = post("/requests", desk, with(people.statement(), "patient", people.patient));
        Answer entered = post("/requests", desk, byPhone);
        Answer takenBack = post("/requests/" + people.request(1) + "/withdrawal", desk, "{}");

        assertThat(noPatient.text("field")).isEqualTo("patient");
        assertThat(noRoute.text("field")).isEqualTo("route");
        assertThat(entered.status()).isEqualTo(201);
        assertThat(takenBack.text("state")).isEqualTo("WITHDRAWN");

        People others = new People();
        others.submit();
        Answer notTheDesks = post("/requests/" + others.request(1) + "/withdrawal", desk, "{}");
        assertThat(notTheDesks.status()).isEqualTo(403);
        assertThat(notTheDesks.problem()).isEqualTo("not-for-staff");
    }

    @Test
    void r10_one_open_request_per_pair() {
        People people = new People();
        people.submit();

        Answer second = people.submit();

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.problem()).isEqualTo("request-already-open");
        assertThat(second.text("detail")).contains(people.request(1));
        assertThat(second.text("remedy")).isNotBlank();
    }

    @Test
    void a_repetition_gets_the_first_answer_and_another_body_gets_none() {
        People people = new People();
        String key = UUID.randomUUID().toString();

        Answer first = post("/requests", people.patientToken, key, people.statement());
        Answer repeated = post("/requests", people.patientToken, key, people.statement());
        Answer other = post("/requests", people.patientToken, key, with(people.statement(), "wish", "ANY"));

        assertThat(first.status()).isEqualTo(201);
        repeated.repeats(first);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void a_command_without_a_key_or_a_token_or_json_is_not_heard() {
        People people = new People();
        HttpRequest.Builder keyless = service()
                .request("/requests")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + people.patientToken)
                .POST(HttpRequest.BodyPublishers.ofString(people.statement()));

        assertThat(service().send(keyless).status()).isEqualTo(400);
        assertThat(service().send(keyless).text("field")).isEqualTo("Idempotency-Key");
        assertThat(post("/requests", "no-token", people.statement()).status()).isEqualTo(401);
        assertThat(post("/requests", people.patientToken, "加微信").status()).isEqualTo(400);
        assertThat(post("/requests", people.patientToken, with(people.statement(), "wich", "ANY"))
                        .text("field"))
                .isEqualTo("wich");
    }

    @Test
    void the_api_is_described_with_bodies_and_keys_and_without_inner_types() {
        Answer api = service().send(service().request("/v3/api-docs"));

        assertThat(api.status()).isEqualTo(200);
        assertThat(api.json().path("paths").propertyNames())
                .contains(
                        "/requests",
                        "/requests/{request}",
                        "/requests/{request}/answer",
                        "/requests/{request}/withdrawal",
                        "/contacts/{request}/channel",
                        "/contacts/{request}/end");
        JsonNode submit = api.json().path("paths").path("/requests").path("post");
        assertThat(submit.path("parameters"))
                .singleElement()
                .satisfies(parameter ->
                        assertThat(parameter.path("name").asString()).isEqualTo("Idempotency-Key"));
        assertThat(submit.path("requestBody").toString()).contains("#/components/schemas/SubmissionBody");
        assertThat(api.json().path("components").path("schemas").propertyNames())
                .doesNotContain("Caller", "Command");
    }

    private static String without(String body, String pointer) {
        ObjectNode json = (ObjectNode) JSON.readTree(body);
        String[] parts = pointer.split("/");
        (parts.length == 1 ? json : (ObjectNode) json.path(parts[0])).remove(parts[parts.length - 1]);
        return json.toString();
    }

    private static String with(String body, String field, String value) {
        ObjectNode json = (ObjectNode) JSON.readTree(body);
        json.put(field, value);
        return json.toString();
    }
}
