package org.carecontact.gateway.hl7v2;

import ca.uhn.hl7v2.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.carecontact.gateway.dialects.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * Decodes bytes by MSH-18 (HL7 table 0211, and what senders write instead), strictly: a GB 18030 character's second byte
 * can be a delimiter, so a wrong guess would move fields.
 */
public final class Charsets {

    private static final int LONGEST_HEADER = 4096;
    private static final Pattern NOISE = Pattern.compile("[ _/-]");
    private static final Pattern LATIN = Pattern.compile("(?:ISO)?8859([0-9]{1,2})");
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Map<String, Charset> KNOWN = known();

    private Charsets() {}

    /** GB 2312 and GBK are parts of GB 18030. */
    private static Map<String, Charset> known() {
        Map<String, Charset> known = new HashMap<>();
        for (String name : new String[] {"GB18030", "GB180302000", "GB180302005", "GB180302022", "GBK", "GB2312"}) {
            known.put(name, GB18030);
        }
        known.put("EUCCN", GB18030);
        known.put("CP936", GB18030);
        known.put("UTF8", StandardCharsets.UTF_8);
        known.put("UNICODEUTF8", StandardCharsets.UTF_8);
        known.put("UNICODE", StandardCharsets.UTF_8);
        known.put("ASCII", StandardCharsets.US_ASCII);
        known.put("BIG5", Charset.forName("Big5"));
        known.put("WINDOWS1252", Charset.forName("windows-1252"));
        return Map.copyOf(known);
    }

    /** Returns the header's text, whatever the encoding of the rest. */
    public static String header(byte[] message) {
        int end = 0;
        while (end < message.length && end < LONGEST_HEADER && message[end] != '\r' && message[end] != '\n') {
            end++;
        }
        return new String(Arrays.copyOf(message, end), StandardCharsets.ISO_8859_1);
    }

    /**
     * Returns the character set that the header names, else the dialect's.
     *
     * @throws Refusal when nobody knows the name and the message needs it
     */
    public static Charset of(Header header, byte[] message, Dialect dialect) throws Refusal {
        @Nullable Charset found = null;
        for (String name : header.field(18)
                .split(Pattern.quote(String.valueOf(header.delimiters().getRepetitionSeparator())))) {
            String named = name.strip();
            if (named.isEmpty() || named.equals(Fields.NULL)) {
                continue;
            }
            @Nullable Charset charset = named(named, dialect);
            if (charset == null) {
                if (isAscii(message)) {
                    return StandardCharsets.US_ASCII;
                }
                throw Refusal.ofContent(
                        ErrorCode.TABLE_VALUE_NOT_FOUND,
                        "MSH",
                        18,
                        "One of: UNICODE UTF-8, GB 18030-2000, GBK, ASCII, 8859/1; or a name in the feed's dialect");
            }
            if (found == null || found.equals(StandardCharsets.US_ASCII)) {
                found = charset;
            }
        }
        boolean untrue = StandardCharsets.US_ASCII.equals(found) && !isAscii(message);
        return found == null || untrue ? dialect.charset() : found;
    }

    private static @Nullable Charset named(String name, Dialect dialect) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (dialect.charsets().containsKey(upper)) {
            return dialect.charsets().get(upper);
        }
        String plain = NOISE.matcher(upper).replaceAll("");
        String latin = LATIN.matcher(plain).replaceFirst("ISO-8859-$1");
        if (KNOWN.containsKey(plain)) {
            return KNOWN.get(plain);
        }
        return latin.startsWith("ISO-8859-") && Charset.isSupported(latin) ? Charset.forName(latin) : null;
    }

    private static boolean isAscii(byte[] message) {
        for (byte b : message) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    public static String decode(byte[] message, Charset charset) throws Refusal {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(message)).toString();
        } catch (CharacterCodingException _) {
            throw Refusal.ofContent(
                    ErrorCode.DATA_TYPE_ERROR,
                    "MSH",
                    18,
                    "These bytes are no " + charset.name()
                            + ": the message's own character set in MSH-18, or charset: in"
                            + " the feed's file, as GB18030");
        }
    }
}
