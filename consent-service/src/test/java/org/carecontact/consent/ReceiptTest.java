package org.carecontact.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.carecontact.consent.domain.DocumentKind;
import org.carecontact.consent.domain.Matter;
import org.carecontact.consent.domain.Receipt;
import org.carecontact.consent.domain.ShownDocument;
import org.carecontact.consent.domain.Signer;
import org.carecontact.consent.domain.Viewing;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptTest {

    private static final String PKCS8 = ServiceTest.newKey();
    private static final ReceiptKeys KEYS = ReceiptKeys.of(PKCS8, List.of());
    private static final Matter MATTER = new Matter(
            "meiyan",
            "aaaaaaaaaaaaaaaaaaaaaaaaaa",
            "aaaaaaaaaaaaaaaaaaaaaaaaaa-2",
            2,
            "P000123",
            "D0007",
            Signer.GUARDIAN,
            List.of(DocumentKind.CONSENT, DocumentKind.SERVICE_AGREEMENT));
    private static final Viewing VIEWING = new Viewing(
            List.of(
                    new ShownDocument(DocumentKind.CONSENT, "consent", 3, "zh", "ab".repeat(32)),
                    new ShownDocument(
                            DocumentKind.SERVICE_AGREEMENT, "default-service-agreement", 1, "zh", "cd".repeat(32))),
            Instant.parse("2026-11-23T08:00:00.120Z"),
            true);
    private static final String PAYLOAD = Receipts.payload(
            MATTER,
            VIEWING,
            Instant.parse("2026-11-23T08:04:00Z"),
            Instant.parse("2027-11-23T08:04:00Z"),
            List.of("risks", "service-fees"));

    @Test
    void a_receipt_says_exactly_this_and_names_neither_patient_nor_doctor() {
        assertThat(PAYLOAD)
                .isEqualTo("{\"confirmations\":[\"risks\",\"service-fees\"],\"documents\":[{\"form\":\"consent\","
                        + "\"kind\":\"CONSENT\",\"language\":\"zh\",\"sha256\":\"" + "ab".repeat(32)
                        + "\",\"version\":3},{\"form\":\"default-service-agreement\",\"kind\":\"SERVICE_AGREEMENT\","
                        + "\"language\":\"zh\",\"sha256\":\"" + "cd".repeat(32)
                        + "\",\"version\":1}],\"hospital\":\"meiyan\",\"pair\":\"aaaaaaaaaaaaaaaaaaaaaaaaaa\","
                        + "\"request\":\"aaaaaaaaaaaaaaaaaaaaaaaaaa-2\",\"separateConsent\":true,"
                        + "\"shownAt\":\"2026-11-23T08:00:00.120Z\",\"signedAt\":\"2026-11-23T08:04:00Z\","
                        + "\"signer\":\"GUARDIAN\",\"type\":\"https://carecontact.org/receipts/consent/1\","
                        + "\"validUntil\":\"2027-11-23T08:04:00Z\"}");
    }

    @Test
    void any_jose_library_can_verify_a_receipt() throws Exception {
        Receipt receipt = KEYS.sign(PAYLOAD);

        JWSObject jws = JWSObject.parse(receipt.jws(), new Payload(Base64URL.encode(receipt.payload())));

        assertThat(jws.verify(new ECDSAVerifier(key(KEYS)))).isTrue();
        assertThat(jws.getHeader().getKeyID()).isEqualTo(key(KEYS).getKeyID());
    }

    @Test
    void the_plain_jdk_can_verify_a_receipt() throws Exception {
        Receipt receipt = KEYS.sign(PAYLOAD);
        String[] parts = receipt.jws().split("\\.", -1);

        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(key(KEYS).toECPublicKey());
        signature.update((parts[0] + "." + Receipts.payloadPart(receipt)).getBytes(StandardCharsets.US_ASCII));

        assertThat(signature.verify(new Base64URL(parts[2]).decode())).isTrue();
    }

    @Test
    void the_documented_openssl_recipe_verifies_a_receipt(@TempDir Path folder) throws Exception {
        Path script = Path.of("verify-receipt.sh");
        Assumptions.assumeTrue(
                Files.exists(Path.of("/usr/bin/openssl")) && Files.exists(Path.of("/bin/bash")), "needs openssl");
        Receipt receipt = KEYS.sign(PAYLOAD);
        ECKey key = key(KEYS);

        assertThat(run(script, key, Receipts.payloadPart(receipt), receipt.jws(), folder))
                .isZero();
        assertThat(run(script, key, Base64URL.encode("{}").toString(), receipt.jws(), folder))
                .isNotZero();
    }

    private static int run(Path script, ECKey key, String payload, String jws, Path folder) throws Exception {
        Process process = new ProcessBuilder(
                        "/bin/bash",
                        script.toAbsolutePath().toString(),
                        payload,
                        jws,
                        key.getX().toString(),
                        key.getY().toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void every_changed_byte_of_the_payload_is_rejected() {
        Receipt receipt = KEYS.sign(PAYLOAD);
        ReceiptVerifier verifier = new ReceiptVerifier(KEYS.published());
        byte[] payload = receipt.payload().getBytes(StandardCharsets.UTF_8);
        assertThat(verifier.isGenuine(Receipts.payloadPart(receipt), receipt.jws()))
                .isTrue();

        for (int i = 0; i < payload.length; i++) {
            for (int bit = 1; bit < 256; bit <<= 1) {
                byte[] changed = payload.clone();
                changed[i] ^= (byte) bit;
                assertThat(verifier.isGenuine(Base64URL.encode(changed).toString(), receipt.jws()))
                        .as("byte %d, bit %d", i, bit)
                        .isFalse();
            }
        }
    }

    @Test
    void every_changed_character_of_the_texts_is_rejected() {
        Receipt receipt = KEYS.sign(PAYLOAD);
        ReceiptVerifier verifier = new ReceiptVerifier(KEYS.published());
        String payload = Receipts.payloadPart(receipt);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= \n";

        for (char c : alphabet.toCharArray()) {
            for (int i = 0; i < payload.length(); i++) {
                String changed = payload.substring(0, i) + c + payload.substring(i + 1);
                assertThat(verifier.isGenuine(changed, receipt.jws())).isEqualTo(changed.equals(payload));
            }
            for (int i = 0; i < receipt.jws().length(); i++) {
                String changed =
                        receipt.jws().substring(0, i) + c + receipt.jws().substring(i + 1);
                assertThat(verifier.isGenuine(payload, changed)).isEqualTo(changed.equals(receipt.jws()));
            }
            assertThat(verifier.isGenuine(payload + c, receipt.jws())).isFalse();
            assertThat(verifier.isGenuine(payload, receipt.jws() + c)).isFalse();
        }
    }

    @Test
    void the_other_signature_that_ecdsa_would_accept_is_rejected() throws Exception {
        Receipt receipt = KEYS.sign(PAYLOAD);
        String[] parts = receipt.jws().split("\\.", -1);
        byte[] signature = new Base64URL(parts[2]).decode();
        BigInteger other = Curve.P_256
                .toECParameterSpec()
                .getOrder()
                .subtract(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)));
        byte[] s = other.toByteArray();
        byte[] twin = Arrays.copyOf(signature, 64);
        System.arraycopy(s, Math.max(0, s.length - 32), twin, 64 - Math.min(32, s.length), Math.min(32, s.length));
        String jws = parts[0] + ".." + Base64URL.encode(twin);

        assertThat(JWSObject.parse(jws, new Payload(Base64URL.encode(receipt.payload())))
                        .verify(new ECDSAVerifier(key(KEYS))))
                .isTrue();
        assertThat(new ReceiptVerifier(KEYS.published()).isGenuine(Receipts.payloadPart(receipt), jws))
                .isFalse();
    }

    @Test
    void every_signature_is_in_its_low_form_and_verifies() {
        ReceiptVerifier verifier = new ReceiptVerifier(KEYS.published());

        for (int i = 0; i < 300; i++) {
            Receipt receipt = KEYS.sign("{\"n\":" + i + "}");
            assertThat(verifier.isGenuine(Receipts.payloadPart(receipt), receipt.jws()))
                    .isTrue();
        }
    }

    @Test
    void a_receipt_of_another_installation_is_rejected() {
        Receipt receipt = ReceiptKeys.of(ServiceTest.newKey(), List.of()).sign(PAYLOAD);

        assertThat(new ReceiptVerifier(KEYS.published()).isGenuine(Receipts.payloadPart(receipt), receipt.jws()))
                .isFalse();
    }

    @Test
    void receipts_of_a_former_key_stay_verifiable() {
        Receipt old = KEYS.sign(PAYLOAD);
        ReceiptKeys rotated =
                ReceiptKeys.of(ServiceTest.newKey(), List.of(key(KEYS).toJSONString()));

        assertThat(new ReceiptVerifier(rotated.published()).isGenuine(Receipts.payloadPart(old), old.jws()))
                .isTrue();
    }

    @Test
    void nothing_secret_is_published() {
        assertThat(KEYS.published().toString(false)).doesNotContain("\"d\"");
    }

    @Test
    void a_key_can_be_a_jwk_or_pkcs8_and_both_have_the_same_public_key() throws Exception {
        for (int i = 0; i < 20; i++) {
            ECKey key = new ECKeyGenerator(Curve.P_256).generate();
            String pkcs8 =
                    Base64.getEncoder().encodeToString(key.toECPrivateKey().getEncoded());

            ECKey ofJwk = key(ReceiptKeys.of(key.toJSONString(), List.of()));
            ECKey ofPkcs8 = key(ReceiptKeys.of(pkcs8, List.of()));

            assertThat(ofPkcs8).isEqualTo(ofJwk);
            assertThat(ofPkcs8.getX()).isEqualTo(key.getX());
            assertThat(ofPkcs8.getY()).isEqualTo(key.getY());
        }
    }

    @Test
    void without_a_usable_key_there_is_no_service_and_the_key_is_not_quoted() throws Exception {
        String publicOnly =
                new ECKeyGenerator(Curve.P_256).generate().toPublicJWK().toJSONString();
        String otherCurve = new ECKeyGenerator(Curve.P_384).generate().toJSONString();
        for (String bad :
                Arrays.asList(null, " ", "not base64!", "AAAA", publicOnly, otherCurve, "{\"d\":\"secret\"}")) {
            assertThatThrownBy(() -> ReceiptKeys.of(bad, List.of()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("carecontact.receipts.key")
                    .hasMessageNotContaining("secret")
                    .hasNoCause();
        }
    }

    private static ECKey key(ReceiptKeys keys) {
        return keys.published().getKeys().getFirst().toECKey();
    }
}
