package org.carecontact.schemas.ids;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Text that hospitals use as ids: 1 to 64 printable characters. The encoding uses only the unreserved characters of a
 * URI (RFC 3986 2.3) and is reversible.
 */
final class HospitalText {

    static final int LONGEST = 64;
    private static final char ESCAPE = '~';
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private HospitalText() {}

    /** Returns whether it is printable, at most {@value #LONGEST} code points, and neither begins nor ends with a space. */
    static boolean isId(String text) {
        return !text.isEmpty()
                && text.codePointCount(0, text.length()) <= LONGEST
                && text.codePoints().allMatch(HospitalText::isPrintable)
                && !text.startsWith(" ")
                && !text.endsWith(" ");
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> character == ' ';
            default -> !isInvisible(character);
        };
    }

    /** Default_Ignorable_Code_Point (UAX 44) beyond the format characters: fillers and variation selectors. */
    private static boolean isInvisible(int character) {
        return character == 0x034F
                || character == 0x115F
                || character == 0x1160
                || character == 0x17B4
                || character == 0x17B5
                || character >= 0x180B && character <= 0x180F
                || character == 0x3164
                || character >= 0xFE00 && character <= 0xFE0F
                || character == 0xFFA0
                || character >= 0xE0000 && character <= 0xE0FFF;
    }

    /** Letters, digits, hyphen, dot and underscore stay; each other byte of its UTF-8 becomes ~ and two hex digits. */
    static String encode(String id) {
        StringBuilder encoded = new StringBuilder(id.length());
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            // A leading dot could make one of the path segments . and .. of it.
            if (isPlain(b) && !(b == '.' && encoded.isEmpty())) {
                encoded.append((char) b);
            } else {
                encoded.append(ESCAPE).append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    /** Decodes; empty if no text encodes to exactly this. */
    static Optional<String> decode(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int at = 0; at < encoded.length(); at++) {
            char c = encoded.charAt(at);
            if (c != ESCAPE) {
                if (c > 0x7f) {
                    return Optional.empty();
                }
                bytes.write(c);
            } else if (at + 2 < encoded.length()
                    && HexFormat.isHexDigit(encoded.charAt(at + 1))
                    && HexFormat.isHexDigit(encoded.charAt(at + 2))) {
                bytes.write(HexFormat.fromHexDigits(encoded, at + 1, at + 3));
                at += 2;
            } else {
                return Optional.empty();
            }
        }
        try {
            String id = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            return isId(id) && encode(id).equals(encoded) ? Optional.of(id) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isPlain(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '-' || b == '.' || b == '_';
    }

    static String checked(String what, String text) {
        if (!isId(text)) {
            throw new IllegalArgumentException(
                    "not the id of a " + what + ": 1 to " + LONGEST + " printable characters");
        }
        return text;
    }
}
