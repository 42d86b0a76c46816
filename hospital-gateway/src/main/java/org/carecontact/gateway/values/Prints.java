package org.carecontact.gateway.values;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes keyed hashes: equal for equal content, and useless without the key. */
public final class Prints {

    private static final int BYTES = 15;

    private final SecretKeySpec key;

    /** Derives its own key from the installation's key for ids. */
    public Prints(byte[] installationKey) {
        key = new SecretKeySpec(
                hash(new SecretKeySpec(installationKey, "HmacSHA256"), new String[] {"hospital-gateway prints"}),
                "HmacSHA256");
    }

    /** Returns 20 characters of base64url. */
    public String of(String... parts) {
        return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash(key, parts), BYTES));
    }

    private static byte[] hash(SecretKeySpec key, String[] parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update(new byte[] {(byte) (bytes.length >> 8), (byte) bytes.length});
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
