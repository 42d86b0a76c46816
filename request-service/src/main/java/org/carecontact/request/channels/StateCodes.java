package org.carecontact.request.channels;

import com.google.common.io.BaseEncoding;
import java.security.SecureRandom;

/** Makes the codes that WeCom calls state: 26 random characters, of at most 30, that mean nothing to others. */
final class StateCodes {

    private static final int BYTES = 16;

    private final SecureRandom random = new SecureRandom();

    String fresh() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return BaseEncoding.base32().lowerCase().omitPadding().encode(bytes);
    }
}
