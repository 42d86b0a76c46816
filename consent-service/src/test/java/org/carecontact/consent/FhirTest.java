package org.carecontact.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.events.RequestState;
import org.carecontact.events.RequestWithdrawn;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.SampleEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;

/** What a hospital's own systems read as FHIR. */
// Longer than 300 lines: one story for each state of a consent, and each of its resources in it.
class FhirTest extends ServiceTest {

    private static final String SEARCH = "/fhir/Consent";

    // ---- the states

    @Test
    void a_consent_that_somebody_was_asked_for_is_proposed() {
        SampleEvents scene = world.asked();

        JsonNode consent = consent(scene);

        assertThat(consent.path("status").asString()).isEqualTo("proposed");
        assertThat(state(consent)).isEqualTo("ASKED");
        assertThat(consent.path("patient").path("identifier").path("value").asString())
                .isEqualTo(scene.patient().value());
        assertThat(consent.path("patient").has("reference")).isFalse();
        assertThat(consent.path("performer").path(0)).isEqualTo(consent.path("patient"));
        assertThat(consent.path("organization")
                        .path(0)
                        .path("identifier")
                        .path("value")
                        .asString())
                .isEqualTo(scene.hospital());
        assertThat(consent.has("policy")).as("no form is signed yet").isFalse();
        assertThat(consent.has("verification")).isFalse();
        assertThat(consent.path("provision").has("period")).isFalse();
        assertThat(happened(scene)).containsExactly("asked");
        assertThat(provenance(scene)).isEmpty();
        system().get("/fhir/Provenance/" + scene.request()).is(404);
    }

    @Test
    void a_signed_consent_is_active_under_the_forms_that_were_shown() {
        SampleEvents scene = world.asked("PATIENT", "CONSENT", "SERVICE_AGREEMENT");
        world.signed(scene, World.patient(scene)).is(200);
        Consent.Signed signed =
                (Consent.Signed) world.stored(scene).orElseThrow().state();

        JsonNode consent = consent(scene);

        assertThat(consent.path("status").asString()).isEqualTo("active");
        assertThat(consent.path("dateTime").asString())
                .isEqualTo(signed.signature().signedAt().toString());
        assertThat(consent.path("meta").path("lastUpdated").asString())
                .isEqualTo(signed.signature().signedAt().toString());
        assertThat(consent.path("policy")
                        .valueStream()
                        .map(policy -> policy.path("extension")
                                .path(0)
                                .path("valueString")
                                .asString()))
                .containsExactlyElementsOf(signed.signature().documents().stream()
                        .map(document -> document.sha256())
                        .toList());
        assertThat(consent.path("sourceReference").path("identifier").path("value"))
                .isEqualTo(consent.path("policy").path(0).path("uri"));
        JsonNode provision = consent.path("provision");
        assertThat(provision.path("type").asString()).isEqualTo("permit");
        assertThat(provision.path("period").path("start").asString())
                .isEqualTo(signed.signature().signedAt().toString());
        assertThat(provision.path("period").path("end").asString())
                .isEqualTo(signed.signature().validUntil().toString());
        assertThat(provision
                        .path("actor")
                        .path(0)
                        .path("reference")
                        .path("identifier")
                        .path("value")
                        .asString())
                .isEqualTo(scene.doctor().value());
        JsonNode verification = consent.path("verification").path(0);
        assertThat(verification.path("verified").asBoolean()).isTrue();
        assertThat(verification.path("verificationDate").asString())
                .isEqualTo(signed.signature().signedAt().toString());
        assertThat(happened(scene)).containsExactly("asked", "shown", "signed");
    }

    @Test
    void a_refused_consent_is_rejected() {
        SampleEvents scene = world.asked();
        world.refuse(scene, World.patient(scene)).is(200);

        assertThat(consent(scene).path("status").asString()).isEqualTo("rejected");
        assertThat(happened(scene)).containsExactly("asked", "refused");
        assertThat(provenance(scene)).isEmpty();
    }

