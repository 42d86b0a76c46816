package org.carecontact.gateway.keys;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePrivateKey;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.subtle.X25519;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The installation's private keys for what hospitals seal: HPKE (RFC 9180) in base mode with DHKEM(X25519, HKDF-SHA256),
 * HKDF-SHA256 and AES-256-GCM. Sealed bytes are the encapsulated key and the ciphertext, without a prefix; the purpose is
 * HPKE's info, and there is no associated data.
 */
public final class FeedKeys {

    private static final Pattern KEY = Pattern.compile("([A-Za-z0-9-]{1,32}):([A-Za-z0-9+/]{43}=)");

    private static final HpkeParameters SUITE = suite();

    /** A pair of keys. */
    private record Pair(byte[] publicKey, HybridDecrypt opener) {}

    private final Map<String, Pair> pairs;

    private FeedKeys(Map<String, Pair> pairs) {
        this.pairs = pairs;
    }

    /**
     * Reads private keys.
     *
     * @param keys as {@code ID:KEY ID:KEY}, a key in base64 of 32 bytes; the first is the one to seal to, the others still
     *     open; empty for none
     * @throws IllegalArgumentException when one has another form, or an id is given twice
     */
    static FeedKeys of(String keys) {
        Map<String, Pair> pairs = new LinkedHashMap<>();
        for (String one : keys.strip().split("\\s+")) {
            if (one.isEmpty()) {
                continue;
            }
            Matcher key = KEY.matcher(one);
            if (!key.matches() || pairs.putIfAbsent(key.group(1), pair(key.group(2))) != null) {
                throw new IllegalArgumentException(
                        "carecontact.inbound.keys must be ID:KEY, ID:KEY …, each id once, each key base64 of 32 bytes");
            }
        }
        return new FeedKeys(pairs);
    }

    /** Whether there is a key of this id. */
    public boolean has(String id) {
        return pairs.containsKey(id);
    }

    /**
     * Opens what a hospital sealed.
     *
     * @param id of the key
     * @param purpose what it was sealed for, as birth:tongren:P000123
     * @return the text; empty when the key or the purpose is another, when a byte was changed, or when it is no UTF-8
     */
    public Optional<String> open(String id, byte[] sealed, String purpose) {
        Pair pair = pairs.get(id);
        if (pair == null) {
            return Optional.empty();
        }
        try {
            byte[] text = pair.opener().decrypt(sealed, purpose.getBytes(StandardCharsets.UTF_8));
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString());
        } catch (GeneralSecurityException | CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /** The public keys by id, 32 bytes each as RFC 7748 has them; the first is the one to seal to. */
    Map<String, byte[]> published() {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        pairs.forEach((id, pair) -> keys.put(id, pair.publicKey().clone()));
        return keys;
    }

    @AccessesPartialKey
    private static Pair pair(String base64) {
        try {
            byte[] secret = Base64.getDecoder().decode(base64);
            byte[] known = X25519.publicFromPrivate(secret);
            HpkePrivateKey key = HpkePrivateKey.create(
                    HpkePublicKey.create(SUITE, Bytes.copyFrom(known), null),
                    SecretBytes.copyFrom(secret, InsecureSecretKeyAccess.get()));
            KeysetHandle keyset = KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
                    .build();
            return new Pair(known, keyset.getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HpkeParameters suite() {
        try {
            HybridConfig.register();
            return HpkeParameters.builder()
                    .setVariant(HpkeParameters.Variant.NO_PREFIX)
                    .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                    .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                    .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
