package org.carecontact.policy.documents;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.carecontact.policy.vocabulary.domain.Century;
import org.carecontact.policy.vocabulary.domain.Wording;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A value in a YAML document that knows where it stands; scalars are text, so NO stays NO. */
record Entry(String file, Node node) {

    private static final String CODE = "[a-z0-9]+(-[a-z0-9]+)*";

    /** The entries of a mapping. Every key must be one of these. */
    Map<String, Entry> fields(String... allowed) {
        Map<String, Entry> fields = map();
        for (Map.Entry<String, Entry> field : fields.entrySet()) {
            if (!List.of(allowed).contains(field.getKey())) {
                throw field.getValue()
                        .refused("unknown key '" + field.getKey() + "', known here: " + String.join(", ", allowed));
            }
        }
        return fields;
    }

    /** The entries of a mapping with free keys. */
    Map<String, Entry> map() {
        if (!(node instanceof MappingNode mapping)) {
            throw refused("expected keys and values");
        }
        Map<String, Entry> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = new Entry(file, tuple.getKeyNode()).text();
            if (fields.put(key, new Entry(file, tuple.getValueNode())) != null) {
                throw new Entry(file, tuple.getKeyNode()).refused("'" + key + "' is given twice");
            }
        }
        return fields;
    }

    Entry need(Map<String, Entry> fields, String key) {
        Entry found = fields.get(key);
        if (found == null) {
            throw refused("'" + key + "' is missing");
        }
        return found;
    }

    List<Entry> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw refused("expected a list");
        }
        List<Entry> entries = new ArrayList<>();
        sequence.getValue().forEach(one -> entries.add(new Entry(file, one)));
        return entries;
    }

    /** A list, or one value that stands for a list of one. */
    List<Entry> oneOrMore() {
        List<Entry> entries = node instanceof ScalarNode ? List.of(this) : list();
        if (entries.isEmpty()) {
            throw refused("the list is empty");
        }
        return entries;
    }

    String text() {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw refused("expected a text");
        }
        return scalar.getValue();
    }

    int number(int from, int to) {
        try {
            int number = Integer.parseInt(text());
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw refused("expected a number from " + from + " to " + to);
    }

    /** A fact of an example that is explicitly unknown. */
    boolean isUnknown() {
        return node instanceof ScalarNode scalar && scalar.getValue().equals("UNKNOWN");
    }

    boolean flag() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused("expected true or false");
        };
    }

    <T extends Enum<T>> T one(Class<T> type) {
        return oneOf(List.of(type.getEnumConstants()), Enum::name);
    }

    <T> T oneOf(Collection<T> choices, Function<T, String> name) {
        String text = text();
        return choices.stream()
                .filter(choice -> name.apply(choice).equals(text))
                .findFirst()
                .orElseThrow(() -> refused("'" + text + "' is none of "
                        + String.join(
                                ", ", new TreeSet<>(choices.stream().map(name).toList()))));
    }

    /** Reports exceptions of the building function at this place. */
    <T> T build(Function<Entry, T> builder) {
        try {
            return builder.apply(this);
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    /** A code of CareContact's own: small letters, digits and hyphens. */
    String code() {
        if (!text().matches(CODE)) {
            throw refused("'" + text() + "' is not a code as no-encounter: small letters, digits, hyphens");
        }
        return text();
    }

    Wording wording() {
        Map<String, Entry> fields = fields("zh", "en");
        return new Wording(need(fields, "zh").text(), need(fields, "en").text());
    }

    LocalDate day() {
        try {
            return LocalDate.parse(text());
        } catch (DateTimeException e) {
            throw refused("'" + text() + "' is not a day as 2026-11-01");
        }
    }

    /** A day of the years that this system is made for. */
    LocalDate dayOfThisCentury() {
        if (!Century.has(day())) {
            throw refused("'" + text() + "' is not a day from " + Century.FIRST + " to " + Century.LAST);
        }
        return day();
    }

    <T extends Enum<T>> Set<T> some(Class<T> type) {
        EnumSet<T> chosen = EnumSet.noneOf(type);
        oneOrMore().forEach(one -> chosen.add(one.one(type)));
        return chosen;
    }

    PolicyRefused refused(String what) {
        return new PolicyRefused(place(line(), node.getStartMark().getColumn() + 1, what));
    }

    int line() {
        return node.getStartMark().getLine() + 1;
    }

    /**
     * Reports an error within a text that stands here.
     *
     * @param line of the text, from 1
     * @param column of the text, from 0
     */
    String at(int line, int column, String what) {
        return switch (style()) {
            case PLAIN -> place(line(), node.getStartMark().getColumn() + 1 + column, what);
            case SINGLE_QUOTED, DOUBLE_QUOTED ->
                place(line(), node.getStartMark().getColumn() + 2 + column, what);
            case LITERAL, FOLDED, JSON_SCALAR_STYLE ->
                place(line() + line, column + 1, what + " (column within the text)");
        };
    }

    private DumperOptions.ScalarStyle style() {
        return node instanceof ScalarNode scalar ? scalar.getScalarStyle() : DumperOptions.ScalarStyle.PLAIN;
    }

    private String place(int line, int column, String what) {
        return file + ", line " + line + ", column " + column + ": " + what;
    }

    static <T> @Nullable T optional(@Nullable Entry entry, Function<Entry, T> reading) {
        return entry == null ? null : reading.apply(entry);
    }
}
