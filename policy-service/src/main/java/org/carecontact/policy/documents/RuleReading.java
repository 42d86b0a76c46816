package org.carecontact.policy.documents;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carecontact.policy.doctors.domain.Slot;
import org.carecontact.policy.rules.domain.Effect;
import org.carecontact.policy.rules.domain.Rule;
import org.carecontact.policy.rules.domain.When;
import org.carecontact.policy.vocabulary.domain.Channel;
import org.carecontact.policy.vocabulary.domain.Hours;
import org.carecontact.policy.vocabulary.domain.Obligation;
import org.carecontact.policy.vocabulary.domain.Paper;
import org.carecontact.policy.vocabulary.domain.Principle;
import org.carecontact.policy.vocabulary.domain.Remedy;
import org.carecontact.policy.vocabulary.domain.Signer;

/** Reads rules and their effects. */
final class RuleReading {

    /** What a rule may wait for; the department is waited for without one. */
    private static final List<Effect.Awaited> AWAITED = List.of(
            Effect.Awaited.DOCTOR_AVAILABLE, Effect.Awaited.ENCOUNTER_FINISHED, Effect.Awaited.SURGERY_DAY_OVER);

    private RuleReading() {}

    static List<Rule> all(Entry entry, String source) {
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
                entry.need(fields, "id").code(),
                entry.need(fields, "title").wording(),
                entry.need(fields, "principle").one(Principle.class),
                fields.containsKey("source") ? entry.need(fields, "source").text() : source,
                when == null ? When.ALWAYS : Expression.compile(when),
                effects.getFirst(),
                entry.need(fields, "wording").wording());
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
        return new Effect.Defer(entry.need(entry.fields("until"), "until").oneOf(AWAITED, Enum::name));
    }

    private static Effect permit(Entry entry) {
        Map<String, Entry> fields = entry.fields("channels", "hours", "contactDays", "obligations", "notDuring");
        return new Effect.Permit(
                Entry.optional(fields.get("channels"), one -> one.some(Channel.class)),
                Entry.optional(fields.get("hours"), RuleReading::hours),
                Entry.optional(fields.get("contactDays"), one -> one.number(1, 366)),
                fields.containsKey("obligations")
                        ? entry.need(fields, "obligations").some(Obligation.class)
                        : Set.of(),
                fields.containsKey("notDuring")
                        ? entry.need(fields, "notDuring").some(Slot.Kind.class)
                        : Set.of());
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

    private static Hours hours(Entry entry) {
        Map<String, Entry> fields = entry.fields("from", "to", "days");
        return entry.build(_ -> new Hours(
                entry.need(fields, "from").text(),
                entry.need(fields, "to").text(),
                entry.need(fields, "days").oneOrMore().stream()
                        .map(one -> one.number(1, 7))
                        .toList()));
    }
}
