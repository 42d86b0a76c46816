package org.carecontact.kernel.web.door;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.carecontact.kernel.web.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * Checks a body before anybody reads it: one JSON value (RFC 8259) in UTF-8 without a byte order mark, no member twice,
 * and no invisible characters in texts.
 */
final class StrictJson {

    private static final int DEEPEST = 50;

    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    /** Returns the problem of the body; empty when it is good. */
    Optional<Problem> problem(byte[] body) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return Optional.of(Problem.of("not-json"));
        }
        if (text.startsWith("\uFEFF")) {
            return Optional.of(Problem.of("not-json"));
        }
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            return problem(parser);
        } catch (StreamReadException e) {
            boolean twice = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate ");
            return Optional.of(Problem.of(twice ? "duplicate-member" : "not-json"));
        } catch (JacksonException e) {
            return Optional.of(Problem.of("not-json"));
        }
    }

    private static Optional<Problem> problem(JsonParser parser) {
        boolean begun = false;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            boolean root = parser.streamReadContext().inRoot();
            boolean begins = root && (token.isScalarValue())
                    || token.isStructStart()
                            && parser.streamReadContext().getParent().inRoot();
            if (begins && begun) {
                return Optional.of(Problem.of("not-json")); // a second value behind the first
            }
            begun |= begins;
            if (token == JsonToken.PROPERTY_NAME || token == JsonToken.VALUE_STRING) {
                int forbidden = forbidden(parser.getString());
                if (forbidden >= 0) {
                    return Optional.of(Problem.of("forbidden-character")
                            .with("character", String.format("U+%04X", forbidden))
                            .field(token == JsonToken.PROPERTY_NAME ? parent(parser) : path(parser)));
                }
            }
        }
        return begun ? Optional.empty() : Optional.of(Problem.of("not-json"));
    }

    /** Returns the first forbidden character of a text; -1 when there is none. */
    static int forbidden(String text) {
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            if (isForbidden(character)) {
                return character;
            }
            at += Character.charCount(character);
        }
        return -1;
    }

    private static boolean isForbidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character != '\n' && character != '\t' && character != '\r'; // see LineEnds
            case Character.SURROGATE -> true; // a half, as a whole pair is one code point
            default -> isBidi(character) || (character & 0xFFFE) == 0xFFFE;
        };
    }

    /** Characters that change the direction of writing (UAX 9 section 2). */
    private static boolean isBidi(int character) {
        return character == 0x061C
                || character == 0x200E
                || character == 0x200F
                || character >= 0x202A && character <= 0x202E
                || character >= 0x2066 && character <= 0x2069;
    }

    private static String path(JsonParser parser) {
        return dotted(parser.streamReadContext().pathAsPointer(false).toString());
    }

    private static String parent(JsonParser parser) {
        return dotted(
                String.valueOf(parser.streamReadContext().pathAsPointer(false).head()));
    }

    private static String dotted(String pointer) {
        return pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.');
    }
}
