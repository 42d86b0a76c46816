package org.carecontact.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.consent.SigningTest.isProblem;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.consent.consents.domain.Signer;
import org.carecontact.consent.forms.domain.FormDecider;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.events.AgeBand;
import org.carecontact.events.ConsentAskedAnew;
import org.carecontact.events.ConsentExpired;
import org.carecontact.events.ConsentRenewed;
import org.carecontact.events.ConsentSigned;
import org.carecontact.events.ConsentState;
import org.carecontact.events.ConsentSuspended;
import org.carecontact.kernel.store.Stored;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.SampleEvents;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** A consent that somebody has to sign once more while its contact lasts. */
class AskedAnewTest extends ServiceTest {

    // ---- renewal

    @Test
    void c7_a_consent_is_renewed_before_its_end_in_one_step_and_the_new_receipt_names_the_old() {
        SampleEvents scene = world.asked();
        SampleEvents forgetful = world.asked();
        String patient = World.patient(scene);
        String old = sha(world.signed(scene, patient));
        world.signed(forgetful, World.patient(forgetful));

        try (ConfigurableApplicationContext later = another("--carecontact.clock.offset=P340D")) {
            World then = new World(later);
            ConsentAskedAnew asked = World.hears(scene, ConsentAskedAnew.class);
            assertThat(asked.getReason()).isEqualTo("RENEWAL");
            assertThat(asked.getSignBefore()).isEqualTo(asked.getConsent().getValidUntil());
            World.hears(forgetful, ConsentAskedAnew.class);
            assertThat(then.inForce(scene, patient)).isTrue();

            Answer renewed = then.signedAnew(scene, patient, 2);

            assertThat(renewed.status()).isEqualTo(200);
            assertThat(Duration.between(
                                    Instant.parse(renewed.text("signedAt")), Instant.parse(renewed.text("validUntil")))
                            .toDays())
                    .isEqualTo(365);
            assertThat(payload(renewed)).contains("\"renews\":\"" + old + "\"");
            ConsentRenewed told = World.hears(scene, ConsentRenewed.class);
            assertThat(told.getRenews()).isEqualTo(old);
            assertThat(told.getConsent().getReceiptSha256()).isEqualTo(sha(renewed));
            assertThat(then.inForce(scene, patient)).isTrue();
            isProblem(
                    then.sign(scene, patient, Map.of("code", "000000", "viewing", "x", "confirmations", List.of())),
                    422,
                    "viewing-unknown");
        }
        try (ConfigurableApplicationContext aYearLater = another("--carecontact.clock.offset=P366D")) {
            World.hears(forgetful, ConsentExpired.class);
            World then = new World(aYearLater);
            assertThat(then.inForce(scene, patient)).isTrue();
            assertThat(then.inForce(forgetful, World.patient(forgetful))).isFalse();
        }
        assertThat(World.heard(scene)).hasSize(6); // asked, code, signed, asked anew, code, renewed
        assertThat(World.heard(scene, ConsentSuspended.class)).isEmpty();
    }

    // ---- birthdays

