package org.carecontact.sandbox.people;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The passwords of the made-up people: derived from the installation's seed and the user's name, kept nowhere. */
public final class Passwords {

    private final SecretKeySpec seed;

    /** The seed is base64, 32 bytes. */
    public Passwords(String seed) {
        this.seed = new SecretKeySpec(Base64.getDecoder().decode(seed), "HmacSHA256");
    }

    public String of(String user) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(seed);
            return HexFormat.of().formatHex(mac.doFinal(user.getBytes(StandardCharsets.UTF_8)), 0, 10);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
