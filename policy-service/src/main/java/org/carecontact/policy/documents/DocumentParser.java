package org.carecontact.policy.documents;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.carecontact.policy.rules.domain.Fact;
import org.carecontact.policy.rules.domain.Hospital;
import org.carecontact.policy.rules.domain.Layer;
import org.carecontact.policy.rules.domain.Layer.Level;
import org.carecontact.policy.vocabulary.domain.InstitutionType;
import org.carecontact.policy.vocabulary.domain.Wording;
import org.jspecify.annotations.Nullable;

/** Reads policy documents; nothing unknown is ignored. */
public final class DocumentParser {

    private record Parsed(PolicyDocument document, Entry root, Map<String, Entry> fields) {}

    private DocumentParser() {}

    /**
     * Reads a document and checks it.
     *
     * @param file the name that error messages give it
     * @throws PolicyRefused with line and column of everything that is wrong
     */
    public static PolicyDocument parse(String file, String text) {
        return parse(file, text, new CaseBudget(file));
    }

    /** The same, where several documents share one budget. */
    static PolicyDocument parse(String file, String text, CaseBudget budget) {
        Parsed parsed = parsed(file, text);
        parsed.root().need(parsed.fields(), "from").dayOfThisCentury();
        PolicyChecks.of(parsed.document(), parsed.root(), parsed.root().need(parsed.fields(), "rules"), budget);
        return parsed.document();
    }

    /**
     * Reads a document that passed its checks before.
     *
     * @throws PolicyRefused when it is no policy document
     */
    public static PolicyDocument read(String file, String text) {
        return parsed(file, text).document();
    }

    /** Reads a document that maps codes to sentences. */
    static Map<String, Wording> wordings(String file, String text) {
        Map<String, Wording> wordings = new LinkedHashMap<>();
        Entry.root(file, text).map().forEach((code, entry) -> wordings.put(code, entry.wording()));
        return wordings;
    }

    private static Parsed parsed(String file, String text) {
        Entry root = Entry.root(file, text);
        Map<String, Entry> fields = root.fields(
                "layer",
                "name",
                "appliesTo",
                "version",
                "from",
                "title",
                "source",
                "hospital",
                "rules",
                "usually",
                "examples");
        Level level = root.need(fields, "layer")
                .oneOf(List.of(Level.values()), one -> one.name().toLowerCase(Locale.ROOT));
        Hospital hospital = null;
        if (level == Level.HOSPITAL) {
            hospital = HospitalReading.of(root.need(fields, "hospital"));
        } else if (fields.containsKey("hospital")) {
            throw root.need(fields, "hospital").refused("only a document of the layer 'hospital' describes one");
        }
        Layer layer = new Layer(
                level,
                root.need(fields, "name").code(),
                appliesTo(level, root, fields, hospital),
                root.need(fields, "version").number(1, Integer.MAX_VALUE),
                root.need(fields, "title").wording(),
                root.need(fields, "source").text(),
                root.need(fields, "from").day(),
                RuleReading.all(
                        root.need(fields, "rules"), root.need(fields, "source").text()));
        Entry usually = fields.get("usually");
        Map<Fact, Object> usual = usually == null ? Map.of() : ExampleReading.given(usually);
        Entry examples = fields.get("examples");
        PolicyDocument document = new PolicyDocument(
                layer,
                hospital,
                examples == null
                        ? List.of()
                        : examples.list().stream()
                                .map(one -> ExampleReading.of(one, usual))
                                .toList(),
                text);
        return new Parsed(document, root, fields);
    }

    private static String appliesTo(Level level, Entry root, Map<String, Entry> fields, @Nullable Hospital hospital) {
        return switch (level) {
            case INSTITUTION ->
                root.need(fields, "appliesTo").one(InstitutionType.class).name();
            case DEPARTMENT -> root.need(fields, "appliesTo").code();
            case NATIONAL, HOSPITAL, DOCTOR -> {
                if (fields.containsKey("appliesTo")) {
                    throw root.need(fields, "appliesTo").refused("'appliesTo' has no meaning in this layer");
                }
                yield hospital == null ? "" : hospital.id();
            }
        };
    }
}
