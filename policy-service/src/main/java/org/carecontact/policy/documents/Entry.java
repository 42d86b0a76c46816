package org.carecontact.policy.documents;

import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import org.carecontact.kernel.yaml.StrictYaml;
import org.carecontact.kernel.yaml.YamlEntry;
import org.carecontact.policy.vocabulary.domain.Century;
import org.carecontact.policy.vocabulary.domain.Wording;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A value in a policy document. */
final class Entry extends YamlEntry<Entry, PolicyRefused> {

    private static final String CODE = "[a-z0-9]+(-[a-z0-9]+)*";

    Entry(String file, Node node) {
        super(file, node);
    }

    /**
     * The root of a document.
     *
     * @throws PolicyRefused when it is not YAML
     */
    static Entry root(String file, String text) {
        return new Entry(
                file,
                StrictYaml.compose(
                        file,
                        text,
                        "a condition that begins with ! or [ stands in quotation marks",
                        PolicyRefused::new));
    }

    @Override
    protected Entry entry(Node other) {
        return new Entry(file(), other);
    }

    @Override
    protected PolicyRefused refusal(String message) {
        return new PolicyRefused(message);
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
