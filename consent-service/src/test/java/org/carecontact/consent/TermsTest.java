package org.carecontact.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.carecontact.events.DoctorTermsActivated;
import org.carecontact.events.DoctorTermsSigned;
import org.carecontact.kernel.keys.Digest;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doctor signs too: purpose and boundary, and confidentiality. */
class TermsTest extends ServiceTest {

    private static final AtomicInteger DOCTORS = new AtomicInteger();
    private static final Topic TERMS = Topic.of(Topics.TERMS);

    @Test
    void c8_a_doctor_reads_and_signs_the_terms_and_has_a_proof_that_anybody_can_verify() throws Exception {
        String id = "D-terms-" + DOCTORS.incrementAndGet();
        String doctor = doctor("tongren", id);
        Answer read = world.get("/terms", doctor, "Accept-Language", "en").is(200);
        assertThat(read.text("signed")).isEqualTo("false");
        assertThat(read.json().path("document").path("kind").asString()).isEqualTo("DOCTOR_TERMS");
        assertThat(read.json().path("document").path("language").asString()).isEqualTo("en");
        assertThat(read.json().path("signatures")).isEmpty();
        assertThat(inForce(doctor)).isFalse();
        world.get("/terms/receipt", doctor).isProblem(404, "terms-never-signed");

        Answer signed = sign(doctor, read).is(200);

        assertThat(inForce(doctor)).isTrue();
        Answer receipt = world.get("/terms/receipt", doctor).is(200);
        assertThat(signed.json().path("receipt")).isEqualTo(receipt.json());
        String jws = receipt.text("jws");
        JWSObject proof = JWSObject.parse(jws, new Payload(new Base64URL(receipt.text("payload"))));
        JWKSet keys = JWKSet.parse(world.get("/receipt-keys", doctor).body());
        assertThat(proof.verify(new ECDSAVerifier(
                        keys.getKeyByKeyId(proof.getHeader().getKeyID()).toECKey())))
                .isTrue();
        JsonNode said = JsonMapper.shared().readTree(new Base64URL(receipt.text("payload")).decodeToString());
        assertThat(said.path("type").asString()).isEqualTo("https://carecontact.org/receipts/doctor-terms/1");
        assertThat(said.path("doctor").asString()).isEqualTo(id);
        assertThat(said.path("hospital").asString()).isEqualTo("tongren");
        assertThat(said.path("confirmations")).isEqualTo(read.json().path("confirmations"));
        assertThat(said.path("document").path("sha256"))
                .isEqualTo(read.json().path("document").path("sha256"));
        DoctorTermsSigned told = TERMS.expect("tongren:" + id, DoctorTermsSigned.class);
        assertThat(told.getDoctor()).isEqualTo(id);
        assertThat(told.getDocument().getForm()).isEqualTo("default-doctor-terms");
        assertThat(told.getDocument().getSha256())
                .isEqualTo(read.json().path("document").path("sha256").asString());
        assertThat(told.getReceiptSha256())
                .isEqualTo(Digest.hex(jws.replace("..", "." + receipt.text("payload") + ".")));
    }

    @Test
    void c8_a_new_wording_needs_a_new_signature_and_the_old_proof_stays() {
        String hospital = "hospital-terms-b";
        String doctor = doctor(hospital, "D1");
        Answer shipped = world.get("/terms", doctor);
        sign(doctor, shipped).is(200);
        draft(hospital, "zh", "first");
        assertThat(inForce(doctor)).isTrue();
        Answer before = world.get("/terms", doctor);

        activate(hospital, 1).is(200);

        assertThat(inForce(doctor)).isFalse();
        sign(doctor, before).isProblem(409, "forms-changed");
        Answer first = world.get("/terms", doctor);
        assertThat(first.text("signed")).isEqualTo("false");
        assertThat(first.json().path("document").path("form").asString()).isEqualTo("doctor-terms");
        sign(doctor, first).is(200);
        assertThat(inForce(doctor)).isTrue();
        JsonNode signatures = world.get("/terms", doctor).json().path("signatures");
        assertThat(signatures).hasSize(2);
        assertThat(signatures.path(0).path("document").path("version").asInt()).isEqualTo(1);
        assertThat(signatures.path(1).path("document").path("form").asString()).isEqualTo("default-doctor-terms");
        assertThat(signatures.path(1).path("receipt").path("jws").asString()).isNotBlank();
        assertThat(TERMS.expect(hospital, DoctorTermsActivated.class)
                        .getDocument()
                        .getSha256())
                .isEqualTo(first.json().path("document").path("sha256").asString());
    }

