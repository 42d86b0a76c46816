package org.carecontact.kernel.yaml;

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
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A value in a YAML document that knows where it stands; scalars are text, so NO stays NO.
 *
 * @param <E> the entry of the kind of document
 * @param <X> what its mistakes are thrown as
 */
public abstract class YamlEntry<E extends YamlEntry<E, X>, X extends RuntimeException> {

    private final String file;
    private final Node node;
    /** Where the key of this value stands; of a value in a mapping only. */
    private @Nullable Node key;

    protected YamlEntry(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    /** The entry of another node of the same document. */
    protected abstract E entry(Node other);

    /** What is thrown; the message begins with file, line and column. */
    protected abstract X refusal(String message);

    protected final String file() {
        return file;
    }

    protected final Node node() {
        return node;
    }

    /** The entries of a mapping. Every key must be one of these. */
    public final Map<String, E> fields(String... allowed) {
        Map<String, E> fields = map();
        for (Map.Entry<String, E> field : fields.entrySet()) {
            if (!List.of(allowed).contains(field.getKey())) {
                throw unknown(field.getValue(), field.getKey(), allowed);
            }
        }
        return fields;
    }

    /** The first of these keys that is given, by which the others are known; where none is, one near to it is unknown. */
    public final E deciding(Map<String, E> fields, String... keys) {
        for (String one : keys) {
            E found = fields.get(one);
            if (found != null) {
                return found;
            }
        }
        for (Map.Entry<String, E> field : fields.entrySet()) {
            if (Nearest.of(field.getKey(), List.of(keys)).isPresent()) {
                throw unknown(field.getValue(), field.getKey(), keys);
            }
        }
        throw refused("'" + keys[0] + "' is missing");
    }

    /** The entries of a mapping with free keys. */
    public final Map<String, E> map() {
        if (!(node instanceof MappingNode mapping)) {
            throw refused("expected keys and values");
        }
        Map<String, E> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = entry(tuple.getKeyNode()).text();
            E value = entry(tuple.getValueNode());
            YamlEntry<E, X> keyed = value;
            keyed.key = tuple.getKeyNode();
            if (fields.put(name, value) != null) {
                throw value.refusedKey("'" + name + "' is given twice");
            }
        }
        return fields;
    }

    public final E need(Map<String, E> fields, String key) {
        E found = fields.get(key);
        if (found == null) {
            throw refused("'" + key + "' is missing");
        }
        return found;
    }

    public final List<E> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw refused("expected a list");
        }
        List<E> entries = new ArrayList<>();
        sequence.getValue().forEach(one -> entries.add(entry(one)));
        return entries;
    }

    /** A list, or one value that stands for a list of one. */
    public final List<E> oneOrMore() {
        List<E> entries = node instanceof ScalarNode ? List.of(entry(node)) : list();
        if (entries.isEmpty()) {
            throw refused("the list is empty");
        }
        return entries;
    }

    public final String text() {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw refused("expected a text");
        }
        return scalar.getValue();
    }

    public final int number(int from, int to) {
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

    public final boolean flag() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused("expected true or false");
        };
    }

    public final <T extends Enum<T>> T one(Class<T> type) {
        return oneOf(List.of(type.getEnumConstants()), Enum::name);
    }

    public final <T> T oneOf(Collection<T> choices, Function<T, String> name) {
        String text = text();
        return choices.stream()
                .filter(choice -> name.apply(choice).equals(text))
                .findFirst()
                .orElseThrow(() -> refused("'" + text + "' is none of "
                        + String.join(
                                ", ", new TreeSet<>(choices.stream().map(name).toList()))));
    }

    /** What building from it throws is said to be wrong here. */
    public final <T> T build(Function<? super E, ? extends T> builder) {
        try {
            return builder.apply(entry(node));
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    public final LocalDate day() {
        try {
            return LocalDate.parse(text());
        } catch (DateTimeException e) {
            throw refused("'" + text() + "' is not a day as 2026-11-01");
        }
    }

    public final <T extends Enum<T>> Set<T> some(Class<T> type) {
        EnumSet<T> chosen = EnumSet.noneOf(type);
        oneOrMore().forEach(one -> chosen.add(one.one(type)));
        return chosen;
    }

    public final X refused(String what) {
        return refused(node, what);
    }

    /** The key of this value is what is wrong. */
    public final X refusedKey(String what) {
        return refused(key == null ? node : key, what);
    }

    private X unknown(E value, String name, String... allowed) {
        String all = String.join(", ", allowed);
        return value.refusedKey(Nearest.of(name, List.of(allowed))
                .map(near -> "unknown key '" + name + "'; did you mean '" + near + "'? Known here: " + all)
                .orElse("unknown key '" + name + "', known here: " + all));
    }

    private X refused(Node at, String what) {
        Mark start = at.getStartMark();
        return refusal(place(start.getLine() + 1, start.getColumn() + 1, what));
    }

    public final int line() {
        return node.getStartMark().getLine() + 1;
    }

    /**
     * Something wrong within a text that stands here.
     *
     * @param line of the text, from 1
     * @param column of the text, from 0
     */
    public final String at(int line, int column, String what) {
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
}
