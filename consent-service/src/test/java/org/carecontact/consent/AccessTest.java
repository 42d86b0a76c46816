package org.carecontact.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.consent.SigningTest.isProblem;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.carecontact.schemas.Relations;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.SampleEvents;
import org.carecontact.testsupport.TestTokens;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AccessTest extends ServiceTest {

    @Test
    void another_hospitals_people_find_nothing() {
        SampleEvents scene = world.asked();
        Answer read = world.read(scene, World.patient(scene));
        List<String> strangers = List.of(
                World.token("meiyan", "patient", scene.patient().value())
                        .patient(scene.patient().value())
                        .build(),
                World.token("meiyan", "family", "F1")
                        .patient(scene.patient().value())
                        .claim("relation", "PARENT")
                        .build(),
                World.token("meiyan", "doctor", scene.doctor().value()).build(),
                World.staff("meiyan"),
                World.token("meiyan", "supervisor", "V1").build());

        for (String stranger : strangers) {
            findsNothing(scene, stranger, read);
        }
        assertThat(world.read(scene, World.patient(scene)).text("state")).isEqualTo("ASKED");
    }

    @Test
    void other_people_of_the_same_hospital_find_nothing() {
        SampleEvents scene = world.asked();
        SampleEvents other = world.asked();
        Answer read = world.read(scene, World.patient(scene));

        findsNothing(scene, World.patient(other), read);
        findsNothing(scene, World.family(other, "PARENT"), read);
        findsNothing(scene, World.doctor(other), read);
        findsNothing(
                scene,
                World.token(scene.hospital(), "doctor", "D9")
                        .patient(scene.patient().value())
                        .build(),
                read);
    }

    @Test
    void a_request_that_is_not_there_looks_like_another_ones() {
        SampleEvents scene = world.asked();
        SampleEvents nothing = world.scene();

        Answer missing = world.read(nothing, World.patient(nothing));
        Answer hidden = world.read(scene, World.patient(nothing));

        isProblem(missing, 404, "not-found");
        assertThat(withoutInstance(missing)).isEqualTo(withoutInstance(hidden));
    }

    @Test
    void staff_and_supervisors_see_but_do_not_sign() {
        SampleEvents scene = world.asked();
        Answer read = world.read(scene, World.patient(scene));

        for (String token : List.of(
                World.staff(scene.hospital()),
                World.token(scene.hospital(), "supervisor", "V1").build())) {
            Answer seen = world.read(scene, token);
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.json().path("viewing").isMissingNode()).isTrue();
            assertThat(seen.json().path("documents").size()).isEqualTo(1);
            isProblem(world.askForCode(scene, token, read), 403, "not-the-signer");
            isProblem(world.sign(scene, token, world.signature("123456", read)), 403, "not-the-signer");
            isProblem(world.refuse(scene, token), 403, "not-the-signer");
            isProblem(world.withdraw(scene, token), 403, "not-the-signer");
        }
    }

    @Test
    void the_doctor_finds_nothing_before_the_signature_and_then_only_whether_it_is_in_force() {
        SampleEvents scene = world.asked();
        String doctor = World.doctor(scene);
        findsNothing(scene, doctor, world.read(scene, World.patient(scene)));

        world.signed(scene, World.patient(scene)).is(200);

        assertThat(world.inForce(scene, doctor)).isTrue();
        isProblem(world.read(scene, doctor), 404, "not-found");
        isProblem(world.get("/consents/" + scene.request() + "/receipt", doctor), 404, "not-found");
        isProblem(world.get("/consents/" + scene.request() + "/receipt.pdf", doctor), 404, "not-found");
        world.withdraw(scene, World.patient(scene)).is(200);
        assertThat(world.inForce(scene, doctor)).isFalse();
    }

    @Test
    void whoever_may_ask_as_a_guardian_can_sign_as_one() {
        for (String relation : Relations.GUARDIANS) {
            SampleEvents scene = world.asked("GUARDIAN", "CONSENT");

            Answer signed = world.signed(scene, World.family(scene, relation)).is(200);

            assertThat(receipt(signed))
                    .contains("\"attestedRelation\":\"" + relation + "\"", "\"attestedAuthority\":\"NONE\"");
        }
    }

    @Test
    void the_receipt_records_the_authority_that_the_token_attests_or_that_it_attests_none() {
        Map<String, String> recorded = Map.of(
                "LEGAL_GUARDIAN", "LEGAL_GUARDIAN",
                "WRITTEN_AUTHORIZATION", "WRITTEN_AUTHORIZATION");
        recorded.forEach((claimed, expected) -> {
            SampleEvents scene = world.asked("FAMILY", "CONSENT");
            String spouse = World.family(scene)
                    .claim("relation", "SPOUSE")
                    .claim("authority", claimed)
                    .build();

            assertThat(receipt(world.signed(scene, spouse).is(200)))
                    .contains("\"attestedAuthority\":\"" + expected + "\"", "\"signer\":\"FAMILY\"");
        });
        SampleEvents madeUp = world.asked("FAMILY", "CONSENT");
        isProblem(
                world.read(
                        madeUp,
                        World.family(madeUp)
                                .claim("authority", "ANYTHING_I_LIKE")
                                .build()),
                403,
                "incomplete-token");
        SampleEvents own = world.asked();
        assertThat(receipt(world.signed(own, World.patient(own)).is(200)))
                .contains("\"attestedAuthority\":\"NONE\"", "\"attestedRelation\":\"NONE\"");
    }

    @Test
    void the_keys_of_receipts_are_open_to_anyone_with_a_token_of_any_audience_or_none() {
        String another = World.token("tongren", "supervisor", "V1")
                .audience("request-service")
                .build();

        for (String token : List.of("", another)) {
            assertThat(world.get("/receipt-keys", token)
                            .is(200)
                            .json()
                            .path("keys")
                            .size())
                    .isPositive();
        }
    }

    @Test
    void what_is_no_id_of_a_request_is_not_found() {
        SampleEvents scene = world.asked();
        for (String path : List.of("x", scene.pair().toString(), scene.pair() + "-01", scene.pair() + "-0")) {
            isProblem(world.get("/consents/" + path, World.patient(scene)), 404, "not-found");
        }
    }

    @Test
    void where_a_guardian_must_sign_neither_the_child_nor_a_sibling_can() {
        SampleEvents scene = world.asked("GUARDIAN", "CONSENT");
        String parent = World.family(scene, "PARENT");
        Answer read = world.read(scene, parent);

        for (String other : List.of(World.patient(scene), World.family(scene, "SIBLING"))) {
            assertThat(world.read(scene, other).json().path("viewing").isMissingNode())
                    .isTrue();
            isProblem(world.askForCode(scene, other, read), 403, "not-the-signer");
            isProblem(world.sign(scene, other, world.signature("123456", read)), 403, "not-the-signer");
        }
        Answer signed = world.signed(scene, parent);
        assertThat(signed.status()).isEqualTo(200);
        isProblem(world.withdraw(scene, World.family(scene, "SIBLING")), 403, "not-the-signer");
        assertThat(world.withdraw(scene, World.patient(scene)).text("state"))
                .as("the patient can always take it back")
                .isEqualTo("WITHDRAWN");
    }

    @Test
    void a_family_member_without_a_relation_is_no_guardian() {
        SampleEvents scene = world.asked("GUARDIAN", "CONSENT");
        String nobody = World.token(scene.hospital(), "family", "F1")
                .patient(scene.patient().value())
                .build();

        assertThat(world.read(scene, nobody).json().path("viewing").isMissingNode())
                .isTrue();
    }

    @Test
    void where_the_family_asked_the_family_signs() {
        SampleEvents scene = world.asked("FAMILY", "CONSENT");

        isProblem(
                world.askForCode(scene, World.patient(scene), world.read(scene, World.family(scene, "SPOUSE"))),
                403,
                "not-the-signer");
        assertThat(world.signed(scene, World.family(scene, "SPOUSE")).status()).isEqualTo(200);
    }

    @Test
    void where_the_patient_must_sign_the_family_can_not() {
        SampleEvents scene = world.asked();
        Answer read = world.read(scene, World.patient(scene));

        isProblem(world.askForCode(scene, World.family(scene, "PARENT"), read), 403, "not-the-signer");
    }

    @Test
    void what_one_family_member_was_shown_another_can_not_sign() {
        SampleEvents scene = world.asked("FAMILY", "CONSENT");
        Answer shown = world.read(scene, World.family(scene, "SPOUSE"));
        String other = World.token(scene.hospital(), "family", "F-other")
                .patient(scene.patient().value())
                .claim("relation", "CHILD")
                .build();

        isProblem(world.askForCode(scene, other, shown), 422, "viewing-unknown");
    }

    @Test
    void operators_have_no_business_here() {
        SampleEvents scene = world.asked();

        isProblem(
                world.read(
                        scene, World.token(scene.hospital(), "operator", "X1").build()),
                403,
                "wrong-role");
        isProblem(
                world.read(scene, World.token(scene.hospital(), "service", "X1").build()), 403, "unknown-role");
    }

    @Test
    void without_a_token_for_this_service_there_is_no_answer() {
        SampleEvents scene = world.asked();
        TestTokens.Builder mine = World.token(
                        scene.hospital(), "patient", scene.patient().value())
                .patient(scene.patient().value());
        for (String token : List.of(
                "",
                "rubbish",
                mine.audience("request-service").build(),
                World.token(scene.hospital(), "patient", scene.patient().value())
                        .patient(scene.patient().value())
                        .expired()
                        .build(),
                World.token(scene.hospital(), "patient", scene.patient().value())
                        .patient(scene.patient().value())
                        .signedByAStranger()
                        .build(),
                World.token(scene.hospital(), "patient", scene.patient().value())
                        .patient(scene.patient().value())
                        .issuer("http://127.0.0.1:1")
                        .build())) {
            assertThat(world.read(scene, token).status()).isEqualTo(401);
        }
    }

    @Test
    void a_command_without_an_idempotency_key_is_refused() {
        SampleEvents scene = world.asked();

        for (String command : List.of("code", "signature", "refusal", "withdrawal")) {
            Answer answer =
                    world.post("/consents/" + scene.request() + "/" + command, World.patient(scene), " ", Map.of());
            isProblem(answer, 400, "idempotency-key-missing");
        }
    }

    @Test
    void the_api_describes_itself() {
        Answer api = world.get("/v3/api-docs", "");

        assertThat(api.status()).isEqualTo(200);
        assertThat(api.json().path("paths").propertyNames())
                .contains(
                        "/consents/{request}",
                        "/consents/{request}/code",
                        "/consents/{request}/signature",
                        "/consents/{request}/refusal",
                        "/consents/{request}/withdrawal",
                        "/consents/{request}/in-force",
                        "/consents/{request}/receipt",
                        "/consents/{request}/receipt.pdf",
                        "/receipt-keys",
                        "/forms",
                        "/forms/{form}/versions/{version}",
                        "/forms/{form}/versions/{version}/activation");
        JsonNode signature = api.json().path("components").path("schemas").path("SignatureBody");
        assertThat(signature.path("properties").propertyNames())
                .containsExactlyInAnyOrder("code", "viewing", "confirmations", "separateConsent");
        assertThat(api.body()).doesNotContain("\"Caller\"", "\"Command\"");
    }

    private void findsNothing(SampleEvents scene, String token, Answer read) {
        isProblem(world.read(scene, token), 404, "not-found");
        isProblem(world.get("/consents/" + scene.request() + "/in-force", token), 404, "not-found");
        isProblem(world.get("/consents/" + scene.request() + "/receipt", token), 404, "not-found");
        isProblem(world.get("/consents/" + scene.request() + "/receipt.pdf", token), 404, "not-found");
        isProblem(world.askForCode(scene, token, read), 404, "not-found");
        isProblem(world.sign(scene, token, world.signature("123456", read)), 404, "not-found");
        isProblem(world.refuse(scene, token), 404, "not-found");
        isProblem(world.withdraw(scene, token), 404, "not-found");
    }

    private static String withoutInstance(Answer answer) {
        return answer.text("type") + answer.text("title") + answer.text("detail");
    }

    private static String receipt(Answer signed) {
        return new String(
                Base64.getUrlDecoder()
                        .decode(signed.json().path("receipt").path("payload").asString()),
                StandardCharsets.UTF_8);
    }
}
