package org.carecontact.gateway.hl7v2;

import ca.uhn.hl7v2.ErrorCode;
import ca.uhn.hl7v2.parser.EncodingCharacters;
import java.util.List;
import java.util.regex.Pattern;
import org.carecontact.gateway.values.CitizenNumbers;

/** The MSH segment, read leniently enough to answer even what can't be parsed. */
public record Header(List<String> fields, char separator) {

    private static final Pattern SEGMENTS = Pattern.compile("\r");
    private static final String USUAL = "^~\\&";
    /** The usual ones of senders that know no escape. */
    private static final String WITHOUT_ESCAPE = "^~&";

    public static Header of(String text) {
        String segment = SEGMENTS.split(text, 2)[0];
        if (segment.length() < 8 || !segment.startsWith("MSH")) {
            return new Header(List.of(), '|');
        }
        return new Header(List.of(segment.split(Pattern.quote(segment.substring(3, 4)), -1)), segment.charAt(3));
    }

    void mustBeReadable() throws Refusal {
        if (fields.isEmpty()) {
            throw Refusal.ofKind(
                    ErrorCode.SEGMENT_SEQUENCE_ERROR, "MSH", 0, "A message begins with MSH and its delimiters");
        }
        if (!usable(separator + encoding())) {
            throw Refusal.ofContent(
                    ErrorCode.DATA_TYPE_ERROR, "MSH", 2, "MSH-1 and MSH-2 name the delimiters, usually |^~\\&");
        }
    }

    /** Five different printable characters, or six with v2.7's sign of truncation; none a letter, digit or space. */
    private static boolean usable(String delimiters) {
        return (delimiters.length() == 5 || delimiters.length() == 6)
                && delimiters.chars().distinct().count() == delimiters.length()
                && delimiters.chars().noneMatch(c -> Character.isLetterOrDigit(c) || c <= ' ' || c > 126);
    }

    private String encoding() {
        String given = fields.size() > 1 ? fields.get(1) : "";
        return given.equals(WITHOUT_ESCAPE) ? USUAL : given;
    }

    /** MSH-2 as an answer repeats it, with v2.7's sign of truncation where the message has one. */
    String encodingCharacters() {
        return usable(separator + encoding()) ? encoding() : USUAL;
    }

    /** The delimiters as the message has them; the usual ones when it has none that can be used. */
    EncodingCharacters delimiters() {
        String encoding = encodingCharacters();
        return new EncodingCharacters(
                separator, encoding.charAt(0), encoding.charAt(1), encoding.charAt(2), encoding.charAt(3));
    }

    /** Returns a field as it came; empty when absent. MSH-1 is the separator itself, so MSH-3 is field 3. */
    public String field(int number) {
        return fields.size() < number ? "" : fields.get(number - 1);
    }

    /** Returns a component of a field's first repetition, counted from 1; empty when absent. */
    String component(int number, int component) {
        EncodingCharacters delimiters = delimiters();
        String[] components =
                split(split(field(number), delimiters.getRepetitionSeparator())[0], delimiters.getComponentSeparator());
        return components.length < component ? "" : components[component - 1];
    }

    private static String[] split(String text, char separator) {
        return text.split(Pattern.quote(String.valueOf(separator)), -1);
    }

    String trigger() {
        return component(9, 2);
    }

    public String controlId() {
        return field(10);
    }

    /** Who gave the control id. */
    public String sender() {
        return CitizenNumbers.without(component(3, 1) + "|" + component(4, 1));
    }
}
