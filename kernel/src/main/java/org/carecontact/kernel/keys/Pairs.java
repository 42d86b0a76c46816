package org.carecontact.kernel.keys;

import com.google.common.io.BaseEncoding;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.carecontact.schemas.ids.PairId;

/** Makes the ids of pairs: the same in every service. Without the key nobody can tell whom an id means. */
public final class Pairs {

    private static final BaseEncoding BASE32 = BaseEncoding.base32().lowerCase().omitPadding();
    private static final int ID_BYTES = 16;

    private final SecretKeySpec key;

    /**
     * @param key at least 32 bytes, the same in the whole installation
     */
    public Pairs(byte[] key) {
        if (key.length < 32) {
            throw new IllegalArgumentException("carecontact.ids.key must be base64 of at least 32 bytes");
        }
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** The id of one patient and one doctor at one hospital. */
    public PairId of(String hospital, String patient, String doctor) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            for (String part : new String[] {hospital, patient, doctor}) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update((byte) bytes.length);
                mac.update(bytes);
            }
            return new PairId(BASE32.encode(mac.doFinal(), 0, ID_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
