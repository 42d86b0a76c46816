package org.carecontact.gateway.adt;

import ca.uhn.hl7v2.ErrorCode;
import ca.uhn.hl7v2.parser.EncodingCharacters;
import java.util.List;
import java.util.regex.Pattern;

/** The MSH segment, read leniently enough to answer even what can't be parsed. */
public record Header(List<String> fields, char separator) {

    private static final Pattern SEGMENTS = Pattern.compile("\r");
    private static final String USUAL = "^~\\&";

    public static Header of(String text) {
        String segment = SEGMENTS.split(text, 2)[0];
        if (segment.length() < 8 || !segment.startsWith("MSH")) {
            return new Header(List.of(), '|');
        }
        return new Header(List.of(segment.split(Pattern.quote(segment.substring(3, 4)), -1)), segment.charAt(3));
    }

    /** Returns whether it is a header with usable delimiters. */
    void mustBeReadable() throws Refusal {
        if (fields.isEmpty()) {
            throw Refusal.ofKind(
                    ErrorCode.SEGMENT_SEQUENCE_ERROR, "MSH", 0, "A message begins with MSH and its delimiters");
        }
        String encoding = fields.size() > 1 ? fields.get(1) : "";
        if (!usable(separator + encoding)) {
            throw Refusal.ofContent(
                    ErrorCode.DATA_TYPE_ERROR, "MSH", 2, "MSH-1 and MSH-2 name the delimiters, usually |^~\\&");
        }
    }

    /**
     * Returns a field's first repetition, undecoded; empty when absent. MSH-1 is the separator itself, so MSH-3 is
     * field 3.
     */
    String field(int number) {
        return fields.size() < number ? "" : fields.get(number - 1);
    }

    /** Returns a component, counted from 1; empty when absent. */
    String component(int number, int component) {
        char separator = field(2).isEmpty() ? '^' : field(2).charAt(0);
        String[] components = field(number).split(Pattern.quote(String.valueOf(separator)), -1);
        return components.length < component ? "" : components[component - 1];
    }

    String trigger() {
        return component(9, 2);
    }

    public String controlId() {
        return field(10);
    }

    /** Who gave the control id. */
    String sender() {
        return component(3, 1) + "|" + component(4, 1);
    }
}
