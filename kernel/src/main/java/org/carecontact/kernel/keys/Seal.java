package org.carecontact.kernel.keys;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** Encrypts a small secret for another service of the same installation: AES-256-GCM, bound to its purpose. */
public final class Seal {

    private final AesGcmJce aead;

    /**
     * @param key 32 bytes, the same in the whole installation
     */
    public Seal(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("carecontact.sealing.key must be base64 of 32 bytes");
        }
        try {
            aead = new AesGcmJce(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Encrypts a text for one purpose.
     *
     * @param purpose what the secret belongs to, as contact:tongren:P000123; opening needs the same
     */
    public byte[] close(String secret, String purpose) {
        try {
            return aead.encrypt(secret.getBytes(StandardCharsets.UTF_8), purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Decrypts a sealed text.
     *
     * @throws IllegalArgumentException when a byte was changed, the purpose or the key is another
     */
    public String open(byte[] sealed, String purpose) {
        try {
            return new String(aead.decrypt(sealed, purpose.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not sealed by this installation for " + purpose, e);
        }
    }
}
