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
        return node() instanceof ScalarNode scalar && scalar.getValue().equals("UNKNOWN");
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

    static <T> @Nullable T optional(@Nullable Entry entry, Function<Entry, T> reading) {
        return entry == null ? null : reading.apply(entry);
    }
}
