package org.carecontact.gateway.dialects;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.carecontact.gateway.dialects.Dialect.Identifiers;
import org.carecontact.gateway.staff.domain.SlotKind;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.carecontact.kernel.hospitals.FolderRefused;
import org.carecontact.kernel.hospitals.HospitalDescription;
import org.carecontact.schemas.Topics;
import org.jspecify.annotations.Nullable;

/** Reads feeds and dialects; nothing unknown is ignored. */
public final class DialectReader {

    private static final String EVENT = "[A-Z][A-Z0-9]{2}";
    private static final String ENDING = "([A-Z]{3}\\^)?" + EVENT;
    /** An event of HL7 v2, or an action of WS/T 846. */
    private static final String NOT_USED = "[A-Za-z][A-Za-z0-9]{2,63}";

    private static final Pattern HOSPITAL = Pattern.compile("[a-z0-9-]{2,24}");
    private static final Pattern SHIPPED = Pattern.compile("[a-z0-9-]+");
    private static final List<String> SHARED = List.of(
            "door",
            "zone",
            "patient",
            "doctor",
            "visit-numbers",
            "departments",
            "classes",
            "appointments",
            "not-used",
            "finished-by",
            "finished-after");
    private static final List<String> OF_A_FEED = List.of("hospital", "like", "port", "folder", "secrets", "tls");
    private static final Map<Door, List<String>> OWN = Map.of(
            Door.HL7_V2,
            List.of("facilities", "versions", "processing", "charset", "charsets", "other-events", "without-store"),
            Door.WST_846,
            List.of("actions", "processing", "other-events"),
            Door.FHIR,
            List.of(),
            Door.CSV,
            List.of("charset", "columns"),
            Door.NDJSON,
            List.of(),
            Door.KAFKA,
            List.of("topic"));

    /** The folder of a hospital's feeds, beside which its list of departments lies. */
    private static final String FEEDS = "feeds";

    private DialectReader() {}

    /**
     * Reads a feed of a hospital.
     *
     * @param file as messages name it
     * @param folder to which paths in the file are relative
     * @throws DialectRefused with line, column and remedy of the first mistake
     */
    public static FeedFile feed(String name, String file, String text, Path folder) {
        DialectEntry root = DialectEntry.root(file, text);
        Map<String, DialectEntry> fields = root.map();
        var _ = root.deciding(fields, "door", "like");
        @Nullable DialectEntry like = fields.get("like");
        Dialect base = like == null ? Dialect.tolerant(door(root, fields)) : shipped(like);
        @Nullable DialectEntry door = fields.get("door");
        if (door != null && door(root, fields) != base.door()) {
            throw door.refused("what it is like has the door " + base.door());
        }
        requireKnown(root, base.door(), OF_A_FEED);
        boolean files = base.door() == Door.CSV || base.door() == Door.NDJSON;
        boolean kafka = base.door() == Door.KAFKA;
        @Nullable DialectEntry tls = fields.get("tls");
        DialectEntry hospital = root.need(fields, "hospital");
        if (!HOSPITAL.matcher(hospital.text()).matches()) {
            throw hospital.refused("'" + hospital.text() + "' is not of the form tongren: 2 to 24 of a-z, 0-9 and -");
        }
        return new FeedFile(
                name,
                hospital.text(),
                files || kafka ? 0 : root.need(fields, "port").number(1, 65_535),
                files ? folder.resolve(root.need(fields, "folder").text()) : null,
                kafka ? topic(fields.get("topic"), hospital.text()) : null,
                either(
                        fields,
                        "secrets",
                        Set.of(),
                        one -> one.texts("[0-9a-f]{64}", "the SHA-256 of a secret, in hex")),
                tls == null ? null : tls(tls, folder),
                dialect(fields, base, listed(hospital.text(), folder)));
    }

    /** A list with a mistake lists nothing; who follows it says where the mistake is. */
    private static Set<String> listed(String hospital, Path folder) {
        Path file = folder.resolveSibling(HospitalDescription.DEPARTMENTS);
        if (!folder.endsWith(FEEDS) || !Files.isRegularFile(file)) {
            return Set.of();
        }
        try {
            return HospitalDescription.departments(
                            hospital + "/" + HospitalDescription.DEPARTMENTS, Files.readString(file))
                    .stream()
                    .map(department -> department.code().value())
                    .collect(Collectors.toSet());
        } catch (FolderRefused | IOException _) {
            return Set.of();
        }
    }