    @Test
    void a_withdrawn_consent_permits_until_its_withdrawal_and_a_new_one_stands_beside_it() {
        SampleEvents first = world.asked();
        world.signed(first, World.patient(first)).is(200);
        world.withdraw(first, World.patient(first)).is(200);
        SampleEvents second = world.asked(first.next(), "PATIENT", "CONSENT");
        world.signed(second, World.patient(second)).is(200);

        JsonNode withdrawn = consent(first);

        assertThat(withdrawn.path("status").asString()).isEqualTo("inactive");
        assertThat(state(withdrawn)).isEqualTo("WITHDRAWN");
        assertThat(withdrawn.path("provision").path("period").path("end"))
                .isEqualTo(withdrawn.path("meta").path("lastUpdated"));
        assertThat(happened(first)).containsExactly("asked", "shown", "signed", "withdrawn");
        assertThat(provenance(first)).as("the proof stays").hasSize(1);
        assertThat(consent(second).path("status").asString()).isEqualTo("active");
        List<JsonNode> both = resources(system(first).valid(SEARCH + "?patient=" + first.patient(), "Bundle"));
        assertThat(both.stream().map(FhirTest::id))
                .containsExactly(first.request().toString(), second.request().toString());
    }

    @Test
    void what_was_never_signed_and_what_ran_out_is_inactive() {
        SampleEvents unsigned = world.asked();
        SampleEvents signed = world.asked();
        world.signed(signed, World.patient(signed)).is(200);
        try (ConfigurableApplicationContext aYearLater = another("--carecontact.clock.offset=P366D")) {
            World then = new World(aYearLater);
            then.awaitState(unsigned, Consent.Lapsed.class);
            then.awaitState(signed, Consent.Expired.class);
        }

        assertThat(state(consent(unsigned))).isEqualTo("LAPSED");
        assertThat(consent(unsigned).path("status").asString()).isEqualTo("inactive");
        assertThat(happened(unsigned)).containsExactly("asked", "lapsed");
        JsonNode expired = consent(signed);
        assertThat(state(expired)).isEqualTo("EXPIRED");
        assertThat(expired.path("status").asString()).isEqualTo("inactive");
        assertThat(happened(signed)).containsExactly("asked", "shown", "signed", "expired");
        Consent.Expired stored =
                (Consent.Expired) world.stored(signed).orElseThrow().state();
        assertThat(expired.path("provision").path("period").path("end").asString())
                .as("it permitted nothing after its end, however late that was noticed")
                .isEqualTo(stored.signature().validUntil().toString());
    }

    @Test
    void a_signature_that_has_run_out_is_inactive_before_anybody_has_noticed() {
        SampleEvents scene = world.asked();
        world.signed(scene, World.patient(scene)).is(200);
        mongo().getCollection("consents")
                .updateOne(
                        new Document("_id", scene.request().toString()),
                        new Document(
                                "$set",
                                new Document("state.signature.signedAt", new Date(0))
                                        .append("state.signature.validUntil", new Date(1))));

        assertThat(consent(scene).path("status").asString()).isEqualTo("inactive");
    }

    @Test
    void a_request_that_is_over_closes_its_consent() {
        SampleEvents scene = world.asked();
        World.ended(scene, new RequestWithdrawn(scene.request(RequestState.WITHDRAWN, SampleEvents.unchanged())));
        world.awaitState(scene, Consent.Closed.class);

        assertThat(consent(scene).path("status").asString()).isEqualTo("inactive");
        assertThat(happened(scene)).containsExactly("asked", "closed");
    }

