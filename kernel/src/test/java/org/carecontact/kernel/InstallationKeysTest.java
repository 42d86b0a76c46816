package org.carecontact.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.carecontact.kernel.keys.Digest;
import org.carecontact.kernel.keys.InstallationKeys;
import org.carecontact.kernel.keys.KeyedHash;
import org.junit.jupiter.api.Test;

class InstallationKeysTest {

    private final InstallationKeys keys = new InstallationKeys(filled(1), filled(2));

    @Test
    void each_purpose_and_each_installation_has_a_key_of_its_own() {
        assertThat(keys.derived("security-log"))
                .hasSize(32)
                .isEqualTo(new InstallationKeys(filled(1), filled(3)).derived("security-log"))
                .isNotEqualTo(keys.derived("prints"))
                .isNotEqualTo(keys.derivedForSealing("security-log"))
                .isNotEqualTo(keys.ids())
                .isNotEqualTo(new InstallationKeys(filled(4), filled(2)).derived("security-log"));
    }

    /** Computed with Python, by RFC 5869, so that a key derived yesterday is found again tomorrow. */
    @Test
    void a_derived_key_stays_what_it_is() {
        assertThat(HexFormat.of().formatHex(keys.derived("security-log")))
                .isEqualTo("91a0fe61408ad4a77d009696b38ef99988b7bce9f1ed14ae5bd93cdb41b3bb75");
    }

    @Test
    void short_secrets_are_refused() {
        assertThatThrownBy(() -> new InstallationKeys(new byte[31], filled(2)))
                .hasMessageContaining("carecontact.ids.key");
        assertThatThrownBy(() -> new InstallationKeys(filled(1), new byte[33]))
                .hasMessageContaining("carecontact.sealing.key");
    }

    @Test
    void no_two_lists_of_texts_have_the_same_hash() {
        KeyedHash hash = new KeyedHash(filled(1));
        assertThat(hash.hex("ab", "c")).hasSize(64).isNotEqualTo(hash.hex("a", "bc"));
        assertThat(hash.hex("a", "")).isNotEqualTo(hash.hex("a"));
        assertThat(hash.hex("a")).isEqualTo(hash.hex("a")).isNotEqualTo(new KeyedHash(filled(2)).hex("a"));
    }

    /** Examples of FIPS 180-4, from NIST's page of example values. */
    @Test
    void a_digest_is_written_as_others_write_it() {
        assertThat(Digest.hex("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Digest.base64url(new byte[0])).isEqualTo("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
    }

    private static byte[] filled(int with) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) with);
        return key;
    }
}
