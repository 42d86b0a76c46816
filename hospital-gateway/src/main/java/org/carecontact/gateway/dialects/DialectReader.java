package org.carecontact.gateway.dialects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.carecontact.gateway.dialects.Dialect.Identifiers;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.springframework.core.io.Resource;

/** Reads dialects; nothing unknown is ignored. */
public final class DialectReader {

    private static final String EVENT = "[A-Z][A-Z0-9]{2}";
    private static final String ENDING = "([A-Z]{3}\\^)?" + EVENT;

    private DialectReader() {}

    /**
     * Reads a file.
     *
     * @throws DialectRefused with line, column and remedy of the first mistake
     * @throws UncheckedIOException when there is no such file
     */
    public static Dialect read(Resource file) {
        try {
            return read(
                    file.getFilename() == null ? "dialect" : file.getFilename(),
                    file.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Dialect read(String file, String text) {
        DialectEntry root = DialectEntry.root(file, text);
        Map<String, DialectEntry> fields = root.fields(
                "door",
                "facilities",
                "versions",
                "processing",
                "zone",
                "charset",
                "charsets",
                "patient",
                "doctor",
                "visit-numbers",
                "departments",
                "classes",
                "not-used",
                "other-events",
                "finished-by",
                "finished-after",
                "without-store");
        root.need(fields, "door").oneOf(List.of("hl7-v2"), Function.identity());
        Dialect usual = Dialect.tolerant();
        Set<String> versions = either(
                fields, "versions", usual.versions(), entry -> entry.texts("any|2(\\.[0-9]+)*", "2.5.1, or any"));
        return new Dialect(
                either(fields, "facilities", usual.facilities(), entry -> entry.texts(".+", "tongren, or any")),
                versions.contains(Dialect.ANY) ? Set.of() : versions,
                either(fields, "processing", usual.processing(), entry -> entry.texts("[A-Z]", "P")),
                either(fields, "zone", usual.zone(), DialectEntry::zone),
                either(fields, "charset", usual.charset(), DialectEntry::charset),
                charsets(either(fields, "charsets", usual.charsets(), entry -> entry.values(DialectEntry::charset))),
                either(fields, "patient", usual.patient(), entry -> identifiers(entry, usual.patient())),
                either(fields, "doctor", usual.doctor(), entry -> identifiers(entry, usual.doctor())),
                either(
                        fields,
                        "visit-numbers",
                        usual.visitsPerPatient(),
                        entry -> oneOfTwo(entry, "per-patient", "per-hospital")),
                either(fields, "departments", usual.departments(), entry -> entry.values(DialectEntry::text)),
                either(fields, "classes", usual.classes(), entry -> entry.values(one -> one.one(EncounterClass.class))),
                either(fields, "not-used", usual.notUsed(), entry -> entry.texts(EVENT, "A05")),
                either(
                        fields,
                        "other-events",
                        usual.refusesOthers(),
                        entry -> oneOfTwo(entry, "refuse", "acknowledge")),
                either(fields, "finished-by", usual.finishedBy(), entry -> entry.texts(ENDING, "A03, or ORU^R01")),
                either(fields, "finished-after", usual.finishedAfter(), DialectEntry::finishedAfter),
                either(
                        fields,
                        "without-store",
                        usual.answersWithoutStore(),
                        entry -> oneOfTwo(entry, "answer-ae", "close")));
    }

    private static <T> T either(
            Map<String, DialectEntry> fields, String key, T usual, Function<DialectEntry, T> reading) {
        DialectEntry entry = fields.get(key);
        return entry == null ? usual : reading.apply(entry);
    }

    private static boolean oneOfTwo(DialectEntry entry, String yes, String no) {
        return entry.oneOf(List.of(yes, no), Function.identity()).equals(yes);
    }

    /** In a list of types, {@code untyped} stands for an identifier that has none. */
    private static Identifiers identifiers(DialectEntry entry, Identifiers usual) {
        Map<String, DialectEntry> fields = entry.fields("types", "authorities");
        return new Identifiers(
                either(
                        fields,
                        "types",
                        usual.types(),
                        types -> types.oneOrMore().stream()
                                .map(one -> one.text().equals("untyped") ? "" : one.text())
                                .toList()),
                either(fields, "authorities", usual.authorities(), names -> names.texts(".+", "HIS")));
    }

    private static Map<String, Charset> charsets(Map<String, Charset> named) {
        Map<String, Charset> charsets = new TreeMap<>();
        named.forEach((name, charset) -> charsets.put(name.toUpperCase(Locale.ROOT), charset));
        return charsets;
    }
}
