package org.carecontact.consent.receipts;

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
import java.nio.file.Path;
import java.security.Signature;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.carecontact.consent.receipts.ReceiptProperties.Controller;
import org.carecontact.consent.receipts.ReceiptView.Sm2View;
import org.carecontact.consent.receipts.domain.Receipt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ReceiptTest {

    private static final ReceiptKeys KEYS = SampleReceipts.keys(SampleReceipts.es256Key());
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final String PAYLOAD = ReceiptPayload.of(SampleReceipts.CONTENT, Controller.UNNAMED, false);

    private static final String OLD_KEY =
            "{\"kty\":\"EC\",\"use\":\"sig\",\"crv\":\"P-256\",\"kid\":\"2DlXxu6PnkkUy2SrL0UgOVCNZWuuvTP9Z5i-ufy"
                    + "qgBA\",\"x\":\"74ZJVo-nOgCJqCal4cpYKbEr7I7LT5RsqlITcCDkhD8\",\"y\":\"zzHtqWbsrJHJfQGbuXXU6on"
                    + "KxR6iVhYtSwBG54QAVqQ\",\"alg\":\"ES256\"}";
    private static final String OLD_PAYLOAD =
            "{\"attestedAuthority\":\"NONE\",\"attestedRelation\":\"MOTHER\",\"confirmations\":[\"risks\"],\"d"
                    + "ocuments\":[{\"form\":\"consent\",\"kind\":\"CONSENT\",\"language\":\"zh\",\"sha256\":\"abababababab"
                    + "abababababababababababababababababababababababababab\",\"version\":3}],\"hospital\":\"meiy"
                    + "an\",\"pair\":\"aaaaaaaaaaaaaaaaaaaaaaaaaa\",\"request\":\"aaaaaaaaaaaaaaaaaaaaaaaaaa-2\",\"se"
                    + "parateConsent\":true,\"shownAt\":\"2026-11-23T08:00:00.120Z\",\"signedAt\":\"2026-11-23T08:0"
                    + "4:00Z\",\"signer\":\"GUARDIAN\",\"type\":\"https://carecontact.org/receipts/consent/2\",\"vali"
                    + "dUntil\":\"2027-11-23T08:04:00Z\"}";
    private static final String OLD_JWS =
            "eyJraWQiOiIyRGxYeHU2UG5ra1V5MlNyTDBVZ09WQ05aV3V1dlRQOVo1aS11ZnlxZ0JBIiwiYWxnIjoiRVMy"
                    + "NTYifQ..GuES3ekSqoENmGRvnRx5bQytGh4lE7vJL9E_vc53RSgKkIJS21c9d6lAWtNLo2X-x9xDPByymxls"
                    + "p8nCaVbRGQ";

    @Test
    void a_receipt_says_exactly_this_and_names_neither_patient_nor_doctor() {
        assertThat(PAYLOAD)
                .isEqualTo(
                        "{\"attestedAuthority\":\"NONE\",\"attestedRelation\":\"MOTHER\",\"confirmations\":[\"risks\",\"service-fees\"],\"documents\":[{\"form\":\"consent\","
                                + "\"kind\":\"CONSENT\",\"language\":\"zh\",\"sha256\":\"" + "ab".repeat(32)
                                + "\",\"version\":3},{\"form\":\"default-service-agreement\",\"kind\":\"SERVICE_AGREEMENT\","
                                + "\"language\":\"zh\",\"sha256\":\"" + "cd".repeat(32)
                                + "\",\"version\":1}],\"hospital\":\"meiyan\",\"jurisdiction\":\"CN\",\"pair\":\"aaaaaaaaaaaaaaaaaaaaaaaaaa\","
                                + "\"purposes\":[{\"categories\":[\"VISITS\",\"MEDICAL_NEED\",\"CONTACT_POINTS\"],\"lawfulBasis\":\"PIPL-13-1-1\","
                                + "\"purpose\":\"DIRECT_CONTACT\"},{\"categories\":[\"HEALTH\"],\"lawfulBasis\":\"PIPL-29\",\"purpose\":\"ASSESSMENT_OF_THE_REQUEST\"}],"
                                + "\"request\":\"aaaaaaaaaaaaaaaaaaaaaaaaaa-2\",\"separateConsent\":true,"
                                + "\"shownAt\":\"2026-11-23T08:00:00.120Z\",\"signatures\":[\"ES256\"],\"signedAt\":\"2026-11-23T08:04:00Z\","
                                + "\"signer\":\"GUARDIAN\",\"state\":\"GIVEN\",\"type\":\"https://carecontact.org/receipts/consent/3\","
                                + "\"validUntil\":\"2027-11-23T08:04:00Z\",\"withdrawal\":\"/consents/aaaaaaaaaaaaaaaaaaaaaaaaaa-2/withdrawal\"}");
    }

    @Test
    void c6_a_receipt_names_the_controller_as_configured_and_the_receipt_that_it_renews() {
        Controller controller = new Controller("\u7f8e\u989c\u533b\u9662", "010-8800 1234", Period.ofYears(15));
        String renews = KEYS.sign(SampleReceipts.CONTENT).sha256();

        assertThat(ReceiptPayload.of(SampleReceipts.renewing(SampleReceipts.CONTENT, renews), controller, false))
                .contains("\"controllerContact\":\"010-8800 1234\",\"controllerName\":\"\u7f8e\u989c\u533b\u9662\"")
                .contains("\"renews\":\"" + renews + "\"")
                .contains("\"retention\":\"P15Y\"");
        assertThat(PAYLOAD).doesNotContain("controllerName", "controllerContact", "renews", "retention");
    }

    /** Signed by the first release, which named no signatures; its key was thrown away. */
    @Test
    void a_receipt_from_before_the_second_signature_verifies_as_it_did() throws Exception {
        PublishedKeys keys = PublishedKeys.parse("{\"keys\":[" + OLD_KEY + "]}");
        ReceiptVerifier verifier = new ReceiptVerifier(keys);
        String payload = Base64URL.encode(OLD_PAYLOAD).toString();

        assertThat(verifier.isGenuine(new ReceiptView(payload, OLD_JWS, null))).isTrue();
        assertThat(verifier.isGenuine(text(payload, OLD_JWS))).isTrue();
        Sm2Key sm2 = Sm2Key.parse(SampleReceipts.sm2Key());
        Sm2View added = Sm2View.of(sm2.sign(OLD_PAYLOAD.getBytes(StandardCharsets.UTF_8)));
        assertThat(new ReceiptVerifier(new PublishedKeys(keys.es256(), List.of(sm2)))
                        .isGenuine(new ReceiptView(payload, OLD_JWS, added)))
                .isFalse();
        assertThat(verifier.isGenuine(new ReceiptView(
                        Base64URL.encode(OLD_PAYLOAD.replace("true", "false")).toString(), OLD_JWS, null)))
                .isFalse();
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
        signature.update((parts[0] + "." + payload(receipt)).getBytes(StandardCharsets.US_ASCII));

        assertThat(signature.verify(new Base64URL(parts[2]).decode())).isTrue();
    }

    @Test
    void the_documented_openssl_recipe_verifies_a_receipt_and_takes_no_other_spelling_of_it(@TempDir Path folder)
            throws Exception {
        OpensslRecipe openssl = OpensslRecipe.in(folder, KEYS.published());
        Receipt receipt = KEYS.sign(PAYLOAD);
        String payload = payload(receipt);
        String header = receipt.jws().substring(0, receipt.jws().indexOf('.'));
        String signature = receipt.jws().substring(header.length() + 2);

        assertThat(openssl.run(text(payload, receipt.jws()))).isZero();
        List<String[]> falseOnes = new ArrayList<>(List.of(
                new String[] {Base64URL.encode("{}").toString(), receipt.jws()},
                new String[] {payload + "=", receipt.jws()},
                new String[] {payload + "\n", receipt.jws()},
                new String[] {payload, header + "." + Base64URL.encode("{\"a\":1}") + "." + signature},
                new String[] {payload, header + "." + signature},
                new String[] {payload, header + ".." + signature + "=="},
                new String[] {payload, header + ".." + signature + "\n"},
                new String[] {payload, header + ".." + signature + "." + signature},
                new String[] {payload, header + "=.." + signature},
                new String[] {payload, header + ".." + Base64URL.encode(twin(receipt))},
                new String[] {payload, header + ".." + Base64URL.encode(withLeadingZeros(receipt))}));
        spareBits(signature).forEach(other -> falseOnes.add(new String[] {payload, header + ".." + other}));
        spareBits(payload).forEach(other -> falseOnes.add(new String[] {other, receipt.jws()}));
        if (signature.contains("-") || signature.contains("_")) {
            falseOnes.add(new String[] {
                payload, header + ".." + signature.replace('-', '+').replace('_', '/')
            });
        }
        for (String[] one : falseOnes) {
            assertThat(openssl.run(text(one[0], one[1]))).as(one[1]).isNotZero();
            assertThat(new ReceiptVerifier(KEYS.published()).isGenuine(new ReceiptView(one[0], one[1], null)))
                    .isFalse();
        }
    }

    @Test
    void a_header_that_is_no_object_is_rejected() {
        Receipt receipt = KEYS.sign(PAYLOAD);
        ReceiptVerifier verifier = new ReceiptVerifier(KEYS.published());
        String signature = receipt.jws().substring(receipt.jws().lastIndexOf('.') + 1);

        for (String nothing : List.of("null", "", "[]", "1", "{}", "{\"payload\":null}", "[".repeat(100_000))) {
            assertThat(verifier.isGenuine(nothing)).isFalse();
        }
        for (String header :
                List.of("null", "", "[]", "1", "\"x\"", "{}", "{\"alg\":null}", "{\"alg\":\"none\"}", "{")) {
            assertThat(verifier.isGenuine(
                            new ReceiptView(payload(receipt), Base64URL.encode(header) + ".." + signature, null)))
                    .as(header)
                    .isFalse();
        }
    }

    @Test
    void every_spare_bit_of_base64_is_rejected() {
        ReceiptVerifier verifier = new ReceiptVerifier(KEYS.published());
        int tried = 0;
        // Payloads of three lengths in a row have no, four and two spare bits.
        for (String text : List.of("{\"n\":1}", "{\"n\":12}", "{\"n\":123}")) {
            Receipt receipt = KEYS.sign(text);
            String header = receipt.jws().substring(0, receipt.jws().indexOf('.'));
            String signature = receipt.jws().substring(header.length() + 2);
            for (String other : spareBits(payload(receipt))) {
                assertThat(verifier.isGenuine(new ReceiptView(other, receipt.jws(), null)))
                        .isFalse();
                tried++;
            }
            for (String other : spareBits(header)) {
                assertThat(verifier.isGenuine(new ReceiptView(payload(receipt), other + ".." + signature, null)))
                        .isFalse();
                tried++;
            }
            for (String other : spareBits(signature)) {
                assertThat(verifier.isGenuine(new ReceiptView(payload(receipt), header + ".." + other, null)))
                        .isFalse();
                tried++;
            }
        }
        assertThat(tried).isGreaterThanOrEqualTo(3 * 15 + 15 + 3);
    }

    /** Other texts that lenient decoders read as the same bytes: the unused bits of the last character set. */
    private static List<String> spareBits(String text) {
        int spare = switch (text.length() % 4) {
            case 2 -> 16;
            case 3 -> 4;
            default -> 1;
        };
        int last = ALPHABET.indexOf(text.charAt(text.length() - 1));
        return IntStream.range(1, spare)
                .mapToObj(bits -> text.substring(0, text.length() - 1) + ALPHABET.charAt(last ^ bits))
                .toList();
    }

    private static String text(String payload, String jws) {
        return "{\"payload\":\"" + payload + "\",\"jws\":\"" + jws + "\"}";
    }

    private static byte[] twin(Receipt receipt) {
        byte[] signature = signature(receipt);
        byte[] s = Curve.P_256
                .toECParameterSpec()
                .getOrder()
                .subtract(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)))
                .toByteArray();
        byte[] twin = Arrays.copyOf(signature, 64);
        Arrays.fill(twin, 32, 64, (byte) 0);
        System.arraycopy(s, Math.max(0, s.length - 32), twin, 64 - Math.min(32, s.length), Math.min(32, s.length));
        return twin;
    }

    private static byte[] withLeadingZeros(Receipt receipt) {
        byte[] signature = signature(receipt);
        byte[] longer = new byte[66];
        System.arraycopy(signature, 0, longer, 1, 32);
        System.arraycopy(signature, 32, longer, 34, 32);
        return longer;
    }

    private static byte[] signature(Receipt receipt) {
        return new Base64URL(receipt.jws().substring(receipt.jws().lastIndexOf('.') + 1)).decode();
    }

    private static String payload(Receipt receipt) {
        return ReceiptView.of(receipt).payload();
    }

    @Test
    void every_changed_byte_of_the_payload_is_rejected() {
        Receipt receipt = KEYS.sign(PAYLOAD);
        ReceiptVerifier verifier = new ReceiptVerifier(KEYS.published());
        byte[] payload = receipt.payload().getBytes(StandardCharsets.UTF_8);
        assertThat(verifier.isGenuine(new ReceiptView(payload(receipt), receipt.jws(), null)))
                .isTrue();

        for (int i = 0; i < payload.length; i++) {
            for (int bit = 1; bit < 256; bit <<= 1) {
                byte[] changed = payload.clone();
                changed[i] ^= (byte) bit;
                assertThat(verifier.isGenuine(
                                new ReceiptView(Base64URL.encode(changed).toString(), receipt.jws(), null)))
                        .as("byte %d, bit %d", i, bit)
                        .isFalse();
            }
        }
    }

    @Test
    void every_changed_byte_of_the_texts_is_rejected() {
        Receipt receipt = KEYS.sign(PAYLOAD);
        ReceiptVerifier verifier = new ReceiptVerifier(KEYS.published());
        String payload = payload(receipt);
        for (char c = 0; c < 0x100; c++) {
            for (int i = 0; i < payload.length(); i++) {
                // The bytes behind another letter of base64 are tried above, each bit of them.
                if (ALPHABET.indexOf(c) < 0 || payload.charAt(i) == c) {
                    String changed = payload.substring(0, i) + c + payload.substring(i + 1);
                    assertThat(verifier.isGenuine(new ReceiptView(changed, receipt.jws(), null)))
                            .isEqualTo(changed.equals(payload));
                }
            }
            for (int i = 0; i < receipt.jws().length(); i++) {
                String changed =
                        receipt.jws().substring(0, i) + c + receipt.jws().substring(i + 1);
                assertThat(verifier.isGenuine(new ReceiptView(payload, changed, null)))
                        .isEqualTo(changed.equals(receipt.jws()));
            }
            assertThat(verifier.isGenuine(new ReceiptView(payload + c, receipt.jws(), null)))
                    .isFalse();
            assertThat(verifier.isGenuine(new ReceiptView(payload, receipt.jws() + c, null)))
                    .isFalse();
        }
    }

    @Test
    void the_other_signature_that_ecdsa_would_accept_is_rejected() throws Exception {
        Receipt receipt = KEYS.sign(PAYLOAD);
        String[] parts = receipt.jws().split("\\.", -1);
        String jws = parts[0] + ".." + Base64URL.encode(twin(receipt));

        assertThat(JWSObject.parse(jws, new Payload(Base64URL.encode(receipt.payload())))
                        .verify(new ECDSAVerifier(key(KEYS))))
                .isTrue();
        assertThat(new ReceiptVerifier(KEYS.published()).isGenuine(new ReceiptView(payload(receipt), jws, null)))
                .isFalse();
    }

    @Test
    void every_signature_is_in_its_low_form_and_verifies() {
        ReceiptVerifier verifier = new ReceiptVerifier(KEYS.published());

        for (int i = 0; i < 300; i++) {
            Receipt receipt = KEYS.sign("{\"n\":" + i + "}");
            assertThat(verifier.isGenuine(new ReceiptView(payload(receipt), receipt.jws(), null)))
                    .isTrue();
        }
    }

    @Test
    void a_receipt_of_another_installation_is_rejected() {
        Receipt receipt = SampleReceipts.keys(SampleReceipts.es256Key()).sign(PAYLOAD);

        assertThat(new ReceiptVerifier(KEYS.published())
                        .isGenuine(new ReceiptView(payload(receipt), receipt.jws(), null)))
                .isFalse();
    }

    @Test
    void receipts_of_a_former_key_stay_verifiable() {
        Receipt old = KEYS.sign(PAYLOAD);
        ReceiptKeys rotated =
                SampleReceipts.keys(SampleReceipts.es256Key(), key(KEYS).toJSONString());

        assertThat(new ReceiptVerifier(rotated.published()).isGenuine(new ReceiptView(payload(old), old.jws(), null)))
                .isTrue();
    }

    @Test
    void nothing_secret_is_published() {
        for (ReceiptKeys keys : List.of(KEYS, SampleReceipts.bothKeys())) {
            assertThat(new JsonMapper().writeValueAsString(keys.published().toJson()))
                    .contains("\"x\"")
                    .doesNotContain("\"d\"");
        }
    }

    @Test
    void a_key_can_be_a_jwk_or_pkcs8_and_both_have_the_same_public_key() throws Exception {
        for (int i = 0; i < 20; i++) {
            ECKey key = new ECKeyGenerator(Curve.P_256).generate();
            String pkcs8 =
                    Base64.getEncoder().encodeToString(key.toECPrivateKey().getEncoded());

            ECKey ofJwk = key(SampleReceipts.keys(key.toJSONString()));
            ECKey ofPkcs8 = key(SampleReceipts.keys(pkcs8));

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
            assertThatThrownBy(() -> SampleReceipts.keys(bad))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("carecontact.receipts.key")
                    .hasMessageNotContaining("secret")
                    .hasNoCause();
        }
    }

    private static ECKey key(ReceiptKeys keys) {
        return keys.published().es256().getKeys().getFirst().toECKey();
    }
}
