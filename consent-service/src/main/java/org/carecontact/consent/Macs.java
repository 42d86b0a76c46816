package org.carecontact.consent;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 over parts that can't run into each other. */
final class Macs {

    private final SecretKeySpec key;

    private Macs(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** With a key of its own for each use, made of the installation's secret and a label. */
    static Macs derived(byte[] secret, String label) {
        return new Macs(new Macs(secret).of(label));
    }

    byte[] of(String... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
