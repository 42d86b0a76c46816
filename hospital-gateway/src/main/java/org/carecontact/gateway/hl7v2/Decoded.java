package org.carecontact.gateway.hl7v2;

import ca.uhn.hl7v2.ErrorCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.carecontact.gateway.dialects.Dialect;

/**
 * A message in its own character set.
 *
 * @param text CR ends a segment; senders that write lines are understood too
 */
public record Decoded(Header header, String text, Charset charset) {

    private static final Pattern END = Pattern.compile("\r\n|\n");

    /** Decodes a message without its framing. */
    public static Decoded of(byte[] message, Dialect dialect) throws Refusal {
        if (Block.hasFraming(message)) {
            throw Refusal.ofContent(
                    ErrorCode.DATA_TYPE_ERROR, "MSH", 0, "No byte 0x0B within a message: it begins a block");
        }
        Charset charset = Charsets.of(Header.of(Charsets.header(message)), message, dialect);
        String text = END.matcher(Charsets.decode(message, charset)).replaceAll("\r");
        return new Decoded(Header.of(text), text, charset);
    }

    /** The text for a person, byte by byte where nobody knows the character set. */
    public static String shown(byte[] message, Dialect dialect) {
        try {
            return of(message, dialect).text();
        } catch (Refusal _) {
            return END.matcher(new String(message, StandardCharsets.ISO_8859_1)).replaceAll("\r");
        }
    }
}