    @Test
    void a_guardian_is_named_by_what_they_are_to_the_patient_only() {
        SampleEvents scene = world.asked("GUARDIAN", "CONSENT");
        String mother = World.family(scene, "MOTHER");
        world.signed(scene, mother).is(200);
        world.withdraw(scene, World.patient(scene)).is(200);

        JsonNode consent = consent(scene);

        assertThat(consent.path("performer").path(0).path("display").asString())
                .isEqualTo("Guardian of the patient (MOTHER)");
        assertThat(consent.path("verification").path(0).path("verifiedWith"))
                .isEqualTo(consent.path("performer").path(0));
        List<JsonNode> events = events(scene);
        assertThat(events.getLast()
                        .path("agent")
                        .path(0)
                        .path("who")
                        .path("display")
                        .asString())
                .as("who of the two it was is not recorded")
                .startsWith("The patient, or: Guardian");
        for (String path : List.of(
                SEARCH + "/" + scene.request(),
                "/fhir/Provenance?target=Consent/" + scene.request(),
                "/fhir/AuditEvent?entity=Consent/" + scene.request())) {
            assertThat(system().get(path).body()).doesNotContain("F-" + scene.patient());
        }
    }

    // ---- the receipt

    @Test
    void the_receipt_in_a_provenance_is_the_signers_and_verifies_with_the_published_key() throws Exception {
        SampleEvents scene = world.asked();
        String patient = World.patient(scene);
        world.signed(scene, patient).is(200);
        Answer receipt =
                world.get("/consents/" + scene.request() + "/receipt", patient).is(200);

        List<JsonNode> provenances = provenance(scene);

        assertThat(provenances).hasSize(1);
        JsonNode provenance = provenances.getFirst();
        assertThat(provenance.path("target").path(0).path("reference").asString())
                .isEqualTo("Consent/" + scene.request());
        JsonNode signature = provenance.path("signature").path(0);
        assertThat(signature.path("sigFormat").asString()).isEqualTo("application/jose");
        assertThat(signature.path("when")).isEqualTo(provenance.path("recorded"));
        JWSObject jws = JWSObject.parse(
                new String(Base64.getDecoder().decode(signature.path("data").asString()), StandardCharsets.US_ASCII));
        String[] detached = receipt.text("jws").split("\\.", -1);
        assertThat(jws.getParsedParts()[0].toString()).isEqualTo(detached[0]);
        assertThat(jws.getParsedParts()[1].toString()).isEqualTo(receipt.text("payload"));
        assertThat(jws.getParsedParts()[2].toString()).isEqualTo(detached[2]);
        ECKey key = JWKSet.parse(world.get("/receipt-keys", "").is(200).body())
                .getKeyByKeyId(jws.getHeader().getKeyID())
                .toECKey();
        assertThat(jws.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(signature.path("who").path("identifier").path("value").asString())
                .isEqualTo(key.getKeyID());
        FhirRules.valid(system().get("/fhir/Provenance/" + scene.request()), "Provenance");
    }

    @Test
    void each_event_is_read_by_its_id() {
        SampleEvents scene = world.asked();

        FhirRules.valid(system().get("/fhir/AuditEvent/" + scene.request() + "-asked"), "AuditEvent");

        for (String none : List.of(scene.request() + "-signed", scene.request().toString(), "asked", "-", "x-asked")) {
            system().get("/fhir/AuditEvent/" + none).is(404);
        }
    }

    // ---- who may read

    @Test
    void nobody_but_a_system_of_the_hospital_reads() {
        SampleEvents scene = world.asked();
        world.signed(scene, World.patient(scene)).is(200);
        List<String> paths = List.of(
                SEARCH,
                SEARCH + "/" + scene.request(),
                "/fhir/Provenance/" + scene.request(),
                "/fhir/Provenance?target=Consent/" + scene.request(),
                "/fhir/AuditEvent/" + scene.request() + "-asked",
                "/fhir/AuditEvent?entity=Consent/" + scene.request());
        List<String> others = List.of(
                World.patient(scene),
                World.family(scene, "MOTHER"),
                World.doctor(scene),
                World.staff(scene.hospital()),
                World.token(scene.hospital(), "supervisor", "V1").build(),
                World.token("installation", "operator", "O1").build());
        for (String path : paths) {
            assertThat(outcome(world.get(path, ""), 401)).isEqualTo("no-valid-token");
            assertThat(outcome(world.get(path, "rubbish"), 401)).isEqualTo("no-valid-token");
            for (String other : others) {
                assertThat(outcome(world.get(path, other), 403)).as(path).isEqualTo("wrong-role");
            }
            system().get(path).is(200);
        }
        world.get("/consents/" + scene.request(), World.system(scene.hospital()))
                .isProblem(403, "wrong-role");
        world.withdraw(scene, World.system(scene.hospital())).isProblem(403, "wrong-role");
    }

    @Test
    void another_hospitals_system_finds_nothing() {
        SampleEvents scene = world.asked();
        world.signed(scene, World.patient(scene)).is(200);
        System stranger = new System("meiyan");

        for (String path : List.of(
                SEARCH + "/" + scene.request(),
                "/fhir/Provenance/" + scene.request(),
                "/fhir/AuditEvent/" + scene.request() + "-asked")) {
            stranger.get(path).is(404);
        }
        for (String path : List.of(
                "/fhir/Provenance?target=Consent/" + scene.request(),
                "/fhir/AuditEvent?entity=Consent/" + scene.request(),
                SEARCH + "?patient=" + scene.patient(),
                SEARCH + "?_count=100")) {
            assertThat(resources(stranger.valid(path, "Bundle")).stream().map(FhirTest::id))
                    .noneMatch(id -> id.startsWith(scene.request().toString()));
        }
        system().get(SEARCH + "/" + "aaaaaaaaaaaaaaaaaaaaaaaaaa-1").is(404);
        system().get(SEARCH + "/x").is(404);
    }

    // ---- how it is asked for

    @Test
    void anyone_reads_what_can_be_read() {
        Answer statement = FhirRules.valid(world.get("/fhir/metadata", ""), "CapabilityStatement");

        assertThat(statement
                        .json()
                        .path("rest")
                        .path(0)
                        .path("resource")
                        .valueStream()
                        .map(resource -> resource.path("type").asString()))
                .containsExactly("Consent", "Provenance", "AuditEvent");
        assertThat(statement.text("fhirVersion")).isEqualTo("4.0.1");
    }

    @Test
    void json_is_answered_and_nothing_else() {
        SampleEvents scene = world.asked();
        String path = SEARCH + "/" + scene.request();
        String token = World.system(scene.hospital());
        for (String accepted : List.of("application/fhir+json", "*/*", "application/fhir+json;fhirVersion=4.0")) {
            assertThat(world.get(path, token, "Accept", accepted).is(200).header("Content-Type"))
                    .startsWith("application/fhir+json");
        }
        assertThat(world.get(path, token, "Accept", "application/json").is(200).header("Content-Type"))
                .startsWith("application/json");
        for (String format : List.of("json", "application/fhir%2Bjson", "application/fhir+json")) {
            world.get(path + "?_format=" + format, token).is(200);
        }
        assertThat(outcome(world.get(path, token, "Accept", "application/fhir+xml"), 406))
                .isEqualTo("not-acceptable");
        assertThat(outcome(world.get(path + "?_format=xml", token), 406)).isEqualTo("not-acceptable");
        assertThat(outcome(world.get("/fhir/Patient", token), 404)).isEqualTo("no-such-path");
        assertThat(outcome(world.post("/fhir/Consent", token, Map.of()), 405)).isEqualTo("method-not-allowed");
        world.get("/consents/" + scene.request(), World.patient(scene), "Accept", "application/xml")
                .isProblem(406, "not-acceptable");
    }

    @ParameterizedTest
    @CsvSource({
        "Consent?status=active, http.status, search-parameter-unknown",
        "Consent?_count=0, http._count, search-value-malformed",
        "Consent?_count=-1, http._count, search-value-malformed",
        "Consent?_count=many, http._count, search-value-malformed",
        "Consent?_count=1&_count=2, http._count, search-value-malformed",
        "Consent?_lastUpdated=yesterday, http._lastUpdated, search-value-malformed",
        "Consent?_lastUpdated=ge2026-02-30, http._lastUpdated, search-value-malformed",
        "Consent?_cursor=1, http._cursor, search-value-malformed",
        "Consent?patient=, http.patient, search-value-malformed",
        "Consent?patient=P1&patient:identifier=P1, http.patient:identifier, search-value-malformed",
        "Provenance, http.target, search-value-malformed",
        "Provenance?target=aaaaaaaaaaaaaaaaaaaaaaaaaa-1, http.target, search-value-malformed",
        "Provenance?target=Patient/1, http.target, search-value-malformed",
        "AuditEvent?entity=Consent/, http.entity, search-value-malformed",
        "AuditEvent?target=Consent/1, http.target, search-parameter-unknown",
    })
    void a_parameter_that_cannot_be_followed_is_named(String path, String expression, String problem) {
        Answer refused = system().get("/fhir/" + path);

        assertThat(outcome(refused, 400)).isEqualTo(problem);
        assertThat(refused.json()
                        .path("issue")
                        .path(0)
                        .path("expression")
                        .path(0)
                        .asString())
                .isEqualTo(expression);
        assertThat(refused.json().path("issue").path(0).path("diagnostics").asString())
                .isNotBlank();
    }

    // ---- searching

    @Test
    void a_patients_consents_are_found_by_every_spelling_of_the_patient() {
        SampleEvents scene = world.asked();
        String id = scene.patient().value();
        String system = URLEncoder.encode(
                "https://carecontact.org/fhir/hospitals/" + scene.hospital() + "/patients|" + id,
                StandardCharsets.UTF_8);
        for (String parameter : List.of(
                "patient=" + id,
                "patient=Patient/" + id,
                "patient:identifier=" + id,
                "patient:identifier=%7C" + id,
                "patient:identifier=" + system)) {
            assertThat(resources(system().valid(SEARCH + "?" + parameter, "Bundle")).stream()
                            .map(FhirTest::id))
                    .as(parameter)
                    .containsExactly(scene.request().toString());
        }
        assertThat(resources(system().valid(SEARCH + "?patient=nobody", "Bundle")))
                .isEmpty();
    }

    @Test
    void after_a_merge_a_consent_is_the_survivors() {
        SampleEvents scene = world.asked();
        String survivor = scene.patient() + "-S";
        long carried = World.carried(scene, scene.carried(survivor, RequestState.AWAITING_CONSENT));
        world.awaitApplied(scene, "request-service", carried);

        for (String number : List.of(survivor, scene.patient().value())) {
            assertThat(resources(system().valid(SEARCH + "?patient=" + number, "Bundle")))
                    .singleElement()
                    .satisfies(consent -> assertThat(
                                    consent.at("/patient/identifier/value").asString())
                            .isEqualTo(survivor));
        }
    }

    @Test
    void only_what_changed_in_the_span_is_found() {
        String hospital = "fhir-span";
        SampleEvents scene = world.asked(world.scene(hospital), "PATIENT", "CONSENT");
        System system = new System(hospital);
        Instant asked = Instant.parse(lastUpdated(system, scene));
        assertThat(found(system, "?_lastUpdated=" + asked)).hasSize(1);
        assertThat(found(system, "?_lastUpdated=gt" + asked)).isEmpty();
        assertThat(found(system, "?_lastUpdated=ge" + asked + "&_lastUpdated=le" + asked))
                .hasSize(1);
        assertThat(found(system, "?_lastUpdated=lt" + asked)).isEmpty();
        assertThat(found(system, "?_lastUpdated=gt" + asked + "&_lastUpdated=lt" + asked))
                .isEmpty();

        world.signed(scene, World.patient(scene)).is(200);

        assertThat(found(system, "?_lastUpdated=gt" + asked))
                .containsExactly(scene.request().toString());
        assertThat(found(system, "?_lastUpdated=" + asked)).isEmpty();
        assertThat(found(system, "?patient=" + scene.patient() + "&_lastUpdated=le" + asked))
                .isEmpty();
    }

    @Test
    void pages_hold_while_consents_come_and_change() {
        String hospital = "fhir-pages";
        List<SampleEvents> scenes = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            scenes.add(world.asked(world.scene(hospital), "PATIENT", "CONSENT"));
        }
        System system = new System(hospital);
        Answer first = system.valid(SEARCH + "?_count=3&_lastUpdated=ge2020", "Bundle");
        List<JsonNode> seen = new ArrayList<>(resources(first));
        SampleEvents shown = scenes.get(0);
        SampleEvents ahead = scenes.get(5);
        world.signed(shown, World.patient(shown)).is(200);
        world.refuse(ahead, World.patient(ahead)).is(200);
        scenes.add(world.asked(world.scene(hospital), "PATIENT", "CONSENT"));
        int pages = 1;
        for (String next = next(first); !next.isEmpty(); pages++) {
            Answer page = system.valid(next, "Bundle");
            assertThat(resources(page)).hasSizeBetween(1, 3);
            seen.addAll(resources(page));
            next = next(page);
        }

        assertThat(pages).isEqualTo(3);
        assertThat(seen.stream().map(FhirTest::id))
                .as("each once, and what changed after it was shown a second time")
                .hasSize(scenes.size() + 1);
        Set<String> ids = new HashSet<>(seen.stream().map(FhirTest::id).toList());
        assertThat(ids)
                .containsExactlyInAnyOrderElementsOf(
                        scenes.stream().map(scene -> scene.request().toString()).toList());
        assertThat(lastSeen(seen, shown)).isEqualTo("active");
        assertThat(lastSeen(seen, ahead)).isEqualTo("rejected");
    }

