package org.carecontact.gateway.hl7v2;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.ErrorCode;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.GenericMessage;
import ca.uhn.hl7v2.model.GenericSegment;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.parser.EncodingCharacters;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The segments of a message, wherever they stand; HAPI cuts and unescapes them without a structure of any version. */
final class Segments {

    private static final Pattern ENDS = Pattern.compile("\r");
    private static final Pattern HEX = Pattern.compile("\\\\X([0-9A-Fa-f]{2})\\\\");
    private static final PipeParser PARSER = parser();
    private static final GenericModelClassFactory MODEL = new GenericModelClassFactory();

    private final List<String> texts;
    private final EncodingCharacters delimiters;

    Segments(String text, Header header) {
        this.texts = ENDS.splitAsStream(text)
                .filter(segment -> segment.length() >= 3)
                .toList();
        this.delimiters = header.delimiters();
    }

    private static PipeParser parser() {
        DefaultHapiContext context = new DefaultHapiContext();
        context.setValidationContext(ValidationContextFactory.noValidation());
        return new PipeParser(context);
    }

    /** All of a name, in the order they came. */
    List<Fields> all(String name) throws Refusal {
        List<Fields> all = new ArrayList<>();
        for (String text : texts) {
            if (text.startsWith(name) && (text.length() == 3 || text.charAt(3) == delimiters.getFieldSeparator())) {
                all.add(new Fields(parsed(name, text)));
            }
        }
        return all;
    }

    /**
     * The one of a name, or an empty one.
     *
     * @throws Refusal when there are two
     */
    Fields one(String name) throws Refusal {
        List<Fields> all = all(name);
        if (all.size() > 1) {
            throw Refusal.ofContent(ErrorCode.SEGMENT_SEQUENCE_ERROR, name, 0, "One " + name + " in a message");
        }
        return all.isEmpty() ? new Fields(parsed(name, name)) : all.getFirst();
    }

    boolean has(String name) {
        return texts.stream().anyMatch(text -> text.startsWith(name));
    }

    /** Each segment of the second name with the last one of the first name before it. */
    List<Pair> pairs(String first, String second) throws Refusal {
        List<Pair> pairs = new ArrayList<>();
        @Nullable Fields last = null;
        for (String text : texts) {
            if (text.startsWith(first)) {
                last = new Fields(parsed(first, text));
            } else if (text.startsWith(second)) {
                if (last == null) {
                    throw Refusal.ofContent(
                            ErrorCode.SEGMENT_SEQUENCE_ERROR, second, 0, "A " + first + " before each " + second);
                }
                pairs.add(new Pair(last, new Fields(parsed(second, text))));
            }
        }
        return pairs;
    }

    /** Each segment of a name with all behind it until the next one of that name. */
    List<Group> groups(String head) throws Refusal {
        List<Group> groups = new ArrayList<>();
        for (String text : texts) {
            String name = text.substring(0, 3);
            if (name.equals(head)) {
                groups.add(new Group(new Fields(parsed(head, text)), new HashMap<>(), new Fields(parsed(head, head))));
            } else if (!groups.isEmpty()) {
                groups.getLast().members().putIfAbsent(name, new Fields(parsed(name, text)));
            }
        }
        return groups;
    }

    /**
     * A segment and what belongs to it.
     *
     * @param members the first of each name
     * @param none stands for those that are not there
     */
    record Group(Fields head, Map<String, Fields> members, Fields none) {

        /** The first of a name, or an empty one. */
        Fields first(String name) {
            return members.getOrDefault(name, none);
        }
    }

    /** Two segments that belong together. */
    record Pair(Fields first, Fields second) {}

    /** What the message says beside its header. */
    String content() {
        return String.join(
                "\r", texts.stream().filter(text -> !text.startsWith("MSH")).toList());
    }

    private Segment parsed(String name, String text) throws Refusal {
        try {
            GenericMessage message = new GenericMessage.V25(MODEL);
            message.setParser(PARSER); // else HAPI makes a context with all its rules for each segment
            GenericSegment segment = new GenericSegment(message, name);
            PARSER.parse(segment, text, delimiters);
            return segment;
        } catch (HL7Exception | RuntimeException _) {
            // Their messages repeat the content.
            throw Refusal.ofContent(
                    ErrorCode.SEGMENT_SEQUENCE_ERROR, name, 0, "A segment of HL7 v2 in the delimiters of MSH-2");
        }
    }

    /** A part of a field's repetition; empty when absent. */
    static String part(Segment segment, int field, int repetition, int component) {
        try {
            @Nullable String value = Terser.get(segment, field, repetition, component, 1);
            return value == null
                    ? ""
                    : HEX.matcher(value).replaceAll(Segments::character).trim();
        } catch (HL7Exception _) {
            return "";
        }
    }

    private static String character(MatchResult hex) {
        char character = (char) Integer.parseInt(hex.group(1), 16);
        return Matcher.quoteReplacement(character >= ' ' && character < 127 ? String.valueOf(character) : hex.group());
    }

    static int repetitions(Segment segment, int field) {
        try {
            Type[] all = segment.getField(field);
            return all.length;
        } catch (HL7Exception _) {
            return 0;
        }
    }
}
