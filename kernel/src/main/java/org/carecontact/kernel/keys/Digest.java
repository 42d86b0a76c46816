package org.carecontact.kernel.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** SHA-256 in the spellings that the product uses. */
public final class Digest {

    private Digest() {}

    /** Creates a digest for data that comes in pieces. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] sha256(byte[] data) {
        return sha256().digest(data);
    }

    /** Returns the SHA-256 as 64 lower-case hexadecimal digits. */
    public static String hex(byte[] data) {
        return HexFormat.of().formatHex(sha256(data));
    }

    /** Returns the SHA-256 of the text's UTF-8 bytes as 64 lower-case hexadecimal digits. */
    public static String hex(String text) {
        return hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the SHA-256 as 43 characters of base64url without padding (RFC 4648 section 5). */
    public static String base64url(byte[] data) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(data));
    }
}
