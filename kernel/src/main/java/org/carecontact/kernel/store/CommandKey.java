package org.carecontact.kernel.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names one HTTP command of one person, so that its repetition gets the first answer (IETF draft
 * idempotency-key-header). It is scoped to the document that the command goes to.
 */
public record CommandKey(String key, String bodySha256) {

    /** Of the header's value, the person who sends it, and the body as received (with the path, so that two commands differ). */
    public static CommandKey of(String header, String person, String path, byte[] body) {
        MessageDigest digest = sha256();
        digest.update(path.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return new CommandKey(person + "/" + header, HexFormat.of().formatHex(digest.digest(body)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