    /**
     * Reads a dialect that feeds may be like.
     *
     * @throws DialectRefused with line, column and remedy of the first mistake
     */
    static Dialect dialect(String file, String text) {
        DialectEntry root = DialectEntry.root(file, text);
        Map<String, DialectEntry> fields = root.map();
        Door door = door(root, fields);
        requireKnown(root, door, List.of());
        return dialect(fields, Dialect.tolerant(door), Set.of());
    }

    private static void requireKnown(DialectEntry root, Door door, List<String> more) {
        List<String> known = new ArrayList<>(more);
        known.addAll(SHARED);
        known.addAll(OWN.getOrDefault(door, List.of()));
        root.fields(known.toArray(String[]::new));
    }

    private static Door door(DialectEntry root, Map<String, DialectEntry> fields) {
        return root.need(fields, "door").oneOf(List.of(Door.values()), Door::word);
    }

    private static Dialect shipped(DialectEntry like) {
        String name = like.text();
        try (@Nullable
                InputStream in = SHIPPED.matcher(name).matches()
                        ? DialectReader.class.getResourceAsStream("/dialects/" + name + ".yml")
                        : null) {
            if (in == null) {
                throw like.refused("no dialect is called '" + name
                        + "'; there are hl7-v2, chinese-his, wst-846, fhir, csv, ndjson and kafka");
            }
            return dialect(name + ".yml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String topic(@Nullable DialectEntry entry, String hospital) {
        if (entry == null) {
            return Topics.inbound(hospital);
        }
        if (!Topics.isInboundOf(entry.text(), hospital)) {
            throw entry.refused("'" + entry.text() + "' is not of the form " + Topics.inbound(hospital)
                    + ": a topic of this hospital that nobody else writes");
        }
        return entry.text();
    }

    private static FeedFile.Tls tls(DialectEntry entry, Path folder) {
        Map<String, DialectEntry> fields = entry.fields("certificate", "key", "clients");
        @Nullable DialectEntry clients = fields.get("clients");
        return new FeedFile.Tls(
                file(entry.need(fields, "certificate"), folder),
                file(entry.need(fields, "key"), folder),
                clients == null ? null : file(clients, folder));
    }

    private static Path file(DialectEntry entry, Path folder) {
        Path file = folder.resolve(entry.text());
        if (!Files.isReadable(file)) {
            throw entry.refused("no file '" + entry.text() + "' that can be read");
        }
        return file;
    }

    /** What a file says, over what it is like. */
    private static Dialect dialect(Map<String, DialectEntry> fields, Dialect usual, Set<String> listed) {
        Set<String> versions =
                either(fields, "versions", usual.versions(), one -> one.texts("any|2(\\.[0-9]+)*", "2.5.1, or any"));
        return new Dialect(
                usual.door(),
                either(fields, "facilities", usual.facilities(), one -> one.texts(".+", "tongren, or any")),
                versions.contains(Dialect.ANY) ? Set.of() : versions,
                either(fields, "processing", usual.processing(), one -> one.texts("[A-Z]", "P")),
                either(fields, "zone", usual.zone(), DialectEntry::zone),
                either(fields, "charset", usual.charset(), DialectEntry::charset),
                charsets(either(fields, "charsets", usual.charsets(), one -> one.values(DialectEntry::charset))),
                either(fields, "patient", usual.patient(), one -> identifiers(one, usual.patient())),
                either(fields, "doctor", usual.doctor(), one -> identifiers(one, usual.doctor())),
                either(
                        fields,
                        "visit-numbers",
                        usual.visitsPerPatient(),
                        one -> oneOfTwo(one, "per-patient", "per-hospital")),
                either(fields, "departments", usual.departments(), one -> one.values(DialectEntry::text)),
                either(fields, "classes", usual.classes(), one -> one.values(it -> it.one(EncounterClass.class))),
                either(fields, "appointments", usual.appointments(), one -> one.values(it -> it.one(SlotKind.class))),
                either(fields, "not-used", usual.notUsed(), one -> one.texts(NOT_USED, "A05")),
                either(fields, "other-events", usual.refusesOthers(), one -> oneOfTwo(one, "refuse", "acknowledge")),
                either(fields, "finished-by", usual.finishedBy(), one -> one.texts(ENDING, "A03, or ORU^R01")),
                either(fields, "finished-after", usual.finishedAfter(), DialectEntry::finishedAfter),
                either(
                        fields,
                        "without-store",
                        usual.answersWithoutStore(),
                        one -> oneOfTwo(one, "answer-ae", "close")),
                either(fields, "actions", usual.actions(), one -> one.values(DialectEntry::text)),
                either(fields, "columns", usual.columns(), one -> one.values(DialectEntry::text)),
                listed);
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
