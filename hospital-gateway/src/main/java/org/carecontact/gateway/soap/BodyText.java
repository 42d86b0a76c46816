package org.carecontact.gateway.soap;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the text of an HTTP body: by its byte order mark, its XML declaration, the charset of the content type, the
 * declaration of the message in it, else UTF-8. Strictly: bytes that are not of an encoding are not of it.
 */
final class BodyText {

    private static final Pattern DECLARED = Pattern.compile(
            "(?:<|&lt;|&#60;|&#x3[cC];)\\?xml\\s[^>]{0,200}?encoding\\s*=\\s*(?:[\"']|&quot;|&apos;|&#34;|&#39;)([A-Za-z0-9._:-]{1,40})");
    private static final Pattern PARAMETER = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([A-Za-z0-9._:-]{1,40})\"?");
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final char MARK = '\ufeff';

    /** A text without a byte order mark, and the character set of its bytes. */
    record Read(String text, Charset charset) {}

    private BodyText() {}

    /** Returns the text without a byte order mark; empty when the bytes are of none of the encodings that are named. */
    static Optional<String> of(byte[] body, String contentType) {
        return read(body, contentType).map(Read::text);
    }

    /** The same, with the encoding. */
    static Optional<Read> read(byte[] body, String contentType) {
        for (Charset charset : charsets(body, contentType)) {
            Optional<String> text = decoded(body, charset);
            if (text.isPresent()) {
                return Optional.of(new Read(unmarked(text.get()), charset));
            }
        }
        return Optional.empty();
    }

    private static List<Charset> charsets(byte[] body, String contentType) {
        if (startsWith(body, 0xef, 0xbb, 0xbf)) {
            return List.of(StandardCharsets.UTF_8);
        }
        if (startsWith(body, 0xfe, 0xff) || startsWith(body, 0xff, 0xfe)) {
            return List.of(StandardCharsets.UTF_16);
        }
        List<Charset> charsets = new ArrayList<>();
        String ascii = new String(body, StandardCharsets.ISO_8859_1);
        Matcher declared = DECLARED.matcher(ascii);
        boolean found = declared.find();
        boolean ofTheBody = found && ascii.substring(0, declared.start()).isBlank();
        if (ofTheBody) {
            named(declared.group(1)).ifPresent(charsets::add);
            found = declared.find();
        }
        Matcher parameter = PARAMETER.matcher(contentType);
        if (parameter.find()) {
            named(parameter.group(1)).ifPresent(charsets::add);
        }
        charsets.add(StandardCharsets.UTF_8);
        if (found) {
            named(declared.group(1)).ifPresent(charsets::add);
        }
        return charsets;
    }

    /** GB 2312 and GBK are parts of GB 18030. */
    private static Optional<Charset> named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.startsWith("GB") || upper.equals("CP936") || upper.equals("EUC-CN")) {
            return Optional.of(GB18030);
        }
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> decoded(byte[] body, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /** The text without a byte order mark and without spaces around it. */
    static String unmarked(String text) {
        String bare = text.strip();
        return !bare.isEmpty() && bare.charAt(0) == MARK ? bare.substring(1).strip() : bare;
    }

    private static boolean startsWith(byte[] body, int... bytes) {
        if (body.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((body[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
