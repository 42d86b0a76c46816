package org.carecontact.gateway.soap;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A request as it came.
 *
 * @param contentType empty for none
 */
record Post(String contentType, byte[] body) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 ;=\"/+._-]{0,100}");

    /** Reads what {@link #kept} wrote. */
    static Post of(byte[] kept) {
        int head = 0;
        while (head < kept.length && kept[head] != '\n') {
            head++;
        }
        return new Post(
                new String(kept, 0, head, StandardCharsets.US_ASCII),
                Arrays.copyOfRange(kept, Math.min(head + 1, kept.length), kept.length));
    }

    /** The body behind a line with the content type, which may say what its encoding is. */
    byte[] kept() {
        byte[] head =
                ((PLAIN.matcher(contentType).matches() ? contentType : "") + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] kept = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, kept, head.length, body.length);
        return kept;
    }
}
