package org.carecontact.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.consent.SigningTest.isProblem;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.carecontact.consent.canonical.CanonicalJson;
import org.carecontact.consent.forms.domain.FormDecider;
import org.carecontact.events.ConsentSigned;
import org.carecontact.kernel.keys.Digest;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.SampleEvents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FormsTest extends ServiceTest {

    private static final String FORM_OF_RAW_JSON = """
            {"kind": "SERVICE_AGREEMENT", "language": "zh", "title": "TITLE",
             "sections": [{"id": "service-scope", "text": "t"}]}""";

    @Test
    void a_draft_is_shown_to_nobody_until_it_is_activated() {
        String hospital = "hospital-a";
        String staff = World.staff(hospital);
        SampleEvents scene = asked(hospital);
        String patient = World.patient(scene);

        Answer drafted = world.post("/forms", staff, consentForm("zh", "first", 30));
        assertThat(drafted.status()).isEqualTo(201);
        assertThat(drafted.text("form")).isEqualTo("consent");
        assertThat(drafted.json().path("version").asInt()).isEqualTo(1);
        assertThat(form(world.read(scene, patient))).isEqualTo("default-consent/1");

        Answer before = world.read(scene, patient);
        Answer activated = activate(hospital, 1);
        assertThat(activated.status()).isEqualTo(200);
        assertThat(activate(hospital, 1).status()).isEqualTo(200);

        isProblem(world.askForCode(scene, patient, before), 409, "forms-changed");
        Answer after = world.read(scene, patient);
        assertThat(form(after)).isEqualTo("consent/1");
        world.askForCode(scene, patient, after);
        Answer signed = world.sign(scene, patient, world.signature(world.code(scene, 1), after));
        assertThat(signed.status()).isEqualTo(200);
        assertThat(java.time.Duration.between(
                                java.time.Instant.parse(signed.text("signedAt")),
                                java.time.Instant.parse(signed.text("validUntil")))
                        .toDays())
                .isEqualTo(30);
    }

    @Test
    void a_form_that_changes_between_code_and_signature_must_be_looked_at_again() {
        String hospital = "hospital-b";
        String staff = World.staff(hospital);
        world.post("/forms", staff, consentForm("zh", "first", 365));
        world.post("/forms", staff, consentForm("zh", "second", 365));
        activate(hospital, 1);
        SampleEvents scene = asked(hospital);
        String patient = World.patient(scene);
        Answer first = world.read(scene, patient);
        world.askForCode(scene, patient, first);
        String code = world.code(scene, 1);
        activate(hospital, 2);

        isProblem(world.sign(scene, patient, world.signature(code, first)), 409, "forms-changed");
        Answer second = world.read(scene, patient);
        assertThat(form(second)).isEqualTo("consent/2");
        isProblem(world.sign(scene, patient, world.signature(code, second)), 409, "forms-changed");
        world.askForCode(scene, patient, second);
        assertThat(world.sign(scene, patient, world.signature(world.code(scene, 2), second))
                        .status())
                .isEqualTo(200);
        assertThat(World.hears(scene, ConsentSigned.class).getConsent().getDocuments())
                .singleElement()
                .satisfies(shown -> assertThat(shown.getVersion()).isEqualTo(2));
    }

    @Test
    void what_was_signed_is_shown_word_for_word_when_the_form_has_moved_on() {
        String hospital = "hospital-c";
        String staff = World.staff(hospital);
        world.post("/forms", staff, consentForm("zh", "first", 365));
        activate(hospital, 1);
        SampleEvents scene = asked(hospital);
        Answer signedText = world.read(scene, World.patient(scene));
        assertThat(world.signed(scene, World.patient(scene)).status()).isEqualTo(200);

        world.post("/forms", staff, consentForm("zh", "second", 365));
        activate(hospital, 2);

        assertThat(world.read(scene, World.patient(scene)).json().path("documents"))
                .isEqualTo(signedText.json().path("documents"));
    }

    @Test
    void the_hash_can_be_made_again_from_what_is_shown() {
        SampleEvents scene = asked("hospital-d");
        JsonNode document =
                world.read(scene, World.patient(scene)).json().path("documents").path(0);
        List<Map<String, String>> sections = document.path("sections")
                .valueStream()
                .map(section -> Map.of(
                        "id", section.path("id").asString(),
                        "text", section.path("text").asString()))
                .toList();

        assertThat(Digest.hex(CanonicalJson.of(Map.of(
                        "kind", document.path("kind").asString(),
                        "language", document.path("language").asString(),
                        "title", document.path("title").asString(),
                        "validDays", document.path("validDays").asInt(),
                        "sections", sections))))
                .isEqualTo(document.path("sha256").asString());
    }

    @Test
    void a_hospitals_own_words_go_before_the_default_in_the_readers_language() {
        String hospital = "hospital-e";
        String staff = World.staff(hospital);
        world.post("/forms", staff, consentForm("zh", "own", 365));
        activate(hospital, 1);
        SampleEvents scene = asked(hospital);

        Answer read = world.get("/consents/" + scene.request(), World.patient(scene), "Accept-Language", "en");

        assertThat(form(read)).isEqualTo("consent/1");
        assertThat(world.askForCode(scene, World.patient(scene), read).status()).isEqualTo(202);
        world.post("/forms", staff, consentForm("en", "own", 365));
        activate(hospital, 2);
        assertThat(form(world.get("/consents/" + scene.request(), World.patient(scene), "Accept-Language", "en")))
                .isEqualTo("consent/2");
        assertThat(form(world.read(scene, World.patient(scene)))).isEqualTo("consent/1");
    }

    @Test
    void another_hospital_sees_neither_forms_nor_versions() {
        String staff = World.staff("hospital-f");
        world.post("/forms", staff, consentForm("zh", "mine", 365));
        activate("hospital-f", 1);
        SampleEvents scene = asked("hospital-g");
        String stranger = World.staff("hospital-g");

        assertThat(form(world.read(scene, World.patient(scene)))).isEqualTo("default-consent/1");
        assertThat(world.get("/forms", stranger).json().path("items").size()).isZero();
        isProblem(world.get("/forms/consent/versions/1", stranger), 404, "not-found");
        isProblem(activate("hospital-g", 1), 404, "not-found");
    }

    @Test
    void versions_are_listed_in_pages_and_read_with_their_text() {
        String hospital = "hospital-h";
        String staff = World.staff(hospital);
        world.post("/forms", staff, consentForm("zh", "a", 365));
        world.post("/forms", staff, consentForm("zh", "b", 365));
        world.post("/forms", staff, serviceAgreement());
        activate(hospital, 1);
        activate(hospital, 2);

        Answer first = world.get("/forms?limit=2", staff);
        Answer second = world.get("/forms?limit=2&cursor=" + first.text("next"), staff);

        assertThat(listed(first)).containsExactly("consent/1 RETIRED", "consent/2 ACTIVE");
        assertThat(listed(second)).containsExactly("service-agreement/1 DRAFT");
        assertThat(second.text("next")).isEmpty();
        Answer text = world.get(
                "/forms/consent/versions/2",
                World.token(hospital, "supervisor", "V1").build());
        assertThat(text.json().path("sections").size()).isEqualTo(FormDecider.OF_A_CONSENT.size());
        isProblem(activate(hospital, 1), 409, "version-retired");
        isProblem(activate(hospital, 9), 404, "not-found");
        isProblem(world.get("/forms/consent/versions/9", staff), 404, "not-found");
        isProblem(world.get("/forms/poem/versions/1", staff), 404, "not-found");
        isProblem(world.get("/forms?limit=0", staff), 400, "bad-limit");
    }

    @Test
    void the_same_draft_sent_twice_is_one_version() {
        String staff = World.staff("hospital-i");

        Answer first = world.post("/forms", staff, "one-key", consentForm("zh", "a", 365));
        Answer again = world.post("/forms", staff, "one-key", consentForm("zh", "a", 365));

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(world.get("/forms", staff).json().path("items").size()).isEqualTo(1);
    }

    @Test
    void only_staff_write_forms() {
        for (String role : List.of("patient", "family", "doctor", "supervisor", "operator")) {
            String token = World.token("hospital-j", role, "X1").build();
            isProblem(world.post("/forms", token, consentForm("zh", "a", 365)), 403, "wrong-role");
            isProblem(activateAs(token, 1), 403, "wrong-role");
        }
        isProblem(world.get("/forms", World.token("hospital-j", "patient", "X1").build()), 403, "wrong-role");
    }

    @Test
    void what_is_wrong_with_a_draft_is_named() {
        String staff = World.staff("hospital-k");
        Map<String, Object> wrong = new HashMap<>();
        wrong.put("kind", "POEM");
        wrong.put("language", "Chinese");
        wrong.put("title", " ");
        wrong.put("validDays", 0);
        wrong.put("sections", List.of(Map.of("id", "Risks!", "text", "t")));
        Map<String, String> problems = Map.of(
                "kind", "form-kind-unknown",
                "language", "form-language-unknown",
                "title", "form-title-length",
                "validDays", "form-validity",
                "sections", "form-section-id");
        wrong.forEach((field, value) -> refused(staff, field, value, problems.getOrDefault(field, "")));
        refused(staff, "title", "t".repeat(201), "form-title-length");
        refused(staff, "validDays", 3651, "form-validity");
        refused(staff, "sections", List.of(), "form-sections-count");
        refused(staff, "sections", Collections.nCopies(31, Map.of("id", "risks", "text", "t")), "form-sections-count");
        refused(staff, "sections", List.of(Map.of("id", "risks", "text", "t".repeat(4001))), "form-section-length");

        Map<String, Object> silent = consentForm("zh", "a", 365);
        silent.put("sections", List.of(Map.of("id", "risks", "text", "t")));
        isProblem(world.post("/forms", staff, silent), 422, "sections-missing");
        Map<String, Object> unknown = consentForm("zh", "a", 365);
        unknown.put("colour", "red");
        isProblem(world.post("/forms", staff, unknown), 400, "malformed-body");
    }

    private void refused(String staff, String field, Object value, String type) {
        Map<String, Object> form = consentForm("zh", "a", 365);
        form.put(field, value);
        Answer answer = world.post("/forms", staff, form).isProblem(422, type);
        assertThat(answer.text("field")).isEqualTo(field);
        assertThat(answer.text("remedy")).isNotEmpty();
        assertThat(answer.json().path("zh").path("remedy").asString("")).isNotEmpty();
    }

    @Test
    void two_texts_never_look_or_hash_alike() {
        String staff = World.staff("hospital-l");
        for (String escape : List.of("\\ud800", "\\udfff", "\\u0000", "\\u0007", "\\u202e", "\\u2066", "\\ufeff")) {
            String body = FORM_OF_RAW_JSON.replace("TITLE", escape + "x");

            Answer answer = world.post("/forms", staff, body).isProblem();

            assertThat(answer.status()).as(escape).isIn(400, 422);
        }
        assertThat(world.get("/forms", staff).json().path("items").size()).isZero();
        world.post("/forms", staff, FORM_OF_RAW_JSON.replace("TITLE", "\\ud83d\\ude00\\n\\u5b57"))
                .is(201);
    }

    @Test
    void a_form_with_lines_of_windows_is_the_same_form() {
        String hospital = "hospital-w";
        List<String> hashes = new ArrayList<>();
        for (String end : List.of("\n", "\r\n", "\r")) {
            Answer drafted = world.post(
                            "/forms", World.staff(hospital), consentForm("zh", "first" + end + "second", 365))
                    .is(201);
            hashes.add(drafted.json().path("sha256").asString());
            assertThat(drafted.body()).doesNotContain("\\r");
        }
        assertThat(hashes).doesNotContain("").allMatch(hashes.getFirst()::equals);
    }

    @Test
    void nobody_activates_what_they_drafted() {
        String staff = World.staff("hospital-m");
        world.post("/forms", staff, consentForm("zh", "a", 365)).is(201);

        Answer alone = activateAs(staff, 1).isProblem(403, "second-person-needed");

        assertThat(alone.json().path("zh").path("remedy").asString("")).isNotEmpty();
        activate("hospital-m", 1).is(200);
    }

    @Test
    void no_one_person_can_keep_a_hospital_from_drafting() {
        String hospital = "hospital-n";
        String flood = World.staff(hospital, "S0666");
        for (int i = 0; i < FormDecider.MOST_OWN_DRAFTS; i++) {
            world.post("/forms", flood, consentForm("zh", "flood " + i, 365)).is(201);
        }

        world.post("/forms", flood, consentForm("en", "one more", 365)).isProblem(409, "too-many-own-drafts");

        world.post("/forms", World.staff(hospital), consentForm("zh", "mine", 365))
                .is(201);
        world.post("/forms/consent/versions/1/discarding", World.staff(hospital), Map.of())
                .is(200);
        world.post("/forms", flood, consentForm("zh", "again", 365)).is(201);
        assertThat(listed(world.get("/forms", flood))).contains("consent/1 DISCARDED", "consent/5 DRAFT");
    }

    @Test
    void whoever_drafts_too_often_waits_and_nobody_else_does() {
        String hospital = "hospital-p";
        String flood = World.staff(hospital, "S0666");
        for (int i = 0; i < 20; i++) {
            assertThat(world.post("/forms", flood, consentForm("zh", "flood", 365))
                            .status())
                    .isIn(201, 409);
        }

        Answer limited =
                world.post("/forms", flood, consentForm("zh", "flood", 365)).isProblem(429, "too-many-requests");

        assertThat(limited.header("Retry-After")).matches("[1-9][0-9]*");
        world.post("/forms", World.staff(hospital), consentForm("zh", "mine", 365))
                .is(201);
    }

    @Test
    void a_version_that_left_the_form_is_still_shown_to_those_who_signed_it() {
        String hospital = "hospital-o";
        String staff = World.staff(hospital);
        world.post("/forms", staff, consentForm("zh", "signed", 365)).is(201);
        activate(hospital, 1).is(200);
        SampleEvents scene = asked(hospital);
        JsonNode shown = world.read(scene, World.patient(scene)).json().path("documents");
        world.signed(scene, World.patient(scene)).is(200);

        int last = 3 + FormDecider.RETIRED_KEPT;
        for (int version = 2; version <= last; version++) {
            world.post("/forms", staff, consentForm("zh", "text " + version, 365))
                    .is(201);
            activate(hospital, version).is(200);
        }

        assertThat(listed(world.get("/forms", staff)))
                .hasSize(1 + FormDecider.RETIRED_KEPT)
                .doesNotContain("consent/1 RETIRED");
        assertThat(world.read(scene, World.patient(scene)).json().path("documents"))
                .isEqualTo(shown);
        Answer archived = world.get("/forms/consent/versions/1", staff).is(200);
        assertThat(archived.text("state")).isEqualTo("ARCHIVED");
        assertThat(archived.text("sha256"))
                .isEqualTo(shown.path(0).path("sha256").asString());
    }

    /** By another person of the same hospital than the one who drafts. */
    private Answer activate(String hospital, int version) {
        return activateAs(World.staff(hospital, "S0002"), version);
    }

    private Answer activateAs(String token, int version) {
        return world.post("/forms/consent/versions/" + version + "/activation", token, Map.of());
    }

    private SampleEvents asked(String hospital) {
        return world.asked(world.scene(hospital), "PATIENT", "CONSENT");
    }

    private static Map<String, Object> consentForm(String language, String title, int validDays) {
        List<Map<String, String>> sections = new ArrayList<>();
        FormDecider.OF_A_CONSENT.forEach(
                id -> sections.add(Map.of("id", id, "text", title + ": " + id + " \u540c\u610f")));
        return new HashMap<>(Map.of(
                "kind", "CONSENT", "language", language, "title", title, "validDays", validDays, "sections", sections));
    }

    private static Map<String, Object> serviceAgreement() {
        return Map.of(
                "kind",
                "SERVICE_AGREEMENT",
                "language",
                "zh",
                "title",
                "t",
                "sections",
                List.of(Map.of("id", "service-scope", "text", "t")));
    }

    private static String form(Answer read) {
        JsonNode document = read.json().path("documents").path(0);
        return document.path("form").asString() + "/" + document.path("version").asInt();
    }

    private static Stream<String> listed(Answer page) {
        return page.json()
                .path("items")
                .valueStream()
                .map(item -> item.path("form").asString() + "/"
                        + item.path("version").asInt() + " "
                        + item.path("state").asString());
    }
}