    @Test
    void a_translation_and_the_same_words_again_leave_a_signature_as_it_is() {
        String hospital = "hospital-terms-c";
        String doctor = doctor(hospital, "D1");
        draft(hospital, "zh", "same");
        activate(hospital, 1).is(200);
        sign(doctor, world.get("/terms", doctor)).is(200);

        draft(hospital, "en", "translation");
        activate(hospital, 2).is(200);
        assertThat(inForce(doctor)).isTrue();
        draft(hospital, "zh", "same");
        activate(hospital, 3).is(200);
        assertThat(inForce(doctor)).isTrue();
        sign(doctor, world.get("/terms", doctor)).isProblem(409, "terms-already-signed");

        // In another language it is another text, which can be signed besides.
        sign(doctor, world.get("/terms", doctor, "Accept-Language", "en")).is(200);
        sign(doctor, world.get("/terms", doctor)).isProblem(409, "terms-already-signed");
        draft(hospital, "en", "another translation");
        activate(hospital, 4).is(200);
        assertThat(inForce(doctor)).isTrue();
        draft(hospital, "zh", "other");
        activate(hospital, 5).is(200);
        assertThat(inForce(doctor)).isFalse();
    }

    @Test
    void nobody_signs_for_another_doctor_or_another_hospital() {
        String doctor = doctor("hospital-terms-d", "D1");
        String namesake = doctor("hospital-terms-e", "D1");
        String colleague = doctor("hospital-terms-d", "D2");
        Answer read = world.get("/terms", doctor);
        Map<String, Object> signature = signature(read);

        for (String other : List.of(namesake, colleague)) {
            world.post("/terms/signature", other, signature).isProblem(422, "viewing-unknown");
        }
        world.post("/terms/signature", doctor, signature).is(200);

        assertThat(inForce(doctor)).isTrue();
        assertThat(inForce(namesake)).isFalse();
        assertThat(inForce(colleague)).isFalse();
        for (String reader : List.of("staff", "supervisor")) {
            Answer own = world.get("/terms/doctors/D1", token("hospital-terms-d", reader))
                    .is(200);
            assertThat(own.text("signed")).isEqualTo("true");
            assertThat(own.json().has("viewing")).isFalse();
            assertThat(own.json().path("signatures")).hasSize(1);
            assertThat(world.get("/terms/doctors/D1", token("hospital-terms-e", reader))
                            .text("signed"))
                    .isEqualTo("false");
        }
        world.get("/terms/doctors/D1", doctor).isProblem(403, "wrong-role");
        for (String role : List.of("staff", "supervisor", "patient", "family", "system", "operator")) {
            String token = token("hospital-terms-d", role);
            world.get("/terms", token).isProblem(403, "wrong-role");
            world.get("/terms/in-force", token).isProblem(403, "wrong-role");
            world.get("/terms/receipt", token).isProblem(403, "wrong-role");
            world.post("/terms/signature", token, signature).isProblem(403, "wrong-role");
        }
    }

    @Test
    void what_is_missing_or_malformed_signs_nothing() {
        String doctor = doctor("hospital-terms-f", "D1");
        Map<String, Object> whole = signature(world.get("/terms", doctor));
        List<String> sections = new ArrayList<>();
        for (Object one : (List<?>) Objects.requireNonNull(whole.get("confirmations"))) {
            sections.add((String) one);
        }

        for (String left : sections) {
            List<String> some = new ArrayList<>(sections);
            some.remove(left);
            world.post("/terms/signature", doctor, with(whole, "confirmations", some))
                    .isProblem(422, "not-confirmed");
        }
        world.post("/terms/signature", doctor, Map.of("viewing", whole.get("viewing")))
                .isProblem(422, "confirmations-malformed");
        world.post("/terms/signature", doctor, Map.of("confirmations", sections))
                .isProblem(422, "viewing-missing");
        world.post("/terms/signature", doctor, with(whole, "viewing", whole.get("viewing") + "A"))
                .isProblem(422, "viewing-unknown");

        assertThat(inForce(doctor)).isFalse();
    }