    @Test
    void c5_at_fourteen_the_patient_is_asked_and_the_guardians_signature_covers_nothing_any_more() {
        SampleEvents scene = world.asked("GUARDIAN", "CONSENT");
        String mother = World.family(scene, "MOTHER");
        String patient = World.patient(scene);
        String old = sha(world.signed(scene, mother));
        assertThat(world.inForce(scene, mother)).isTrue();

        World.aged(scene, AgeBand.FROM_14_TO_17, 7);

        ConsentSuspended suspended = World.hears(scene, ConsentSuspended.class);
        assertThat(suspended.getReason()).isEqualTo("CAME_OF_AGE");
        assertThat(suspended.getConsent().getSigner()).isEqualTo("PATIENT");
        assertThat(suspended.getConsent().getSuspendedAt()).isNotNull();
        assertThat(world.inForce(scene, patient)).isFalse();
        Answer seen = world.read(scene, mother);
        assertThat(seen.json().path("anew").path("viewing").isMissingNode()).isTrue();
        isProblem(
                world.post("/consents/" + scene.request() + "/code", mother, Map.of("viewing", "any")),
                403,
                "not-the-signer");

        Answer renewed = world.signedAnew(scene, patient, 2);

        assertThat(renewed.status()).isEqualTo(200);
        assertThat(payload(renewed)).contains("\"signer\":\"PATIENT\"", "\"renews\":\"" + old + "\"");
        assertThat(World.hears(scene, ConsentRenewed.class).getConsent().getSuspendedAt())
                .isNull();
        assertThat(world.inForce(scene, patient)).isTrue();
        isProblem(world.withdraw(scene, mother), 403, "not-the-signer");

        // Told again, late, and eighteen: the patient's own signature stays.
        World.aged(scene, AgeBand.FROM_14_TO_17, 7);
        World.aged(scene, AgeBand.UNDER_14, 6);
        World.aged(scene, AgeBand.ADULT, 8);
        world.awaitAge(scene, AgeBand.ADULT);
        assertThat(World.heard(scene)).hasSize(7); // asked, code, signed, asked anew, suspended, code, renewed
        assertThat(world.inForce(scene, patient)).isTrue();
    }

    @Test
    void c5_at_eighteen_a_guardians_signature_ends_likewise_and_the_contact_ends_if_nobody_signs() {
        SampleEvents scene = world.asked("GUARDIAN", "CONSENT");
        world.signed(scene, World.family(scene, "FATHER"));

        World.aged(scene, AgeBand.ADULT, 3);

        ConsentAskedAnew asked = World.hears(scene, ConsentAskedAnew.class);
        assertThat(Duration.between(asked.getAskedAt(), asked.getSignBefore())).isEqualTo(Duration.ofDays(30));
        try (ConfigurableApplicationContext _ = another("--carecontact.clock.offset=P31D")) {
            assertThat(World.hears(scene, ConsentExpired.class).getConsent().getState())
                    .isEqualTo(ConsentState.EXPIRED);
        }
    }

    @Test
    void c5_a_signature_on_its_way_when_the_birthday_comes_is_refused_and_the_patient_is_asked() {
        SampleEvents scene = world.asked("GUARDIAN", "CONSENT");
        String mother = World.family(scene, "MOTHER");
        Answer read = world.read(scene, mother);
        world.askForCode(scene, mother, read).is(202);
        String code = world.code(scene, 1);

        World.aged(scene, AgeBand.FROM_14_TO_17, 2);
        ConsentAskedAnew asked = World.hears(scene, ConsentAskedAnew.class);

        assertThat(asked.getConsent().getState()).isEqualTo(ConsentState.ASKED);
        assertThat(asked.getConsent().getSigner()).isEqualTo("PATIENT");
        isProblem(world.sign(scene, mother, world.signature(code, read)), 403, "not-the-signer");
        String patient = World.patient(scene);
        Answer now = world.read(scene, patient);
        isProblem(world.sign(scene, patient, world.signature(code, now)), 409, "code-expired");
        world.askForCode(scene, patient, now).is(202);
        assertThat(world.sign(scene, patient, world.signature(world.code(scene, 2), now))
                        .status())
                .isEqualTo(200);
        assertThat(World.heard(scene, ConsentSigned.class)).hasSize(1);
    }

