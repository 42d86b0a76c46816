package org.carecontact.policy.documents;

import java.io.StringReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.carecontact.policy.doctors.domain.Slot;
import org.carecontact.policy.rules.domain.Effect;
import org.carecontact.policy.rules.domain.Fact;
import org.carecontact.policy.rules.domain.Hospital;
import org.carecontact.policy.rules.domain.Layer;
import org.carecontact.policy.rules.domain.Layer.Level;
import org.carecontact.policy.rules.domain.Rule;
import org.carecontact.policy.rules.domain.When;
import org.carecontact.policy.vocabulary.domain.Channel;
import org.carecontact.policy.vocabulary.domain.Hours;
import org.carecontact.policy.vocabulary.domain.InstitutionType;
import org.carecontact.policy.vocabulary.domain.Obligation;
import org.carecontact.policy.vocabulary.domain.Outcome;
import org.carecontact.policy.vocabulary.domain.Ownership;
import org.carecontact.policy.vocabulary.domain.Paper;
import org.carecontact.policy.vocabulary.domain.Principle;
import org.carecontact.policy.vocabulary.domain.Remedy;
import org.carecontact.policy.vocabulary.domain.Signer;
import org.carecontact.policy.vocabulary.domain.Wording;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * One policy document: the rules of one layer and, of a hospital's own, what the hospital is. Nothing unknown is
 * ignored.
 */
public record PolicyDocument(Layer layer, @Nullable Hospital hospital, List<Example> examples, String text) {

    private static final String CODE = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final String LINK = "(https://|tel:)\\S+";

    /** Facts and what this document alone must say of them. */
    record Example(Entry place, String name, Map<Fact, Object> given, Expected expected) {}

    /**
     * What is expected; what is null or empty does not matter.
     *
     * @param because ids of rules, all of which must be among the reasons
     */
    record Expected(
            Outcome outcome,
            Set<String> because,
            @Nullable Set<Channel> channels,
            @Nullable Integer contactDays,
            @Nullable Set<Obligation> obligations,
            @Nullable Set<Remedy> alternatives,
            @Nullable Set<Paper> papers,
            @Nullable Signer signer) {}

