package org.carecontact.policy;

import java.io.StringReader;
import java.time.DateTimeException;
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
import org.carecontact.policy.domain.Channel;
import org.carecontact.policy.domain.Effect;
import org.carecontact.policy.domain.Fact;
import org.carecontact.policy.domain.Hospital;
import org.carecontact.policy.domain.Hours;
import org.carecontact.policy.domain.InstitutionType;
import org.carecontact.policy.domain.Layer;
import org.carecontact.policy.domain.Layer.Level;
import org.carecontact.policy.domain.Ownership;
import org.carecontact.policy.domain.Paper;
import org.carecontact.policy.domain.Principle;
import org.carecontact.policy.domain.Remedy;
import org.carecontact.policy.domain.Rule;
import org.carecontact.policy.domain.Rule.Condition;
import org.carecontact.policy.domain.Signer;
import org.carecontact.policy.domain.Wording;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * One policy document: the rules of one layer and, of a hospital's own, what the hospital is. Nothing unknown is
 * ignored.
 */
record PolicyDocument(Layer layer, @Nullable Hospital hospital) {

    private static final String CODE = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final String LINK = "(https://|tel:)\\S+";

    /**
     * Reads it.
     *
     * @param file as it is called in error messages
     * @throws PolicyRefused with line and column of what is wrong
     */
    static PolicyDocument parse(String file, String text) {
        Entry root = new Entry(file, compose(file, text));
        Map<String, Entry> fields =
                root.fields("layer", "name", "appliesTo", "version", "title", "source", "hospital", "rules");
        Level level = root.need(fields, "layer")
                .oneOf(
                        List.of(Level.NATIONAL, Level.INSTITUTION, Level.HOSPITAL, Level.DEPARTMENT),
                        one -> one.name().toLowerCase(Locale.ROOT));
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
                rules(root.need(fields, "rules")));
        return new PolicyDocument(layer, hospital);
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
                    + ": not YAML: " + e.getProblem());
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
        Map<String, Entry> fields = entry.fields("code", "name", "profile", "alternatives");
        Entry links = fields.get("alternatives");
        return new Hospital.Department(
                code(entry.need(fields, "code")),
                wording(entry.need(fields, "name")),
                Entry.optional(fields.get("profile"), PolicyDocument::code),
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

    private static List<Rule> rules(Entry entry) {
        Set<String> ids = new HashSet<>();
        List<Rule> rules = new ArrayList<>();
        for (Entry one : entry.list()) {
            Rule rule = rule(one);
            if (!ids.add(rule.id())) {
                throw one.refused("the rule '" + rule.id() + "' is given twice");
            }
            rules.add(rule);
        }
        return rules;
    }

    private static Rule rule(Entry entry) {
        Map<String, Entry> fields =
                entry.fields("id", "principle", "when", "unless", "deny", "defer", "permit", "require", "wording");
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
        Entry unless = fields.get("unless");
        return new Rule(
                code(entry.need(fields, "id")),
                entry.need(fields, "principle").one(Principle.class),
                when == null ? List.of() : conditions(when),
                unless == null ? List.of() : conditions(unless),
                effects.getFirst(),
                wording(entry.need(fields, "wording")));
    }

    private static List<Condition> conditions(Entry entry) {
        List<Condition> conditions = new ArrayList<>();
        entry.map().forEach((label, values) -> {
            Fact fact = List.of(Fact.values()).stream()
                    .filter(one -> one.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> values.refused("unknown fact '" + label + "', known: "
                            + String.join(
                                    ", ",
                                    List.of(Fact.values()).stream()
                                            .map(Fact::label)
                                            .toList())));
            Set<String> anyOf = new LinkedHashSet<>();
            for (Entry value : values.oneOrMore()) {
                anyOf.add(fact.vocabulary().isEmpty() ? value.text() : value.oneOf(fact.vocabulary(), text -> text));
            }
            conditions.add(new Condition(fact, Set.copyOf(anyOf)));
        });
        if (conditions.isEmpty()) {
            throw entry.refused("no condition; leave the key out for 'always'");
        }
        return conditions;
    }

    private static Effect deny(Entry entry) {
        Map<String, Entry> fields = entry.fields("alternatives");
        return new Effect.Deny(entry.need(fields, "alternatives").list().stream()
                .map(one -> one.one(Remedy.class))
                .toList());
    }

    private static Effect defer(Entry entry) {
        return new Effect.Defer(entry.need(entry.fields("until"), "until").one(Effect.Awaited.class));
    }

    private static Effect permit(Entry entry) {
        Map<String, Entry> fields = entry.fields("channels", "hours", "contactDays");
        return new Effect.Permit(
                Entry.optional(fields.get("channels"), PolicyDocument::channels),
                Entry.optional(fields.get("hours"), PolicyDocument::hours),
                Entry.optional(fields.get("contactDays"), one -> one.number(1, 366)));
    }

    private static Set<Channel> channels(Entry entry) {
        EnumSet<Channel> channels = EnumSet.noneOf(Channel.class);
        entry.oneOrMore().forEach(one -> channels.add(one.one(Channel.class)));
        return channels;
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