    @Test
    void consents_of_one_moment_are_each_shown_once() {
        String hospital = "fhir-moment";
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 7; i++) {
            all.add(world.asked(world.scene(hospital), "PATIENT", "CONSENT")
                    .request()
                    .toString());
        }
        Date moment = Date.from(Instant.parse("2026-11-27T10:00:00Z"));
        mongo().getCollection("consents")
                .updateMany(
                        new Document("hospital", hospital),
                        new Document("$set", new Document("state.askedAt", moment).append("state.changedAt", moment)));
        System system = new System(hospital);
        List<String> seen = new ArrayList<>();
        Answer page = system.valid(SEARCH + "?_count=2", "Bundle");
        seen.addAll(resources(page).stream().map(FhirTest::id).toList());
        for (String next = next(page); !next.isEmpty(); next = next(page)) {
            page = system.get(next).is(200);
            seen.addAll(resources(page).stream().map(FhirTest::id).toList());
        }

        assertThat(seen).hasSize(7).isSorted().containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void pages_of_a_patient_hold_too() {
        SampleEvents scene = world.scene("fhir-patient");
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            world.asked(scene, "PATIENT", "CONSENT");
            all.add(scene.request().toString());
            scene = scene.next();
        }
        System system = new System("fhir-patient");
        Answer page = system.valid(SEARCH + "?_count=2&patient=" + scene.patient(), "Bundle");
        List<String> seen = new ArrayList<>(found(page));
        for (String next = next(page); !next.isEmpty(); next = next(page)) {
            page = system.get(next).is(200);
            seen.addAll(found(page));
        }