    /**
     * Reads it.
     *
     * @param file as it is called in error messages
     * @throws PolicyRefused with line and column of what is wrong
     */
    public static PolicyDocument parse(String file, String text) {
        Entry root = new Entry(file, compose(file, text));
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
            hospital = hospital(root.need(fields, "hospital"));
        } else if (fields.containsKey("hospital")) {
            throw root.need(fields, "hospital").refused("only a document of the layer 'hospital' describes one");
        }
        Layer layer = new Layer(
                level,
                code(root.need(fields, "name")),
                appliesTo(level, root, fields, hospital),
                root.need(fields, "version").number(1, Integer.MAX_VALUE),
                wording(root.need(fields, "title")),
                root.need(fields, "source").text(),
                date(root.need(fields, "from")),
                rules(root.need(fields, "rules"), root.need(fields, "source").text()));
        Entry usually = fields.get("usually");
        Map<Fact, Object> usual = usually == null ? Map.of() : given(usually);
        Entry examples = fields.get("examples");
        PolicyDocument document = new PolicyDocument(
                layer,
                hospital,
                examples == null
                        ? List.of()
                        : examples.list().stream()
                                .map(one -> example(one, usual))
                                .toList(),
                text);
        PolicyChecks.of(document, root, root.need(fields, "rules"));
        return document;
    }

    /** A document that only maps codes to sentences. */
    static Map<String, Wording> wordings(String file, String text) {
        Map<String, Wording> wordings = new LinkedHashMap<>();
        new Entry(file, compose(file, text)).map().forEach((code, entry) -> wordings.put(code, wording(entry)));
        return wordings;
    }

    private static Node compose(String file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        try {
            Node node = new Yaml(options).compose(new StringReader(text));
            if (node == null) {
                throw new PolicyRefused(file + ": the document is empty");
            }
            return node;
        } catch (MarkedYAMLException e) {
            throw new PolicyRefused(file + ", line "
                    + (e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1)
                    + ": not YAML: " + e.getProblem()
                    + "; a condition that begins with ! or [ stands in quotation marks");
        }
    }

    private static String appliesTo(Level level, Entry root, Map<String, Entry> fields, @Nullable Hospital hospital) {
        return switch (level) {
            case INSTITUTION ->
                root.need(fields, "appliesTo").one(InstitutionType.class).name();
            case DEPARTMENT -> code(root.need(fields, "appliesTo"));
            case NATIONAL, HOSPITAL, DOCTOR -> {
                if (fields.containsKey("appliesTo")) {
                    throw root.need(fields, "appliesTo").refused("'appliesTo' has no meaning in this layer");
                }
                yield hospital == null ? "" : hospital.id();
            }
        };
    }

    private static Hospital hospital(Entry entry) {
        Map<String, Entry> fields = entry.fields(
                "id", "name", "type", "ownership", "zone", "ownHoursNeeded", "alternatives", "departments");
        Ownership ownership = entry.need(fields, "ownership").one(Ownership.class);
        InstitutionType type = Entry.optional(fields.get("type"), one -> one.one(InstitutionType.class));
        Map<String, Hospital.Department> departments = new LinkedHashMap<>();
        for (Entry one : entry.need(fields, "departments").oneOrMore()) {
            Hospital.Department department = department(one);
            if (departments.put(department.code(), department) != null) {
                throw one.refused("the department '" + department.code() + "' is given twice");
            }
        }
        return entry.build(_ -> new Hospital(
                hospitalId(entry.need(fields, "id")),
                wording(entry.need(fields, "name")),
                type == null ? ownership.fallback() : type,
                ownership,
                zone(entry.need(fields, "zone")),
                fields.containsKey("ownHoursNeeded")
                        && entry.need(fields, "ownHoursNeeded").flag(),
                departments,
                links(entry.need(fields, "alternatives"))));
    }

    private static Hospital.Department department(Entry entry) {
        Map<String, Entry> fields = entry.fields("code", "name", "profile", "offersContact", "alternatives");
        Entry offers = fields.get("offersContact");
        Entry links = fields.get("alternatives");
        return new Hospital.Department(
                code(entry.need(fields, "code")),
                wording(entry.need(fields, "name")),
                Entry.optional(fields.get("profile"), PolicyDocument::code),
                offers != null && offers.flag(),
                links == null ? Map.of() : links(links));
    }

    private static Map<Remedy, String> links(Entry entry) {
        Map<Remedy, String> links = new EnumMap<>(Remedy.class);
        entry.map().forEach((kind, link) -> {
            Remedy remedy = List.of(Remedy.values()).stream()
                    .filter(one -> one.name().equals(kind))
                    .findFirst()
                    .orElseThrow(() -> link.refused(
                            "unknown kind of alternative '" + kind + "', known: " + List.of(Remedy.values())));
            if (!link.text().matches(LINK)) {
                throw link.refused("an alternative must work for people: a link with https: or a number with tel:");
            }
            links.put(remedy, link.text());
        });
        return links;
    }

    private static List<Rule> rules(Entry entry, String source) {
        Set<String> ids = new HashSet<>();
        List<Rule> rules = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Entry one : entry.list()) {
            try {
                Rule rule = rule(one, source);
                if (!ids.add(rule.id())) {
                    throw one.refused("the rule '" + rule.id() + "' is given twice");
                }
                rules.add(rule);
            } catch (PolicyRefused e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw PolicyRefused.of(problems);
        }
        return rules;
    }

    private static Rule rule(Entry entry, String source) {
        Map<String, Entry> fields = entry.fields(
                "id", "title", "principle", "source", "when", "deny", "defer", "permit", "require", "wording");
        List<Effect> effects = new ArrayList<>();
        fields.forEach((key, value) -> {
            switch (key) {
                case "deny" -> effects.add(deny(value));
                case "defer" -> effects.add(defer(value));
                case "permit" -> effects.add(permit(value));
                case "require" -> effects.add(require(value));
                default -> {}
            }
        });
        if (effects.size() != 1) {
            throw entry.refused("a rule has exactly one effect: deny, defer, permit or require");
        }
        Entry when = fields.get("when");
        return new Rule(
                code(entry.need(fields, "id")),
                wording(entry.need(fields, "title")),
                entry.need(fields, "principle").one(Principle.class),
                fields.containsKey("source") ? entry.need(fields, "source").text() : source,
                when == null ? When.ALWAYS : Expression.compile(when),
                effects.getFirst(),
                wording(entry.need(fields, "wording")));
    }

    private static Effect deny(Entry entry) {
        Map<String, Entry> fields = entry.fields("alternatives");
        if (!fields.containsKey("alternatives")) {
            throw entry.refused("a deny always offers something: give alternatives, as [CLINIC_PHONE, FRONT_DESK]");
        }
        return new Effect.Deny(entry.need(fields, "alternatives").oneOrMore().stream()
                .map(one -> one.one(Remedy.class))
                .toList());
    }

    private static Effect defer(Entry entry) {
        return new Effect.Defer(entry.need(entry.fields("until"), "until").one(Effect.Awaited.class));
    }

    private static Effect permit(Entry entry) {
        Map<String, Entry> fields = entry.fields("channels", "hours", "contactDays", "obligations", "notDuring");
        return new Effect.Permit(
                Entry.optional(fields.get("channels"), one -> some(one, Channel.class)),
                Entry.optional(fields.get("hours"), PolicyDocument::hours),
                Entry.optional(fields.get("contactDays"), one -> one.number(1, 366)),
                fields.containsKey("obligations")
                        ? some(entry.need(fields, "obligations"), Obligation.class)
                        : Set.of(),
                fields.containsKey("notDuring") ? some(entry.need(fields, "notDuring"), Slot.Kind.class) : Set.of());
    }

    private static <T extends Enum<T>> Set<T> some(Entry entry, Class<T> type) {
        EnumSet<T> chosen = EnumSet.noneOf(type);
        entry.oneOrMore().forEach(one -> chosen.add(one.one(type)));
        return chosen;
    }

    private static Example example(Entry entry, Map<Fact, Object> usually) {
        Map<String, Entry> fields = entry.fields("name", "given", "expect");
        Map<Fact, Object> given = new EnumMap<>(Fact.class);
        given.putAll(usually);
        Entry own = fields.get("given");
        if (own != null) {
            own.map().forEach((label, value) -> {
                Fact fact = Expression.fact(label);
                if (fact != null && value.isUnknown()) {
                    given.remove(fact);
                } else {
                    given.putAll(given(label, value));
                }
            });
        }
        Entry expect = entry.need(fields, "expect");
        Map<String, Entry> expected = expect.fields(
                "outcome", "because", "channels", "contactDays", "obligations", "alternatives", "papers", "signer");
        Entry because = expected.get("because");
        return new Example(
                entry,
                entry.need(fields, "name").text(),
                given,
                new Expected(
                        expect.need(expected, "outcome").one(Outcome.class),
                        because == null
                                ? Set.of()
                                : new LinkedHashSet<>(because.oneOrMore().stream()
                                        .map(Entry::text)
                                        .toList()),
                        Entry.optional(expected.get("channels"), one -> some(one, Channel.class)),
                        Entry.optional(expected.get("contactDays"), one -> one.number(1, 366)),
                        Entry.optional(expected.get("obligations"), one -> some(one, Obligation.class)),
                        Entry.optional(expected.get("alternatives"), one -> some(one, Remedy.class)),
                        Entry.optional(expected.get("papers"), one -> some(one, Paper.class)),
                        Entry.optional(expected.get("signer"), one -> one.one(Signer.class))));
    }

    private static Map<Fact, Object> given(Entry entry) {
        Map<Fact, Object> given = new EnumMap<>(Fact.class);
        entry.map().forEach((label, value) -> given.putAll(given(label, value)));
        return given;
    }

    private static Map<Fact, Object> given(String label, Entry value) {
        Fact fact = Expression.fact(label);
        if (fact == null) {
            throw value.refused(Expression.known(label));
        }
        Object read = switch (fact.kind()) {
            case CHOICE, TRUST -> value.oneOf(fact.vocabulary(), text -> text);
            case CODE -> value.text();
            case FLAG -> value.flag();
            case NUMBER -> (long) value.number(0, 1_000_000);
        };
        return Map.of(fact, read);
    }

    private static LocalDate date(Entry entry) {
        try {
            return LocalDate.parse(entry.text());
        } catch (DateTimeException e) {
            throw entry.refused("'" + entry.text() + "' is not a day as 2026-11-01");
        }
    }

    private static Hours hours(Entry entry) {
        Map<String, Entry> fields = entry.fields("from", "to", "days");
        return entry.build(_ -> new Hours(
                entry.need(fields, "from").text(),
                entry.need(fields, "to").text(),
                entry.need(fields, "days").oneOrMore().stream()
                        .map(one -> one.number(1, 7))
                        .toList()));
    }

    private static Effect require(Entry entry) {
        Map<String, Entry> fields = entry.fields("papers", "signer");
        EnumSet<Paper> papers = EnumSet.noneOf(Paper.class);
        Entry listed = fields.get("papers");
        if (listed != null) {
            listed.oneOrMore().forEach(one -> papers.add(one.one(Paper.class)));
        }
        Signer signer = Entry.optional(fields.get("signer"), one -> one.one(Signer.class));
        if (papers.isEmpty() && signer == null) {
            throw entry.refused("requires nothing: give papers, a signer or both");
        }
        return new Effect.Require(papers, signer);
    }

    private static Wording wording(Entry entry) {
        Map<String, Entry> fields = entry.fields("zh", "en");
        return new Wording(
                entry.need(fields, "zh").text(), entry.need(fields, "en").text());
    }

    private static String code(Entry entry) {
        if (!entry.text().matches(CODE)) {
            throw entry.refused("'" + entry.text() + "' is not a code as no-encounter: small letters, digits, hyphens");
        }
        return entry.text();
    }

    private static String hospitalId(Entry entry) {
        if (!entry.text().matches("[a-z0-9-]{2,24}")) {
            throw entry.refused("'" + entry.text() + "' is not the id of a hospital");
        }
        return entry.text();
    }

    private static ZoneId zone(Entry entry) {
        try {
            return ZoneId.of(entry.text());
        } catch (DateTimeException e) {
            throw entry.refused("'" + entry.text() + "' is not a time zone as Asia/Shanghai");
        }
    }
}
