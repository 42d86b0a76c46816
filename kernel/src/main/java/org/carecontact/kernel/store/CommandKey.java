package org.carecontact.kernel.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.carecontact.kernel.keys.Digest;

/**
 * Names one HTTP command of one person, so that its repetition gets the first answer (IETF draft
 * idempotency-key-header). It is scoped to the document that the command goes to.
 */
public record CommandKey(String key, String bodySha256) {

    /**
     * Makes the key of a command.
     *
     * @param header the value of Idempotency-Key
     * @param path so that two commands with the same body differ
     * @param body as received
     */
    public static CommandKey of(String header, String person, String path, byte[] body) {
        MessageDigest digest = Digest.sha256();
        digest.update(path.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return new CommandKey(person + "/" + header, HexFormat.of().formatHex(digest.digest(body)));
    }
}
