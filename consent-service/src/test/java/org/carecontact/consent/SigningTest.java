package org.carecontact.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.carecontact.consent.codes.domain.SigningCode;
import org.carecontact.consent.consents.domain.Consent.Asked;
import org.carecontact.consent.receipts.OpensslRecipe;
import org.carecontact.events.ConsentAsked;
import org.carecontact.events.ConsentRefused;
import org.carecontact.events.ConsentSigned;
import org.carecontact.events.ConsentState;
import org.carecontact.events.ConsentWithdrawn;
import org.carecontact.events.SigningCodeIssued;
import org.carecontact.kernel.store.Stored;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.SampleEvents;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class SigningTest extends ServiceTest {

    private static final String[] SECTIONS = {
        "information-use", "supervision", "risks", "boundary", "right-to-cancel", "health-data"
    };

    @Test
    void the_patient_reads_gets_a_code_signs_and_keeps_a_receipt() throws Exception {
        SampleEvents scene = world.asked();
        String patient = World.patient(scene);

        Answer read = world.read(scene, patient);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text("state")).isEqualTo("ASKED");
        assertThat(read.text("signer")).isEqualTo("PATIENT");
        assertThat(confirmations(read)).containsExactly(SECTIONS);
        JsonNode document = read.json().path("documents").path(0);
        assertThat(document.path("form").asString()).isEqualTo("default-consent");
        assertThat(document.path("language").asString()).isEqualTo("zh");
        assertThat(document.path("version").asInt()).isEqualTo(1);

        Answer sent = world.askForCode(scene, patient, read);
        assertThat(sent.status()).isEqualTo(202);
        assertThat(Instant.parse(sent.text("expiresAt")))
                .isCloseTo(Instant.now().plus(10, ChronoUnit.MINUTES), within(20, ChronoUnit.SECONDS));

        Answer signed = world.sign(scene, patient, world.signature(world.code(scene, 1), read));
        assertThat(signed.status()).isEqualTo(200);
        assertThat(signed.text("state")).isEqualTo("SIGNED");

        ConsentAsked asked = World.hears(scene, ConsentAsked.class);
        ConsentSigned event = World.hears(scene, ConsentSigned.class);
        assertThat(World.heard(scene)).extracting(Topic.Event::sequence).containsExactly(1L, 2L, 3L);
        assertThat(World.heard(scene))
                .extracting(Topic.Event::key)
                .containsOnly(scene.pair().toString());
        assertThat(asked.getConsent().getState()).isEqualTo(ConsentState.ASKED);
        assertThat(event.getConsent().getState()).isEqualTo(ConsentState.SIGNED);
        assertThat(event.getConsent().getPatient()).isEqualTo(scene.patient().value());
        assertThat(event.getConsent().getDocuments()).singleElement().satisfies(shown -> {
            assertThat(shown.getForm()).isEqualTo("default-consent");
            assertThat(shown.getSha256()).isEqualTo(document.path("sha256").asString());
        });
        assertThat(Duration.between(
                        event.getConsent().getSignedAt(), event.getConsent().getValidUntil()))
                .isEqualTo(Duration.ofDays(365));
        assertThat(event.getConsent().getShownAt()).isBefore(event.getConsent().getSignedAt());

        JsonNode receipt = signed.json().path("receipt");
        Answer kept = world.get("/consents/" + scene.request() + "/receipt", patient);
        assertThat(kept.json()).isEqualTo(receipt);
        JWKSet keys = JWKSet.parse(world.get("/receipt-keys", "").body());
        JWSObject proof = JWSObject.parse(
                receipt.path("jws").asString(),
                new Payload(new Base64URL(receipt.path("payload").asString())));
        assertThat(proof.verify(new ECDSAVerifier(
                        keys.getKeyByKeyId(proof.getHeader().getKeyID()).toECKey())))
                .isTrue();
        assertThat(world.inForce(scene, World.doctor(scene))).isTrue();
    }

    @Test
    void c6_a_receipt_over_http_is_verified_by_openssl_alone_with_the_keys_over_http(@TempDir Path folder)
            throws Exception {
        SampleEvents scene = world.asked();
        String patient = World.patient(scene);
        world.signed(scene, patient).is(200);
        String receipt =
                world.get("/consents/" + scene.request() + "/receipt", patient).body();

        OpensslRecipe openssl =
                OpensslRecipe.in(folder, world.get("/receipt-keys", "").body());

        assertThat(openssl.run(receipt)).as(openssl.said()).isZero();
        assertThat(openssl.said()).contains("genuine: ES256 and SM2-with-SM3");
        assertThat(openssl.run(receipt.replace("\"sm2\":{", "\"sm2\":{ "))).isNotZero();
    }

    @Test
    void c6_whoever_reads_the_receipt_gets_it_as_a_page_and_nobody_draws_pages_without_end() {
        SampleEvents scene = world.asked();
        String patient = World.patient(scene);
        world.signed(scene, patient).is(200);
        String path = "/consents/" + scene.request() + "/receipt.pdf";

        for (String reader : List.of(patient, World.family(scene, "MOTHER"), World.staff(scene.hospital()))) {
            Answer page = world.get(path, reader, "Accept", "application/pdf").is(200);
            assertThat(page.headers().firstValue("Content-Type")).hasValue("application/pdf");
            assertThat(page.headers().firstValue("Content-Disposition"))
                    .hasValue("inline; filename=\"receipt-" + scene.request() + ".pdf\"");
            assertThat(page.body()).startsWith("%PDF-1.");
        }
        world.withdraw(scene, patient).is(200);
        world.get(path, patient).is(200);
        Answer refused = Stream.generate(() -> world.get(path, patient))
                .limit(60) // one call more comes back every 12 seconds
                .filter(answer -> answer.status() != 200)
                .findFirst()
                .orElseThrow();
        isProblem(refused, 429, "too-many-requests");
        world.get("/consents/" + scene.request() + "/receipt", patient).is(200);
    }

    @Test
    void neither_code_nor_patient_gets_into_the_log(CapturedOutput output) {
        World.Reader given = world.reader();
        String code = world.code(given.scene(), 1);
        String wrong = code.equals("111111") ? "222222" : "111111";

        assertThat(world.sign(given.scene(), given.patient(), world.signature(wrong, given.read()))
                        .status())
                .isEqualTo(422);
        assertThat(world.sign(given.scene(), given.patient(), world.signature(code, given.read()))
                        .status())
                .isEqualTo(200);
        assertThat(world.get("/consents/" + given.scene().request() + "/nothing", given.patient())
                        .status())
                .isEqualTo(404);

        assertThat(output.getAll())
                .doesNotContain(code, wrong, given.scene().patient().value());
    }

    @Test
    void two_signatures_at_once_let_exactly_one_win() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < 5; round++) {
                SampleEvents scene = world.asked();
                String patient = World.patient(scene);
                Answer read = world.read(scene, patient);
                world.askForCode(scene, patient, read);
                Map<String, Object> signature = world.signature(world.code(scene, 1), read);
                CyclicBarrier together = new CyclicBarrier(8);
                Callable<Answer> signing = () -> {
                    together.await();
                    return world.sign(scene, patient, signature);
                };

                List<Answer> answers = threads.invokeAll(Collections.nCopies(8, signing)).stream()
                        .map(SigningTest::done)
                        .toList();

                assertThat(answers).extracting(Answer::status).containsOnlyOnce(200);
                assertThat(answers.stream().filter(answer -> answer.status() != 200))
                        .hasSize(7)
                        .allSatisfy(answer -> isProblem(answer, 409, "already-signed"));
                world.withdraw(scene, patient);
                World.hears(scene, ConsentWithdrawn.class); // all that came before it is on the topic
                assertThat(World.heard(scene, ConsentSigned.class)).hasSize(1);
            }
        }
    }

    @Test
    void a_signature_and_a_refusal_at_once_leave_one_of_them() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 5; round++) {
                SampleEvents scene = world.asked();
                String patient = World.patient(scene);
                Answer read = world.read(scene, patient);
                world.askForCode(scene, patient, read);
                Map<String, Object> signature = world.signature(world.code(scene, 1), read);
                CyclicBarrier together = new CyclicBarrier(2);

                Future<Answer> signed = threads.submit(() -> {
                    together.await();
                    return world.sign(scene, patient, signature);
                });
                Future<Answer> refused = threads.submit(() -> {
                    together.await();
                    return world.refuse(scene, patient);
                });

                assertThat(List.of(signed.get().status(), refused.get().status()))
                        .containsExactlyInAnyOrder(200, 409);
                assertThat(world.inForce(scene, patient)).isEqualTo(signed.get().status() == 200);
            }
        }
    }

    @Test
    void a_repeated_signature_gets_the_first_answer_and_another_body_is_refused() {
        World.Reader given = world.reader();
        Map<String, Object> signature = world.signature(world.code(given.scene(), 1), given.read());
        String path = "/consents/" + given.scene().request() + "/signature";
        String key = UUID.randomUUID().toString();

        Answer first = world.post(path, given.patient(), key, signature);
        Answer again = world.post(path, given.patient(), key, signature);
        signature.put("code", "000000");
        Answer other = world.post(path, given.patient(), key, signature);

        assertThat(first.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        isProblem(other, 422, "idempotency-key-reused");
    }

    @Test
    void a_wrong_code_costs_one_attempt_however_often_it_is_repeated_and_five_exhaust_it() {
        World.Reader given = world.reader();
        String right = world.code(given.scene(), 1);
        Map<String, Object> wrong = world.signature(otherThan(right), given.read());
        String path = "/consents/" + given.scene().request() + "/signature";

        Answer first =
                world.post(path, given.patient(), "key-of-" + given.scene().request(), wrong);
        Answer repeated =
                world.post(path, given.patient(), "key-of-" + given.scene().request(), wrong);
        isProblem(first, 422, "wrong-code");
        assertThat(first.text("detail")).isEqualTo("Attempts left: 4.");
        assertThat(first.text("field")).isEqualTo("code");
        assertThat(first.header("Content-Type")).isEqualTo("application/problem+json");
        isProblem(repeated, 422, "wrong-code");
        assertThat(repeated.body()).isEqualTo(first.body());

        for (int left = 3; left >= 0; left--) {
            assertThat(world.sign(given.scene(), given.patient(), wrong).text("detail"))
                    .isEqualTo("Attempts left: " + left + ".");
        }
        isProblem(
                world.sign(given.scene(), given.patient(), world.signature(right, given.read())),
                409,
                "code-exhausted");

        world.askForCode(given.scene(), given.patient(), given.read());
        assertThat(world.sign(
                                given.scene(),
                                given.patient(),
                                world.signature(world.code(given.scene(), 2), given.read()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void guesses_at_once_share_the_five_attempts() throws Exception {
        World.Reader given = world.reader();
        Map<String, Object> wrong = world.signature(otherThan(world.code(given.scene(), 1)), given.read());
        Callable<Answer> guess = () -> world.sign(given.scene(), given.patient(), wrong);

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Answer> answers = threads.invokeAll(Collections.nCopies(24, guess)).stream()
                    .map(SigningTest::done)
                    .toList();

            assertThat(answers.stream().filter(answer -> answer.status() == 422))
                    .hasSize(5);
            assertThat(answers.stream().filter(answer -> answer.text("type").endsWith("/code-exhausted")))
                    .hasSize(19);
        }
    }

    @Test
    void a_code_is_of_its_request_and_only_the_newest_counts() {
        SampleEvents scene = world.asked();
        String patient = World.patient(scene);
        Answer read = world.read(scene, patient);
        isProblem(world.sign(scene, patient, world.signature("123456", read)), 409, "no-code");

        SampleEvents other = world.asked();
        world.askForCode(other, World.patient(other), world.read(other, World.patient(other)));
        world.askForCode(scene, patient, read);
        world.askForCode(scene, patient, read);
        String newest = world.code(scene, 2);
        String older = world.code(scene, 1);
        String others = world.code(other, 1);

        if (!older.equals(newest)) {
            isProblem(world.sign(scene, patient, world.signature(older, read)), 422, "wrong-code");
        }
        if (!others.equals(newest)) {
            isProblem(world.sign(scene, patient, world.signature(others, read)), 422, "wrong-code");
        }
        assertThat(world.sign(scene, patient, world.signature(newest, read)).status())
                .isEqualTo(200);
        isProblem(world.sign(scene, patient, world.signature(newest, read)), 409, "already-signed");
    }

    @Test
    void the_sixth_code_within_an_hour_is_locked_out_with_a_time_to_come_again() {
        SampleEvents scene = world.asked();
        String patient = World.patient(scene);
        Answer read = world.read(scene, patient);
        for (int i = 1; i <= 5; i++) {
            assertThat(world.askForCode(scene, patient, read).status()).isEqualTo(202);
        }

        Answer locked = world.askForCode(scene, patient, read);

        isProblem(locked, 429, "too-many-codes");
        Instant again = DateTimeFormatter.RFC_1123_DATE_TIME.parse(locked.header("Retry-After"), Instant::from);
        assertThat(again).isCloseTo(Instant.now().plus(1, ChronoUnit.HOURS), within(60, ChronoUnit.SECONDS));
        assertThat(world.sign(scene, patient, world.signature(world.code(scene, 5), read))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void codes_for_many_requests_of_one_person_are_limited_too() {
        SampleEvents first = world.asked();
        SampleEvents second = world.asked(first.next(), "PATIENT", "CONSENT");
        SampleEvents third = world.asked(second.next(), "PATIENT", "CONSENT");
        String patient = World.patient(first);
        for (SampleEvents scene : List.of(first, second)) {
            Answer read = world.read(scene, patient);
            for (int i = 0; i < 5; i++) {
                world.askForCode(scene, patient, read).is(202);
            }
        }

        Answer limited = world.askForCode(third, patient, world.read(third, patient));

        isProblem(limited, 429, "too-many-requests");
        assertThat(limited.header("Retry-After")).matches("[1-9][0-9]*");
        SampleEvents other = world.asked();
        world.askForCode(other, World.patient(other), world.read(other, World.patient(other)))
                .is(202);
    }

    @Test
    void the_code_is_readable_neither_on_kafka_nor_in_mongo() {
        World.Reader given = world.reader();
        String code = world.code(given.scene(), 1);

        assertThat(World.heard(given.scene(), SigningCodeIssued.class))
                .singleElement()
                .satisfies(issued -> {
                    byte[] sealed = new byte[issued.getSealedCode().remaining()];
                    issued.getSealedCode().duplicate().get(sealed);
                    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(code);
                    assertThat(issued.getExpiresAt()).isAfter(Instant.now());
                });
        Asked asked = (Asked) world.stored(given.scene()).orElseThrow().state();
        assertThat(asked.code()).hasNoNullFieldsOrProperties();
        assertThat(String.valueOf(asked.code())).doesNotContain("\"" + code + "\"");
    }

    @Test
    void each_section_is_confirmed_and_what_is_missing_is_named() {
        World.Reader given = world.reader("CONSENT", "SERVICE_AGREEMENT");
        Map<String, Object> signature = world.signature(world.code(given.scene(), 1), given.read());
        List<String> all = confirmations(given.read());
        signature.put(
                "confirmations",
                all.stream()
                        .filter(id -> !id.equals("risks") && !id.equals("service-fees"))
                        .toList());

        Answer incomplete = world.sign(given.scene(), given.patient(), signature);

        assertThat(all).contains(SECTIONS).contains("service-scope", "service-end");
        isProblem(incomplete, 422, "not-confirmed");
        assertThat(incomplete.text("detail")).isEqualTo("Missing: risks, service-fees.");
        signature.put("confirmations", all);
        assertThat(world.sign(given.scene(), given.patient(), signature).status())
                .isEqualTo(200);
        assertThat(World.hears(given.scene(), ConsentSigned.class).getConsent().getDocuments())
                .extracting(org.carecontact.events.ShownDocument::getKind)
                .containsExactly("CONSENT", "SERVICE_AGREEMENT");
    }

    @Test
    void the_separate_consent_must_be_literally_true() {
        World.Reader given = world.reader();
        Map<String, Object> signature = world.signature(world.code(given.scene(), 1), given.read());

        for (Object notTrue : List.of(false, "true", 1, List.of(true))) {
            signature.put("separateConsent", notTrue);
            isProblem(world.sign(given.scene(), given.patient(), signature), 422, "no-separate-consent");
        }
        signature.remove("separateConsent");
        isProblem(world.sign(given.scene(), given.patient(), signature), 422, "no-separate-consent");
    }

    @Test
    void what_is_missing_or_malformed_is_named() {
        World.Reader given = world.reader();
        Map<String, Object> whole = world.signature(world.code(given.scene(), 1), given.read());

        for (String field : List.of("code", "viewing", "confirmations")) {
            Map<String, Object> part = new HashMap<>(whole);
            part.remove(field);
            Answer answer = world.sign(given.scene(), given.patient(), part);
            isProblem(
                    answer,
                    422,
                    Map.of(
                                    "code",
                                    "code-malformed",
                                    "viewing",
                                    "viewing-missing",
                                    "confirmations",
                                    "confirmations-malformed")
                            .getOrDefault(field, ""));
            assertThat(answer.text("field")).isEqualTo(field);
            assertThat(answer.text("remedy")).isNotEmpty();
        }
        for (String code : List.of("", "12345", "1234567", "12345a", "\u0661\u0662\u0663\u0664\u0665\u0666")) {
            Map<String, Object> malformed = new HashMap<>(whole);
            malformed.put("code", code);
            isProblem(world.sign(given.scene(), given.patient(), malformed), 422, "code-malformed");
        }
        isProblem(
                world.post("/consents/" + given.scene().request() + "/code", given.patient(), Map.of()),
                422,
                "viewing-missing");
        isProblem(
                world.post("/consents/" + given.scene().request() + "/signature", given.patient(), List.of()),
                400,
                "malformed-body");
        Asked stillUntouched =
                (Asked) world.stored(given.scene()).map(Stored::state).orElseThrow();
        assertThat(stillUntouched.code()).extracting(SigningCode::misses).isEqualTo(0);
    }

    @Test
    void a_viewing_that_was_not_given_out_for_this_is_refused() {
        SampleEvents scene = world.asked();
        SampleEvents other = world.asked();
        String patient = World.patient(scene);
        String others = world.read(other, World.patient(other)).text("viewing");

        for (String viewing : List.of("", "x", "e30.e30", others)) {
            Answer answer = world.post("/consents/" + scene.request() + "/code", patient, Map.of("viewing", viewing));
            isProblem(answer, 422, "viewing-unknown");
            assertThat(answer.text("field")).isEqualTo("viewing");
        }
    }

    @Test
    void the_language_is_the_readers() {
        SampleEvents scene = world.asked();
        String path = "/consents/" + scene.request();
        String patient = World.patient(scene);

        assertThat(language(world.get(path, patient, "Accept-Language", "en-GB, zh;q=0.5")))
                .isEqualTo("en");
        assertThat(language(world.get(path, patient, "Accept-Language", "fr, zh-CN;q=0.5")))
                .isEqualTo("zh");
        assertThat(language(world.get(path, patient, "Accept-Language", "fr"))).isEqualTo("zh");
        assertThat(language(world.get(path, patient, "Accept-Language", "not a ; language")))
                .isEqualTo("zh");
        assertThat(language(world.get(path, patient))).isEqualTo("zh");
    }

    @Test
    void the_consent_records_the_language_that_was_shown() {
        SampleEvents scene = world.asked();
        String patient = World.patient(scene);
        Answer read = world.get("/consents/" + scene.request(), patient, "Accept-Language", "en");
        world.askForCode(scene, patient, read);

        world.sign(scene, patient, world.signature(world.code(scene, 1), read));

        assertThat(World.hears(scene, ConsentSigned.class).getConsent().getDocuments())
                .singleElement()
                .satisfies(shown -> assertThat(shown.getLanguage()).isEqualTo("en"));
        assertThat(language(world.get("/consents/" + scene.request(), patient, "Accept-Language", "zh")))
                .as("what was signed is shown as it was signed")
                .isEqualTo("en");
    }

    @Test
    void a_code_asked_for_in_one_language_does_not_sign_another() {
        SampleEvents scene = world.asked();
        String patient = World.patient(scene);
        Answer chinese = world.read(scene, patient);
        Answer english = world.get("/consents/" + scene.request(), patient, "Accept-Language", "en");
        world.askForCode(scene, patient, chinese);

        isProblem(world.sign(scene, patient, world.signature(world.code(scene, 1), english)), 409, "forms-changed");
    }

    @Test
    void reading_writes_nothing() {
        SampleEvents scene = world.asked();
        long before = world.stored(scene).orElseThrow().version();

        world.read(scene, World.patient(scene));
        world.read(scene, World.staff(scene.hospital()));

        assertThat(world.stored(scene).orElseThrow().version()).isEqualTo(before);
    }

    @Test
    void a_refusal_ends_it() {
        SampleEvents scene = world.asked();
        String patient = World.patient(scene);

        Answer refused = world.refuse(scene, patient);

        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.text("state")).isEqualTo("REFUSED");
        assertThat(World.hears(scene, ConsentRefused.class).getConsent().getState())
                .isEqualTo(ConsentState.REFUSED);
        assertThat(world.refuse(scene, patient).status()).isEqualTo(200);
        isProblem(world.withdraw(scene, patient), 409, "consent-over");
        assertThat(world.read(scene, patient).json().path("viewing").isMissingNode())
                .isTrue();
    }

    @Test
    void a_withdrawal_is_one_call_without_a_code_and_in_force_at_once() {
        SampleEvents scene = world.asked();
        String patient = World.patient(scene);
        isProblem(world.withdraw(scene, patient), 409, "not-signed");
        JsonNode receipt = world.signed(scene, patient).json().path("receipt");
        assertThat(world.inForce(scene, patient)).isTrue();

        Answer withdrawn = world.withdraw(scene, patient);

        assertThat(withdrawn.status()).isEqualTo(200);
        assertThat(withdrawn.text("state")).isEqualTo("WITHDRAWN");
        assertThat(world.inForce(scene, patient)).isFalse();
        assertThat(world.inForce(scene, World.doctor(scene))).isFalse();
        assertThat(World.hears(scene, ConsentWithdrawn.class).getConsent()).satisfies(consent -> {
            assertThat(consent.getState()).isEqualTo(ConsentState.WITHDRAWN);
            assertThat(consent.getSignedAt()).isNotNull();
            assertThat(consent.getEndedAt()).isNotNull();
        });
        assertThat(world.withdraw(scene, patient).status()).isEqualTo(200);
        assertThat(World.heard(scene, ConsentWithdrawn.class)).hasSize(1);
        assertThat(world.get("/consents/" + scene.request() + "/receipt", patient)
                        .json())
                .as("the proof stays")
                .isEqualTo(receipt);
        Answer read = world.read(scene, patient);
        assertThat(read.text("state")).isEqualTo("WITHDRAWN");
        assertThat(read.json().path("documents").path(0).path("sections").size())
                .isEqualTo(SECTIONS.length);
        isProblem(world.sign(scene, patient, signatureLike(read)), 422, "viewing-unknown");
    }

    @Test
    void there_is_no_receipt_before_the_signature() {
        SampleEvents scene = world.asked();

        isProblem(world.get("/consents/" + scene.request() + "/receipt", World.patient(scene)), 409, "not-signed");
        isProblem(world.get("/consents/" + scene.request() + "/receipt.pdf", World.patient(scene)), 409, "not-signed");
    }

    @Test
    void a_granted_flow_costs_four_writes_and_three_records() {
        double before = settledWrites();

        SampleEvents scene = world.asked();
        world.signed(scene, World.patient(scene));
        World.hears(scene, ConsentSigned.class);

        assertThat(settledWrites() - before).isEqualTo(4);
        assertThat(World.heard(scene)).hasSize(3);
    }

    /** The server clears before the client has counted it: what nobody owes and does not change any more. */
    private double settledWrites() {
        await().atMost(Eventually.LIMIT).until(() -> world.outboxes() == 0);
        AtomicReference<Double> last = new AtomicReference<>(-1.0);
        await().pollInterval(Duration.ofMillis(300))
                .atMost(Eventually.LIMIT)
                .until(() -> world.documentWrites() == last.getAndSet(world.documentWrites()));
        return world.documentWrites();
    }

    private static Map<String, Object> signatureLike(Answer read) {
        return Map.of(
                "code", "123456", "viewing", "x.y", "confirmations", confirmations(read), "separateConsent", true);
    }

    private static String language(Answer read) {
        return read.json().path("documents").path(0).path("language").asString();
    }

    private static String otherThan(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    static void isProblem(Answer answer, int status, String type) {
        answer.isProblem(status, type);
    }

    private static Answer done(Future<Answer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> confirmations(Answer read) {
        return read.json()
                .path("confirmations")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }
}
