package org.carecontact.gateway.adt;

import ca.uhn.hl7v2.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.carecontact.gateway.dialects.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * Decodes bytes by MSH-18 (HL7 table 0211), strictly: a GB 18030 character's second byte can be a delimiter, so a wrong
 * guess would move fields.
 */
public final class Charsets {

    private static final int LONGEST_HEADER = 4096;
    private static final Pattern NOISE = Pattern.compile("[ _-]");
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Map<String, Charset> KNOWN = known();

    private Charsets() {}

    /** Returns the header's text, whatever the encoding of the rest. */
    public static String header(byte[] message) {
        int end = 0;
        while (end < message.length && end < LONGEST_HEADER && message[end] != '\r' && message[end] != '\n') {
            end++;
        }
        return new String(Arrays.copyOf(message, end), StandardCharsets.ISO_8859_1);
    }

    /** Returns the character set that the header names. */
    public static Charset of(Header header, Charset unlessNamed) throws Refusal {
        String named = header.field(18).toUpperCase(Locale.ROOT).trim();
        if (named.isEmpty()) {
            return unlessNamed;
        }
        return charset == null ? dialect.charset() : charset;
    }

    public static String decode(byte[] message, Charset charset) throws Refusal {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(message)).toString();
        } catch (CharacterCodingException _) {
            throw Refusal.ofContent(
                    ErrorCode.DATA_TYPE_ERROR,
                    "MSH",
                    18,
                    "MSH-18 names the character set that the message is written in");
        }
    }
}