    @Test
    void of_signatures_at_once_exactly_one_counts_and_a_repetition_gets_its_answer() throws Exception {
        String doctor = doctor("hospital-terms-g", "D1");
        Map<String, Object> signature = signature(world.get("/terms", doctor));
        CyclicBarrier together = new CyclicBarrier(8);
        Callable<Answer> signing = () -> {
            together.await();
            return world.post("/terms/signature", doctor, signature);
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Answer> answers = threads.invokeAll(Collections.nCopies(8, signing)).stream()
                    .map(TermsTest::done)
                    .toList();

            assertThat(answers).extracting(Answer::status).containsOnlyOnce(200);
            assertThat(answers.stream().filter(answer -> answer.status() != 200))
                    .hasSize(7)
                    .allSatisfy(answer -> answer.isProblem(409, "terms-already-signed"));
        }
        assertThat(world.get("/terms", doctor).json().path("signatures")).hasSize(1);
        String colleague = doctor("hospital-terms-g", "D2");
        Map<String, Object> other = signature(world.get("/terms", colleague));
        Answer once = world.post("/terms/signature", colleague, "once", other).is(200);
        assertThat(world.post("/terms/signature", colleague, "once", other)
                        .is(200)
                        .body())
                .isEqualTo(once.body());
        TERMS.expect("hospital-terms-g:D2", DoctorTermsSigned.class);
        assertThat(TERMS.events("hospital-terms-g:D1", DoctorTermsSigned.class)).hasSize(1);
    }

    @Test
    void the_hospitals_own_terms_have_to_name_boundary_and_confidentiality() {
        Answer refused = world.post(
                        "/forms",
                        World.staff("hospital-terms-h"),
                        form("zh", "t", List.of("purpose-and-boundary", "no-gifts")))
                .isProblem(422, "sections-missing");

        assertThat(refused.body()).contains("confidentiality");
    }

    private Answer sign(String doctor, Answer read) {
        return world.post("/terms/signature", doctor, signature(read));
    }

    private static Map<String, Object> signature(Answer read) {
        return Map.of(
                "viewing",
                read.text("viewing"),
                "confirmations",
                read.json()
                        .path("confirmations")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
    }

    private static Map<String, Object> with(Map<String, Object> body, String member, Object value) {
        Map<String, Object> changed = new HashMap<>(body);
        changed.put(member, value);
        return changed;
    }

    private boolean inForce(String doctor) {
        return world.get("/terms/in-force", doctor)
                .is(200)
                .json()
                .path("inForce")
                .asBoolean();
    }

    private void draft(String hospital, String language, String text) {
        world.post(
                        "/forms",
                        World.staff(hospital),
                        form(language, text, List.of("purpose-and-boundary", "confidentiality")))
                .is(201);
    }

    private static Map<String, Object> form(String language, String text, List<String> sections) {
        return Map.of(
                "kind",
                "DOCTOR_TERMS",
                "language",
                language,
                "title",
                text,
                "sections",
                sections.stream()
                        .map(id -> Map.of("id", id, "text", text + " " + id))
                        .toList());
    }

    private Answer activate(String hospital, int version) {
        return world.post(
                "/forms/doctor-terms/versions/" + version + "/activation", World.staff(hospital, "S0002"), Map.of());
    }

    private static String doctor(String hospital, String id) {
        return World.token(hospital, "doctor", id).build();
    }

    private static String token(String hospital, String role) {
        return World.token(hospital, role, "D1").patient("P1").build();
    }

    private static Answer done(Future<Answer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
