package org.carecontact.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.consent.SigningTest.isProblem;

import java.util.List;
import java.util.Map;
import org.carecontact.consent.World.Answer;
import org.carecontact.consent.World.Scene;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AccessTest extends ServiceTest {

    @Test
    void another_hospitals_people_find_nothing() {
        Scene scene = world.asked();
        Answer read = world.read(scene, World.patient(scene));
        List<String> strangers = List.of(
                World.token("meiyan", "patient", scene.patient())
                        .patient(scene.patient())
                        .build(),
                World.token("meiyan", "family", "F1")
                        .patient(scene.patient())
                        .claim("relation", "PARENT")
                        .build(),
                World.token("meiyan", "doctor", scene.doctor()).build(),
                World.staff("meiyan"),
                World.token("meiyan", "supervisor", "V1").build());

        for (String stranger : strangers) {
            findsNothing(scene, stranger, read);
        }
        assertThat(world.read(scene, World.patient(scene)).text("state")).isEqualTo("ASKED");
    }

    @Test
    void other_people_of_the_same_hospital_find_nothing() {
        Scene scene = world.asked();
        Scene other = world.asked();
        Answer read = world.read(scene, World.patient(scene));

        findsNothing(scene, World.patient(other), read);
        findsNothing(scene, World.family(other, "PARENT"), read);
        findsNothing(scene, World.doctor(other), read);
        findsNothing(
                scene,
                World.token(scene.hospital(), "doctor", "D9")
                        .patient(scene.patient())
                        .build(),
                read);
    }

    @Test
    void a_request_that_is_not_there_looks_like_another_ones() {
        Scene scene = world.asked();
        Scene nothing = world.scene();

        Answer missing = world.read(nothing, World.patient(nothing));
        Answer hidden = world.read(scene, World.patient(nothing));

        isProblem(missing, 404, "not-found");
        assertThat(withoutInstance(missing)).isEqualTo(withoutInstance(hidden));
    }

    @Test
    void staff_supervisors_and_the_doctor_see_but_do_not_sign() {
        Scene scene = world.asked();
        Answer read = world.read(scene, World.patient(scene));

        for (String token : List.of(
                World.staff(scene.hospital()),
                World.token(scene.hospital(), "supervisor", "V1").build(),
                World.doctor(scene))) {
            Answer seen = world.read(scene, token);
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.body().path("viewing").isMissingNode()).isTrue();
            assertThat(seen.body().path("documents").size()).isEqualTo(1);
            isProblem(world.askForCode(scene, token, read), 403, "not-the-signer");
            isProblem(world.sign(scene, token, world.signature("123456", read)), 403, "not-the-signer");
            isProblem(world.refuse(scene, token), 403, "not-the-signer");
            isProblem(world.withdraw(scene, token), 403, "not-the-signer");
        }
    }

    @Test
    void where_a_guardian_must_sign_neither_the_child_nor_a_sibling_can() {
        Scene scene = world.asked("GUARDIAN", "CONSENT");
        String parent = World.family(scene, "PARENT");
        Answer read = world.read(scene, parent);

        for (String other : List.of(World.patient(scene), World.family(scene, "SIBLING"))) {
            assertThat(world.read(scene, other).body().path("viewing").isMissingNode())
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
        Scene scene = world.asked("GUARDIAN", "CONSENT");
        String nobody = World.token(scene.hospital(), "family", "F1")
                .patient(scene.patient())
                .build();

        assertThat(world.read(scene, nobody).body().path("viewing").isMissingNode())
                .isTrue();
    }

    @Test
    void where_the_family_asked_the_family_signs() {
        Scene scene = world.asked("FAMILY", "CONSENT");

        isProblem(
                world.askForCode(scene, World.patient(scene), world.read(scene, World.family(scene, "SPOUSE"))),
                403,
                "not-the-signer");
        assertThat(world.signed(scene, World.family(scene, "SPOUSE")).status()).isEqualTo(200);
    }

    @Test
    void where_the_patient_must_sign_the_family_can_not() {
        Scene scene = world.asked();
        Answer read = world.read(scene, World.patient(scene));

        isProblem(world.askForCode(scene, World.family(scene, "PARENT"), read), 403, "not-the-signer");
    }

    @Test
    void what_one_family_member_was_shown_another_can_not_sign() {
        Scene scene = world.asked("FAMILY", "CONSENT");
        Answer shown = world.read(scene, World.family(scene, "SPOUSE"));
        String other = World.token(scene.hospital(), "family", "F-other")
                .patient(scene.patient())
                .claim("relation", "CHILD")
                .build();

        isProblem(world.askForCode(scene, other, shown), 400, "viewing-unknown");
    }

    @Test
    void operators_and_services_have_no_business_here() {
        Scene scene = world.asked();

        for (String role : List.of("operator", "service")) {
            isProblem(
                    world.read(scene, World.token(scene.hospital(), role, "X1").build()), 403, "wrong-role");
        }
    }

    @Test
    void without_a_token_for_this_service_there_is_no_answer() {
        Scene scene = world.asked();
        var mine = World.token(scene.hospital(), "patient", scene.patient()).patient(scene.patient());
        for (String token : List.of(
                "",
                "rubbish",
                mine.audience("request-service").build(),
                World.token(scene.hospital(), "patient", scene.patient())
                        .patient(scene.patient())
                        .expired()
                        .build(),
                World.token(scene.hospital(), "patient", scene.patient())
                        .patient(scene.patient())
                        .signedByAStranger()
                        .build(),
                World.token(scene.hospital(), "patient", scene.patient())
                        .patient(scene.patient())
                        .issuer("http://127.0.0.1:1")
                        .build())) {
            assertThat(world.read(scene, token).status()).isEqualTo(401);
        }
    }

    @Test
    void a_command_without_an_idempotency_key_is_refused() {
        Scene scene = world.asked();

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
        assertThat(api.body().path("paths").propertyNames())
                .contains(
                        "/consents/{request}",
                        "/consents/{request}/code",
                        "/consents/{request}/signature",
                        "/consents/{request}/refusal",
                        "/consents/{request}/withdrawal",
                        "/consents/{request}/in-force",
                        "/consents/{request}/receipt",
                        "/receipt-keys",
                        "/forms",
                        "/forms/{form}/versions/{version}",
                        "/forms/{form}/versions/{version}/activation");
        JsonNode signature = api.body().path("components").path("schemas").path("SignatureGiven");
        assertThat(signature.path("properties").propertyNames())
                .containsExactlyInAnyOrder("code", "viewing", "confirmations", "separateConsent");
        assertThat(api.body().toString()).doesNotContain("\"Caller\"", "\"Command\"");
    }

    private void findsNothing(Scene scene, String token, Answer read) {
        isProblem(world.read(scene, token), 404, "not-found");
        isProblem(world.get("/consents/" + scene.request() + "/in-force", token), 404, "not-found");
        isProblem(world.get("/consents/" + scene.request() + "/receipt", token), 404, "not-found");
        isProblem(world.askForCode(scene, token, read), 404, "not-found");
        isProblem(world.sign(scene, token, world.signature("123456", read)), 404, "not-found");
        isProblem(world.refuse(scene, token), 404, "not-found");
        isProblem(world.withdraw(scene, token), 404, "not-found");
    }

    private static String withoutInstance(Answer answer) {
        return answer.text("type") + answer.text("title") + answer.text("detail");
    }
}