    @Test
    void c5_whether_the_birthday_or_the_guardians_signature_is_first_the_patient_is_asked_exactly_once() {
        List<SampleEvents> scenes = new ArrayList<>();
        List<CompletableFuture<Answer>> signing = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            SampleEvents scene = world.asked("GUARDIAN", "CONSENT");
            String mother = World.family(scene, "MOTHER");
            Answer read = world.read(scene, mother);
            world.askForCode(scene, mother, read).is(202);
            Map<String, Object> signature = world.signature(world.code(scene, 1), read);
            scenes.add(scene);
            World.aged(scene, AgeBand.FROM_14_TO_17, 2);
            signing.add(CompletableFuture.supplyAsync(() -> world.sign(scene, mother, signature)));
        }
        int signed = 0;
        for (int i = 0; i < scenes.size(); i++) {
            SampleEvents scene = scenes.get(i);
            int status = signing.get(i).join().status();
            World.hears(scene, ConsentAskedAnew.class);
            assertThat(status).isIn(200, 403);
            signed += status == 200 ? 1 : 0;
            assertThat(World.heard(scene, ConsentSigned.class)).hasSize(status == 200 ? 1 : 0);
            assertThat(World.heard(scene, ConsentSuspended.class)).hasSize(status == 200 ? 1 : 0);
            assertThat(world.inForce(scene, World.patient(scene))).isFalse();
            assertThat(known(scene).question().orElseThrow().signer()).isEqualTo(Signer.PATIENT);
        }
        assertThat(scenes.stream()
                        .mapToInt(scene ->
                                World.heard(scene, ConsentAskedAnew.class).size())
                        .sum())
                .isEqualTo(12);
        assertThat(signed).isBetween(0, 12);
    }

    @Test
    void c5_a_birthday_that_is_told_before_the_question_has_the_patient_asked() {
        SampleEvents scene = world.scene();
        World.aged(scene, AgeBand.FROM_14_TO_17, 2);
        world.awaitAge(scene, AgeBand.FROM_14_TO_17);

        world.prechecked(scene, "GUARDIAN", "CONSENT");

        assertThat(World.hears(scene, ConsentAskedAnew.class).getConsent().getSigner())
                .isEqualTo("PATIENT");
        assertThat(world.signed(scene, World.patient(scene)).status()).isEqualTo(200);
    }

    @Test
    void h2_another_hospital_cannot_tell_the_age_of_this_ones_patient() {
        SampleEvents scene = world.asked("GUARDIAN", "CONSENT");
        String mother = World.family(scene, "MOTHER");
        world.signed(scene, mother);

        World.aged(scene, World.OTHER_HOSPITAL, AgeBand.FROM_14_TO_17, 2);
        SampleEvents after = world.asked("GUARDIAN", "CONSENT");
        world.signed(after, World.family(after, "MOTHER"));
        World.aged(after, AgeBand.ADULT, 2);
        World.hears(after, ConsentSuspended.class);

        assertThat(world.inForce(scene, mother)).isTrue();
        assertThat(World.heard(scene)).hasSize(3);
    }

    // ---- a form with another meaning

    @Test
    void c7_a_form_with_another_meaning_suspends_until_it_is_signed_and_another_wording_does_not() {
        String hospital = "anew-m";
        activated(hospital, 1, form("zh", "first", false));
        SampleEvents signing = signedBy(hospital);
        SampleEvents waiting = signedBy(hospital);
        SampleEvents elsewhere = signedBy("anew-n");
        activated(hospital, 2, form("zh", "first, better said", false));
        SampleEvents underTheSecond = signedBy(hospital);
        assertThat(world.inForce(signing, World.patient(signing))).isTrue();
        assertThat(World.heard(signing, ConsentAskedAnew.class)).isEmpty();

        activated(hospital, 3, form("zh", "another purpose", true));

        for (SampleEvents scene : List.of(signing, waiting, underTheSecond)) {
            assertThat(World.hears(scene, ConsentSuspended.class).getReason()).isEqualTo("FORM_CHANGED");
            assertThat(world.inForce(scene, World.patient(scene))).isFalse();
        }
        assertThat(world.read(signing, World.patient(signing))
                        .json()
                        .path("anew")
                        .path("documents")
                        .path(0)
                        .path("version")
                        .asInt())
                .isEqualTo(3);
        assertThat(world.signedAnew(signing, World.patient(signing), 2).status())
                .isEqualTo(200);
        assertThat(World.hears(signing, ConsentRenewed.class)
                        .getConsent()
                        .getDocuments()
                        .getFirst()
                        .getVersion())
                .isEqualTo(3);
        assertThat(world.inForce(signing, World.patient(signing))).isTrue();
        assertThat(world.refuse(waiting, World.patient(waiting)).text("state")).isEqualTo("WITHDRAWN");

        try (ConfigurableApplicationContext _ = another("--carecontact.clock.offset=PT6M")) {
            Eventually.holds(() -> left(hospital) == 0);
        }
        try (ConfigurableApplicationContext _ = another("--carecontact.clock.offset=P31D")) {
            World.hears(underTheSecond, ConsentExpired.class);
        }
        assertThat(World.heard(signing, ConsentAskedAnew.class)).hasSize(1);
        assertThat(World.heard(elsewhere)).hasSize(3);
    }

    @Test
    void c7_a_signature_that_was_on_its_way_while_the_form_changed_is_found_and_so_is_what_a_crash_left() {
        String hospital = "anew-r";
        activated(hospital, 1, form("zh", "first", false));
        SampleEvents early = signedBy(hospital);
        SampleEvents late = world.asked(world.scene(hospital), "PATIENT", "CONSENT");
        ShownDocument first = known(early).restsOn().getFirst();
        activated(hospital, 2, form("zh", "another purpose", true));
        World.hears(early, ConsentSuspended.class);

        world.signedLate(late, first);
        assertThat(world.inForce(late, World.patient(late))).isTrue();

        try (ConfigurableApplicationContext _ = another("--carecontact.clock.offset=PT2M")) {
            World.hears(late, ConsentSuspended.class);
        }
        assertThat(world.inForce(late, World.patient(late))).isFalse();
        assertThat(World.heard(early, ConsentAskedAnew.class)).hasSize(1);
        assertThat(left(hospital)).isEqualTo(1);
    }

    // ---- what was shown

    @Test
    void c4_what_was_shown_to_whom_and_when_can_be_read_also_when_it_was_never_signed() {
        SampleEvents scene = world.asked("GUARDIAN", "CONSENT");
        SampleEvents unsigned = world.asked();
        String mother = World.family(scene, "MOTHER");
        double before;
        try (ConfigurableApplicationContext once = another("--carecontact.clear-after=5m")) {
            World seen = new World(once);
            seen.read(unsigned, World.patient(unsigned)).is(200);
            seen.read(unsigned, World.patient(unsigned)).is(200);
            seen.read(unsigned, World.staff(World.HOSPITAL)).is(200);
            before = seen.documentWrites();
            seen.signed(scene, mother).is(200);
            assertThat(seen.documentWrites() - before).isEqualTo(2); // the code and the signature
        }
        String staff = World.staff(World.HOSPITAL);

        JsonNode signed = viewings(scene, staff);
        JsonNode never = viewings(unsigned, staff);

        assertThat(signed.size()).isEqualTo(1);
        assertThat(signed.path(0).path("to").asString()).isEqualTo("GUARDIAN");
        assertThat(signed.path(0).path("relation").asString()).isEqualTo("MOTHER");
        assertThat(signed.path(0).path("documents").path(0).path("form").asString())
                .isEqualTo("default-consent");
        assertThat(signed.path(0).path("signedAt").isMissingNode()).isFalse();
        assertThat(never.size()).isEqualTo(1);
        assertThat(never.path(0).path("to").asString()).isEqualTo("PATIENT");
        assertThat(never.path(0).path("signedAt").isMissingNode()).isTrue();
        assertThat(Duration.parse(never.path(0).path("ago").asString())).isPositive();
        isProblem(world.get("/consents/" + scene.request() + "/viewings", mother), 403, "wrong-role");
        isProblem(world.get("/consents/" + scene.request() + "/viewings", World.staff("anew-q")), 404, "not-found");
    }

    private JsonNode viewings(SampleEvents scene, String token) {
        return world.get("/consents/" + scene.request() + "/viewings", token)
                .is(200)
                .json()
                .path("viewings");
    }

    // ---- what a hospital sees before

    @Test
    void c4_a_hospital_sees_before_it_activates_what_a_signer_would_see_and_what_changes() {
        String hospital = "anew-o";
        String staff = World.staff(hospital);
        world.post("/forms", staff, form("zh", "first", true)).is(201);
        JsonNode first =
                world.get("/forms/consent/versions/1/preview", staff).is(200).json();
        assertThat(first.path("against").path("form").asString()).isEqualTo("default-consent");
        assertThat(first.path("changesMeaning").asBoolean()).isTrue();
        world.post("/forms/consent/versions/1/activation", World.staff(hospital, "S0002"), Map.of())
                .is(200);
        Map<String, Object> changed = form("zh", "second", false);
        List<Map<String, String>> sections = new ArrayList<>(FormDecider.OF_A_CONSENT.stream()
                .map(id -> Map.of("id", id, "text", "text of " + id))
                .toList());
        sections.set(2, Map.of("id", "risks", "text", "other text of risks"));
        sections.add(Map.of("id", "pets", "text", "no pets"));
        changed.put("sections", sections);
        world.post("/forms", staff, changed).is(201);

        JsonNode preview =
                world.get("/forms/consent/versions/2/preview", staff).is(200).json();

        assertThat(preview.path("title").asString()).isEqualTo("second");
        assertThat(preview.path("against").path("version").asInt()).isEqualTo(1);
        assertThat(changes(preview))
                .containsExactly(
                        "information-use SAME",
                        "supervision SAME",
                        "risks CHANGED",
                        "boundary SAME",
                        "right-to-cancel SAME",
                        "health-data SAME",
                        "pets ADDED");
        assertThat(preview.path("changes").path(2).path("text").toString())
                .isEqualTo("[{\"kind\":\"ADDED\",\"text\":\"other \"},{\"kind\":\"SAME\",\"text\":\"text of risks\"}]");
        JsonNode back = world.get("/forms/consent/versions/1/preview?against=2", staff)
                .is(200)
                .json();
        assertThat(changes(back)).contains("risks CHANGED", "pets REMOVED");
        isProblem(world.get("/forms/consent/versions/9/preview", staff), 404, "not-found");
        isProblem(world.get("/forms/consent/versions/2/preview?against=9", staff), 404, "not-found");
        isProblem(world.get("/forms/consent/versions/2/preview", World.staff("anew-p")), 404, "not-found");
    }

    private static List<String> changes(JsonNode preview) {
        return preview.path("changes")
                .valueStream()
                .map(change -> change.path("section").asString() + " "
                        + change.path("change").asString())
                .toList();
    }

    // ----

    private long left(String hospital) {
        return world.mongo("forms", hospital + ":consent")
                .getEmbedded(List.of("state", "asking"), List.of())
                .size();
    }

    private Consent.Known known(SampleEvents scene) {
        return (Consent.Known) world.stored(scene).map(Stored::state).orElseThrow();
    }

    private SampleEvents signedBy(String hospital) {
        SampleEvents scene = world.asked(world.scene(hospital), "PATIENT", "CONSENT");
        world.signed(scene, World.patient(scene)).is(200);
        return scene;
    }

    private void activated(String hospital, int version, Map<String, Object> form) {
        world.post("/forms", World.staff(hospital), form).is(201);
        world.post("/forms/consent/versions/" + version + "/activation", World.staff(hospital, "S0002"), Map.of())
                .is(200);
    }

    private static Map<String, Object> form(String language, String title, boolean changesMeaning) {
        return new HashMap<>(Map.of(
                "kind",
                "CONSENT",
                "language",
                language,
                "title",
                title,
                "changesMeaning",
                changesMeaning,
                "sections",
                FormDecider.OF_A_CONSENT.stream()
                        .map(id -> Map.of("id", id, "text", "text of " + id))
                        .toList()));
    }

    private static String sha(Answer signed) {
        return org.carecontact.kernel.keys.Digest.hex(compact(signed));
    }

    private static String compact(Answer signed) {
        String payload = signed.json().path("receipt").path("payload").asString();
        String jws = signed.json().path("receipt").path("jws").asString();
        return jws.replace("..", "." + payload + ".");
    }

    private static String payload(Answer signed) {
        return new String(
                Base64.getUrlDecoder()
                        .decode(signed.json().path("receipt").path("payload").asString()),
                StandardCharsets.UTF_8);
    }
}
