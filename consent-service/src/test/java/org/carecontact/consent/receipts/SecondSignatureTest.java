package org.carecontact.consent.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.carecontact.consent.receipts.ReceiptView.Sm2View;
import org.carecontact.consent.receipts.domain.Receipt;
import org.carecontact.consent.receipts.domain.Sm2Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class SecondSignatureTest {

    private static final ReceiptKeys KEYS = SampleReceipts.bothKeys();
    private static final Receipt RECEIPT = KEYS.sign(SampleReceipts.CONTENT);
    private static final String TEXT = ReceiptView.of(RECEIPT).text();
    private static final ReceiptVerifier VERIFIER = new ReceiptVerifier(KEYS.published());

    /** Made by openssl: genpkey -algorithm SM2, and pkeyutl -sign -rawin -digest sm3 over {"n":1}. */
    private static final String OPENSSL_KEY =
            "{\"kty\":\"EC\",\"crv\":\"SM2\",\"d\":\"rI1TG8oYyJs2x21DVbPawrTpOH9Va-gHdBjFuwvIx_8\"}";

    private static final String OPENSSL_PKCS8 =
            "308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420ac8d531bca18c89b36"
                    + "c76d4355b3dac2b4e9387f556be8077418c5bb0bc8c7ffa14403420004eac8177ba310bcb487b99264311303e1"
                    + "b7c219e590f3cf8edf69c6c116c909d8cb5843d865cfaae7e4641cc369ac282a58fc8fae0acd6879b9ff2d8cc5"
                    + "b456e8";
    private static final String OPENSSL_SIGNATURE =
            "3046022100e2fdf24ed6a6447c013430df1bda0cd689e09a54e06e570c4249d338257295c00221009cc44ee852"
                    + "77699a7db37d4b33f0b3c672d4739de71ff737dace231be0f32ac6";

    @Test
    void c6_openssl_alone_verifies_both_signatures_and_no_other_text(@TempDir Path folder) throws Exception {
        OpensslRecipe openssl = OpensslRecipe.in(folder, KEYS.published());
        String sm2 = signature(RECEIPT).signature();
        Receipt other = KEYS.sign(SampleReceipts.content("tongren", "2026-11-23T08:04:00Z"));
        int comma = TEXT.indexOf(",\"sm2\"");

        assertThat(openssl.run(TEXT)).as(openssl.said()).isZero();
        assertThat(openssl.said()).contains("genuine: ES256 and SM2-with-SM3");
        for (String text : List.of(
                TEXT.substring(0, comma) + "}",
                TEXT.replace(sm2, signature(other).signature()),
                TEXT.replace(sm2, sm2.substring(0, 20) + (sm2.charAt(20) == 'A' ? 'B' : 'A') + sm2.substring(21)),
                TEXT.replace(
                        sm2,
                        Base64URL.encode(longer(new Base64URL(sm2).decode())).toString()),
                TEXT.replace("SM2-with-SM3", "SM2-with-SHA256"),
                TEXT.replace(signature(RECEIPT).kid(), "A".repeat(43)),
                TEXT.replace(
                        ReceiptView.of(RECEIPT).payload(), ReceiptView.of(other).payload()),
                TEXT.replace(RECEIPT.jws(), other.jws()),
                TEXT + "\n",
                " " + TEXT,
                TEXT.replace("\"sm2\"", "\"sm2\" "))) {
            assertThat(openssl.run(text)).as(text).isNotZero();
            assertThat(VERIFIER.isGenuine(text)).as(text).isFalse();
        }
    }

    @Test
    void openssl_verifies_a_receipt_that_says_it_has_es256_alone(@TempDir Path folder) throws Exception {
        ReceiptKeys keys = SampleReceipts.keys(SampleReceipts.es256Key());
        String text = ReceiptView.of(keys.sign(SampleReceipts.CONTENT)).text();
        OpensslRecipe openssl = OpensslRecipe.in(folder, keys.published());

        assertThat(openssl.run(text)).as(openssl.said()).isZero();
        assertThat(openssl.said()).contains("genuine: ES256").doesNotContain("SM2");
        assertThat(new ReceiptVerifier(keys.published()).isGenuine(text)).isTrue();
    }

    @Test
    void the_payload_says_which_signatures_there_are_so_none_is_lost_or_added() {
        ReceiptKeys alone = SampleReceipts.keys(SampleReceipts.es256Key());
        Receipt one = alone.sign(SampleReceipts.CONTENT);
        ReceiptView both = ReceiptView.of(RECEIPT);

        assertThat(RECEIPT.payload()).contains("\"signatures\":[\"ES256\",\"SM2-with-SM3\"]");
        assertThat(one.payload()).contains("\"signatures\":[\"ES256\"]");
        assertThat(one.sm2()).isNull();
        assertThat(VERIFIER.isGenuine(both)).isTrue();
        assertThat(VERIFIER.isGenuine(new ReceiptView(both.payload(), both.jws(), null)))
                .isFalse();
        Sm2Key sm2 = Sm2Key.parse(SampleReceipts.sm2Key());
        PublishedKeys withItsKey = new PublishedKeys(alone.published().es256(), List.of(sm2));
        Sm2View added = Sm2View.of(sm2.sign(one.payload().getBytes(StandardCharsets.UTF_8)));
        ReceiptView more = new ReceiptView(ReceiptView.of(one).payload(), one.jws(), added);
        assertThat(new ReceiptVerifier(withItsKey).isGenuine(more)).isFalse();
        assertThat(new ReceiptVerifier(withItsKey).isGenuine(ReceiptView.of(one)))
                .isTrue();
    }

    @Test
    void a_signature_that_openssl_made_verifies_here() {
        Sm2Key key = Sm2Key.parse(OPENSSL_KEY);
        byte[] text = "{\"n\":1}".getBytes(StandardCharsets.UTF_8);

        assertThat(key.verifies(text, HexFormat.of().parseHex(OPENSSL_SIGNATURE)))
                .isTrue();
        assertThat(key.verifies(
                        "{\"n\":2}".getBytes(StandardCharsets.UTF_8),
                        HexFormat.of().parseHex(OPENSSL_SIGNATURE)))
                .isFalse();
        assertThat(key.isPrivate()).isTrue();
    }

    @Test
    void another_id_of_the_signer_is_published_with_the_key_and_makes_other_signatures(@TempDir Path folder)
            throws Exception {
        String usual = SampleReceipts.sm2Key();
        String named = usual.replace("{\"kty\"", "{\"distid\":\"hospital@tongren\",\"kty\"");
        ReceiptKeys keys = SampleReceipts.keys(SampleReceipts.es256Key(), List.of(), named, List.of());
        ReceiptView view = ReceiptView.of(keys.sign(SampleReceipts.CONTENT));
        PublishedKeys asUsual = new PublishedKeys(keys.published().es256(), List.of(Sm2Key.parse(usual)));

        assertThat(keys.published().toJson().toString()).contains("distid=hospital@tongren");
        assertThat(new ReceiptVerifier(keys.published()).isGenuine(view)).isTrue();
        assertThat(new ReceiptVerifier(asUsual).isGenuine(view)).isFalse();
        assertThat(OpensslRecipe.in(folder, keys.published()).run(view.text())).isZero();
        assertThat(OpensslRecipe.in(folder, asUsual).run(view.text())).isNotZero();
    }

    @Test
    void c6_after_a_rotation_the_newest_keys_sign_and_receipts_of_the_old_ones_verify(@TempDir Path folder)
            throws Exception {
        String firstEs256 = SampleReceipts.es256Key();
        String secondEs256 = SampleReceipts.es256Key();
        String firstSm2 = SampleReceipts.sm2Key();
        String secondSm2 = SampleReceipts.sm2Key();
        ReceiptKeys before = SampleReceipts.keys(firstEs256, List.of(), firstSm2, List.of());
        // The former keys stand there as they stood before; only their public half is published.
        ReceiptKeys after = SampleReceipts.keys(secondEs256, List.of(firstEs256), secondSm2, List.of(firstSm2));
        ReceiptKeys withoutSm2 = SampleReceipts.keys(
                SampleReceipts.es256Key(), List.of(secondEs256, firstEs256), null, List.of(secondSm2, firstSm2));
        Receipt old = before.sign(SampleReceipts.CONTENT);
        Receipt fresh = after.sign(SampleReceipts.CONTENT);
        Receipt single = withoutSm2.sign(SampleReceipts.CONTENT);

        assertThat(signature(old).kid())
                .isEqualTo(before.published().sm2().getFirst().kid());
        assertThat(signature(fresh).kid())
                .isEqualTo(after.published().sm2().getFirst().kid())
                .isNotEqualTo(signature(old).kid());
        assertThat(fresh.jws().split("\\.")[0]).isNotEqualTo(old.jws().split("\\.")[0]);
        assertThat(single.sm2()).isNull();
        ReceiptVerifier verifier = new ReceiptVerifier(withoutSm2.published());
        OpensslRecipe openssl = OpensslRecipe.in(folder, withoutSm2.published());
        for (Receipt one : List.of(old, fresh, single)) {
            assertThat(verifier.isGenuine(ReceiptView.of(one))).isTrue();
            assertThat(openssl.run(ReceiptView.of(one).text()))
                    .as(openssl.said())
                    .isZero();
        }
        assertThat(new ReceiptVerifier(before.published()).isGenuine(ReceiptView.of(fresh)))
                .isFalse();
        assertThat(new JsonMapper().writeValueAsString(withoutSm2.published().toJson()))
                .doesNotContain("\"d\"");
    }

    @Test
    void common_libraries_read_the_published_keys_and_fail_only_if_sm2_stood_among_them() throws Exception {
        Map<String, Object> published = KEYS.published().toJson();
        String json = new JsonMapper().writeValueAsString(published);

        assertThat(JWKSet.parse(json).getKeys()).hasSize(1);
        PublishedKeys read = PublishedKeys.parse(json);
        assertThat(new ReceiptVerifier(read).isGenuine(TEXT)).isTrue();
        assertThat(read.toJson()).isEqualTo(published);
        assertThat(KEYS.published().sm2().getFirst().toPublicJwk())
                .containsEntry("kty", "EC")
                .containsEntry("crv", "SM2")
                .containsEntry("alg", "SM2-with-SM3")
                .doesNotContainKey("d");
        String among = new JsonMapper()
                .writeValueAsString(
                        Map.of("keys", List.of(KEYS.published().sm2().getFirst().toPublicJwk())));
        assertThatThrownBy(() -> JWKSet.parse(among)).hasMessageContaining("unsupported curve");
    }

    @Test
    void a_key_can_be_a_jwk_or_pkcs8_and_what_is_no_key_stops_the_service_unquoted() throws Exception {
        String pkcs8 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(OPENSSL_PKCS8));
        assertThat(Sm2Key.parse(pkcs8).kid())
                .isEqualTo(Sm2Key.parse(OPENSSL_KEY).kid());
        String p256 = new ECKeyGenerator(Curve.P_256).generate().toJSONString();
        String publicOnly =
                new JsonMapper().writeValueAsString(Sm2Key.parse(OPENSSL_KEY).toPublicJwk());
        String offCurve = publicOnly.replaceFirst("\"x\":\"....", "\"x\":\"AAAA");
        String tooLarge = "{\"kty\":\"EC\",\"crv\":\"SM2\",\"d\":\"" + "_".repeat(42) + "8\"}";

        for (String bad : List.of(
                "secret",
                "AAAA",
                SampleReceipts.es256Key(),
                p256,
                publicOnly,
                offCurve,
                tooLarge,
                "{\"d\":\"secret\"}")) {
            assertThatThrownBy(() -> SampleReceipts.keys(SampleReceipts.es256Key(), List.of(), bad, List.of()))
                    .as(bad)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("carecontact.receipts.sm2.key")
                    .hasMessageNotContaining("secret")
                    .hasNoCause();
        }
        assertThatThrownBy(() -> SampleReceipts.keys(SampleReceipts.es256Key(), List.of(), null, List.of(offCurve)))
                .hasMessageContaining("carecontact.receipts.sm2.former-keys");
    }

    private static byte[] longer(byte[] der) {
        byte[] longer = new byte[der.length + 1]; // a long form of the length, which a lenient reader takes
        longer[0] = der[0];
        longer[1] = (byte) 0x81;
        System.arraycopy(der, 1, longer, 2, der.length - 1);
        return longer;
    }

    private static Sm2Signature signature(Receipt receipt) {
        return Objects.requireNonNull(receipt.sm2());
    }
}