        assertThat(seen).isEqualTo(all);
    }

    @Test
    void a_page_is_never_larger_than_a_hundred() {
        Answer page = system().get(SEARCH + "?_count=999999999").is(200);

        assertThat(resources(page)).hasSizeLessThanOrEqualTo(100);
        assertThat(page.json().path("link").path(0).path("relation").asString()).isEqualTo("self");
    }

    @Test
    void what_breaks_a_rule_is_found() {
        SampleEvents scene = world.asked();
        String consent = system().get(SEARCH + "/" + scene.request()).body();

        assertThat(FhirRules.errors(consent)).isEmpty();
        assertThat(FhirRules.errors(consent.replace("\"proposed\"", "\"waiting\"")))
                .isNotEmpty();
        assertThat(FhirRules.errors(consent.replace("\"patient\"", "\"subject\"")))
                .isNotEmpty();
        assertThat(FhirRules.errors(consent.replace("\"policyRule\"", "\"policyRules\"")))
                .isNotEmpty();
    }

    // ---- the caller

    /** A system of a hospital. */
    private final class System {

        private final String token;

        System(String hospital) {
            this.token = World.system(hospital);
        }

        Answer get(String path) {
            String rest = path.startsWith("http")
                    ? path.substring(URI.create(path).resolve("/").toString().length() - 1)
                    : path;
            return world.get(rest, token);
        }

        Answer valid(String path, String type) {
            return FhirRules.valid(get(path).is(200), type);
        }
    }

    private System system() {
        return new System(World.HOSPITAL);
    }

    private System system(SampleEvents scene) {
        return new System(scene.hospital());
    }

    private JsonNode consent(SampleEvents scene) {
        return system(scene).valid(SEARCH + "/" + scene.request(), "Consent").json();
    }

    private List<JsonNode> provenance(SampleEvents scene) {
        return resources(system(scene).valid("/fhir/Provenance?target=Consent/" + scene.request(), "Bundle"));
    }

    private List<JsonNode> events(SampleEvents scene) {
        return resources(system(scene).valid("/fhir/AuditEvent?entity=Consent/" + scene.request(), "Bundle"));
    }

    private List<String> happened(SampleEvents scene) {
        List<JsonNode> events = events(scene);
        assertThat(events.stream()
                        .map(event -> event.path("recorded").asString())
                        .map(Instant::parse))
                .isSorted();
        return events.stream()
                .map(event -> event.path("subtype").path(0).path("code").asString())
                .toList();
    }

    private String lastUpdated(System system, SampleEvents scene) {
        return system.get(SEARCH + "/" + scene.request())
                .json()
                .path("meta")
                .path("lastUpdated")
                .asString();
    }

    private static List<String> found(System system, String query) {
        return found(system.valid(SEARCH + query, "Bundle"));
    }

    private static List<String> found(Answer bundle) {
        return resources(bundle).stream().map(FhirTest::id).toList();
    }

    private static List<JsonNode> resources(Answer bundle) {
        return bundle.json()
                .path("entry")
                .valueStream()
                .map(entry -> entry.path("resource"))
                .toList();
    }

    private static String next(Answer bundle) {
        return bundle.json()
                .path("link")
                .valueStream()
                .filter(link -> link.path("relation").asString().equals("next"))
                .map(link -> link.path("url").asString())
                .findFirst()
                .orElse("");
    }

    private static String lastSeen(List<JsonNode> seen, SampleEvents scene) {
        return seen.stream()
                .filter(consent -> id(consent).equals(scene.request().toString()))
                .toList()
                .getLast()
                .path("status")
                .asString();
    }

    private static String id(JsonNode resource) {
        return resource.path("id").asString();
    }

    private static String state(JsonNode consent) {
        return consent.path("extension").path(0).path("valueCode").asString();
    }

    /** The problem of a valid OperationOutcome. */
    private static String outcome(Answer answer, int status) {
        FhirRules.valid(answer.is(status), "OperationOutcome");
        return answer.problem();
    }

    private MongoTemplate mongo() {
        return context.getBean(MongoTemplate.class);
    }
}
