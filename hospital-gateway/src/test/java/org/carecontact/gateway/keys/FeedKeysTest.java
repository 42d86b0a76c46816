package org.carecontact.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.util.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedKeysTest {

    private static final String PURPOSE = "birth:tongren:P1";
    private static final String TEXT = "1980-02-29";

    private static String secret() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** As an integration engineer does it with Tink. */
    @AccessesPartialKey
    private static byte[] byTink(byte[] publicKey, String text, String purpose) throws Exception {
        HybridConfig.register();
        HpkeParameters suite = HpkeParameters.builder()
                .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                .build();
        HpkePublicKey key = HpkePublicKey.create(suite, Bytes.copyFrom(publicKey), null);
        HybridEncrypt sealer = KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
                .build()
                .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class);
        return sealer.encrypt(text.getBytes(StandardCharsets.UTF_8), purpose.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] published(FeedKeys keys, String id) {
        return Objects.requireNonNull(keys.published().get(id));
    }

    @Test
    void what_tink_or_another_library_sealed_is_opened() throws Exception {
        for (int round = 0; round < 20; round++) {
            FeedKeys keys = FeedKeys.of("a:" + secret());
            byte[] publicKey = published(keys, "a");
            assertThat(publicKey).hasSize(32);
            assertThat(keys.open("a", byTink(publicKey, TEXT, PURPOSE), PURPOSE))
                    .contains(TEXT);
            assertThat(keys.open("a", Hpke.seal(publicKey, TEXT, PURPOSE), PURPOSE))
                    .contains(TEXT);
        }
    }

    @Test
    void for_another_purpose_by_another_key_or_with_a_changed_byte_it_is_not() {
        FeedKeys keys = FeedKeys.of("a:" + secret() + "  b:" + secret());
        byte[] sealed = Hpke.seal(published(keys, "a"), TEXT, PURPOSE);
        assertThat(keys.open("a", sealed, "birth:tongren:P2")).isEmpty();
        assertThat(keys.open("a", sealed, "birth:meiyan:P1")).isEmpty();
        assertThat(keys.open("b", sealed, PURPOSE)).isEmpty();
        assertThat(keys.open("c", sealed, PURPOSE)).isEmpty();
        for (int place : new int[] {0, 31, 32, sealed.length - 1}) {
            byte[] changed = sealed.clone();
            changed[place] ^= 1;
            assertThat(keys.open("a", changed, PURPOSE)).as("byte %d", place).isEmpty();
        }
        for (int length = 0; length < sealed.length; length++) {
            assertThat(keys.open("a", Arrays.copyOf(sealed, length), PURPOSE)).isEmpty();
        }
    }

    @Test
    void bytes_that_are_no_text_are_not_opened() {
        FeedKeys keys = FeedKeys.of("a:" + secret());
        byte[] sealed = Hpke.seal(published(keys, "a"), new byte[] {(byte) 0xc3, 0x28}, PURPOSE);
        assertThat(keys.open("a", sealed, PURPOSE)).isEmpty();
    }

    @Test
    void a_new_key_is_put_before_the_others_which_still_open() {
        String first = "2026:" + secret();
        FeedKeys before = FeedKeys.of(first);
        byte[] sealed = Hpke.seal(published(before, "2026"), TEXT, PURPOSE);
        FeedKeys after = FeedKeys.of("2027:" + secret() + " " + first);
        assertThat(after.published().keySet()).containsExactly("2027", "2026");
        assertThat(after.open("2026", sealed, PURPOSE)).contains(TEXT);
        List<FeedKeysController.Key> shown =
                new FeedKeysController(after).list().keys();
        assertThat(shown).extracting(FeedKeysController.Key::current).containsExactly(true, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void there_may_be_none(String keys) {
        assertThat(new FeedKeysController(FeedKeys.of(keys)).list().keys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "a:AAAA",
                "a b:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE= a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE="
            })
    void a_mistake_is_said_without_the_key(String keys) {
        assertThatThrownBy(() -> FeedKeys.of(keys))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("carecontact.inbound.keys")
                .hasMessageNotContaining("AAAA");
    }
}
