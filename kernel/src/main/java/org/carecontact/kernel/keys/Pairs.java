package org.carecontact.kernel.keys;

import com.google.common.io.BaseEncoding;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.carecontact.schemas.ids.PairId;

/** Ids of pairs and requests: random-looking, the same in every service, and telling nothing of who is meant. */
public final class Pairs {

    private static final BaseEncoding BASE32 = BaseEncoding.base32().lowerCase().omitPadding();
    private static final Pattern REQUEST = Pattern.compile("([a-z2-7]{26})-([1-9][0-9]{0,8})");
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
        return new PairId(id(hospital, patient, doctor));
    }

    /** The id of one patient and one doctor at one hospital: 26 characters of base32. */
    public String id(String hospital, String patient, String doctor) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            for (String part : new String[] {hospital, patient, doctor}) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update((byte) bytes.length);
                mac.update(bytes);
            }
            return BASE32.encode(mac.doFinal(), 0, ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The id of a pair's request. */
    public static String request(String pair, int number) {
        return pair + "-" + number;
    }

    /** Whether it looks like the id of a request. */
    public static boolean isRequest(String id) {
        return REQUEST.matcher(id).matches();
    }

    /** The pair of a request. */
    public static String ofRequest(String request) {
        var matcher = REQUEST.matcher(request);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not the id of a request");
        }
        return matcher.group(1);
    }
}
