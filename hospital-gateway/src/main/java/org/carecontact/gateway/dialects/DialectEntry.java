package org.carecontact.gateway.dialects;

import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.carecontact.kernel.yaml.StrictYaml;
import org.carecontact.kernel.yaml.YamlEntry;
import org.yaml.snakeyaml.nodes.Node;

/** A value in a dialect. */
final class DialectEntry extends YamlEntry<DialectEntry, DialectRefused> {

    private DialectEntry(String file, Node node) {
        super(file, node);
    }

    static DialectEntry root(String file, String text) {
        return new DialectEntry(file, StrictYaml.compose(file, text, "", DialectRefused::new));
    }

    @Override
    protected DialectEntry entry(Node other) {
        return new DialectEntry(file(), other);
    }

    @Override
    protected DialectRefused refusal(String message) {
        return new DialectRefused(message);
    }

    ZoneId zone() {
        try {
            return ZoneId.of(text());
        } catch (DateTimeException _) {
            throw refused("'" + text() + "' is not a time zone as Asia/Shanghai");
        }
    }

    Charset charset() {
        try {
            return Charset.forName(text());
        } catch (IllegalArgumentException _) {
            throw refused("'" + text() + "' is not a character set as UTF-8 or GB18030");
        }
    }

    FinishedAfter finishedAfter() {
        return FinishedAfter.parse(text())
                .orElseThrow(() -> refused("'" + text() + "' is none of never, session, or a duration as PT4H"));
    }

    /** Texts of one form. */
    Set<String> texts(String form, String example) {
        Set<String> texts = new TreeSet<>();
        for (DialectEntry one : oneOrMore()) {
            if (!one.text().matches(form)) {
                throw one.refused("'" + one.text() + "' is not of the form " + example);
            }
            texts.add(one.text());
        }
        return texts;
    }

    <T> Map<String, T> values(Function<DialectEntry, T> reading) {
        Map<String, T> values = new TreeMap<>();
        map().forEach((key, entry) -> values.put(key, reading.apply(entry)));
        return values;
    }
}
