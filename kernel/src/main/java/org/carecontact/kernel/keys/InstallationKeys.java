package org.carecontact.kernel.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** The two secrets of an installation, and a key for each further purpose, derived by HKDF-SHA256 (RFC 5869). */
public final class InstallationKeys {

    private static final int BYTES = 32;

    private final byte[] ids;
    private final byte[] sealing;

    /**
     * Takes both secrets, which every service of the installation has.
     *
     * @throws IllegalArgumentException when one is too short
     */
    public InstallationKeys(byte[] ids, byte[] sealing) {
        if (ids.length < BYTES) {
            throw new IllegalArgumentException("carecontact.ids.key must be base64 of at least 32 bytes");
        }
        if (sealing.length != BYTES) {
            throw new IllegalArgumentException("carecontact.sealing.key must be base64 of 32 bytes");
        }
        this.ids = ids.clone();
        this.sealing = sealing.clone();
    }

    /**
     * Derives a key of 32 bytes for one purpose; different purposes have independent keys.
     *
     * @param purpose a fixed text, as security-log
     */
    public byte[] derived(String purpose) {
        return derived(ids, purpose);
    }

    /** Derives a key of 32 bytes for one purpose that protects people's data at rest. */
    public byte[] derivedForSealing(String purpose) {
        return derived(sealing, purpose);
    }

    /** The secret that the ids of pairs are made with. */
    public byte[] ids() {
        return ids.clone();
    }

    /** The secret with which services seal values for each other. */
    public byte[] sealing() {
        return sealing.clone();
    }

    private static byte[] derived(byte[] root, String purpose) {
        try {
            byte[] info = ("carecontact/" + purpose).getBytes(StandardCharsets.UTF_8);
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract().addIKM(root).thenExpand(info, BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
