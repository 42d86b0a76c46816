package org.carecontact.gateway.keys;

import io.swagger.v3.oas.annotations.Operation;
import java.util.Base64;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows anyone the keys to which hospitals seal what identifies a person. */
@RestController
final class FeedKeysController {

    private static final Suite SUITE =
            new Suite("base", "DHKEM(X25519, HKDF-SHA256)", 0x0020, "HKDF-SHA256", 0x0001, "AES-256-GCM", 0x0002);

    /** The algorithms of RFC 9180 by their names and by their numbers in IANA's registries. */
    record Suite(String mode, String kem, int kemId, String kdf, int kdfId, String aead, int aeadId) {}

    /**
     * One public key.
     *
     * @param id which a message names as keyId
     * @param publicKey base64 of 32 bytes (RFC 7748)
     * @param current whether to seal to it; the others only open what was sealed before
     */
    record Key(String id, String publicKey, boolean current) {}

    /**
     * All public keys.
     *
     * @param info what is HPKE's info for each value; the associated data is empty
     * @param form of the sealed bytes
     */
    record Keys(Suite suite, Purposes info, String form, List<Key> keys) {}

    /** The info of each value, with the hospital's id and the person's own id in the places of braces. */
    record Purposes(String name, String birthDate, String mobile, String guardianMobile, String doctorMobile) {}

    private static final Purposes INFO = new Purposes(
            "name:{hospital}:PATIENT:{patient}",
            "birth:{hospital}:{patient}",
            "contact:{hospital}:PATIENT:{patient}",
            "contact:{hospital}:GUARDIAN:{patient}",
            "contact:{hospital}:DOCTOR:{doctor}");

    private final Keys keys;

    FeedKeysController(FeedKeys keys) {
        List<String> ids = List.copyOf(keys.published().keySet());
        this.keys = new Keys(
                SUITE,
                INFO,
                "enc (32 bytes), then ciphertext with tag; no prefix",
                keys.published().entrySet().stream()
                        .map(key -> new Key(
                                key.getKey(),
                                Base64.getEncoder().encodeToString(key.getValue()),
                                key.getKey().equals(ids.getFirst())))
                        .toList());
    }

    @Operation(summary = "The public keys to which a hospital's producer seals names, birth dates and numbers (HPKE)")
    @GetMapping("/feed-keys")
    Keys list() {
        return keys;
    }
}
