package org.carecontact.notification.recipients;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.subtle.Random;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** Wraps one data key per person with the installation's key; a person whose wrapped key is deleted is forgotten. */
public final class PersonalKeys {

    private static final int KEY_BYTES = 32;
    private static final String LABEL = "carecontact/notification-service/personal-keys/1";

    private final AesGcmJce wrapping;

    public PersonalKeys(byte[] installationKey) {
        try {
            wrapping = new AesGcmJce(Hkdf.computeHkdf(
                    "HMACSHA256", installationKey, new byte[0], LABEL.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a new key for a person. */
    public Envelope fresh(String person) {
        try {
            byte[] key = Random.randBytes(KEY_BYTES);
            byte[] wrapped = wrapping.encrypt(key, person.getBytes(StandardCharsets.UTF_8));
            return new Envelope(person, Base64.getEncoder().encodeToString(wrapped), new AesGcmJce(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Unwraps a person's stored key.
     *
     * @throws GeneralSecurityException when it is another person's or another installation's
     */
    public Envelope stored(String person, String wrappedKey) throws GeneralSecurityException {
        byte[] key = wrapping.decrypt(Base64.getDecoder().decode(wrappedKey), person.getBytes(StandardCharsets.UTF_8));
        return new Envelope(person, wrappedKey, new AesGcmJce(key));
    }

    /** Encrypts and decrypts the data of one person. */
    public static final class Envelope {

        private final byte[] person;
        private final String wrappedKey;
        private final AesGcmJce aead;

        private Envelope(String person, String wrappedKey, AesGcmJce aead) {
            this.person = person.getBytes(StandardCharsets.UTF_8);
            this.wrappedKey = wrappedKey;
            this.aead = aead;
        }

        String wrappedKey() {
            return wrappedKey;
        }

        String close(String text) {
            try {
                return Base64.getEncoder().encodeToString(aead.encrypt(text.getBytes(StandardCharsets.UTF_8), person));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        public String open(String ciphertext) throws GeneralSecurityException {
            return new String(aead.decrypt(Base64.getDecoder().decode(ciphertext), person), StandardCharsets.UTF_8);
        }
    }
}
