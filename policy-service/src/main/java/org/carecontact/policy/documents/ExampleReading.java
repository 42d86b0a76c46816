package org.carecontact.policy.documents;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.carecontact.policy.documents.PolicyDocument.Example;
import org.carecontact.policy.documents.PolicyDocument.Expected;
import org.carecontact.policy.rules.domain.Fact;
import org.carecontact.policy.vocabulary.domain.Channel;
import org.carecontact.policy.vocabulary.domain.Obligation;
import org.carecontact.policy.vocabulary.domain.Outcome;
import org.carecontact.policy.vocabulary.domain.Paper;
import org.carecontact.policy.vocabulary.domain.Remedy;
import org.carecontact.policy.vocabulary.domain.Signer;

/** Reads the examples of a document and the facts that they give. */
final class ExampleReading {

    private ExampleReading() {}

    static Example of(Entry entry, Map<Fact, Object> usually) {
        Map<String, Entry> fields = entry.fields("name", "given", "expect");
        Map<Fact, Object> given = new EnumMap<>(Fact.class);
        given.putAll(usually);
        Entry own = fields.get("given");
        if (own != null) {
            own.map().forEach((label, value) -> {
                Fact fact = FactNames.fact(label);
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
                        Entry.optional(expected.get("channels"), one -> one.some(Channel.class)),
                        Entry.optional(expected.get("contactDays"), one -> one.number(1, 366)),
                        Entry.optional(expected.get("obligations"), one -> one.some(Obligation.class)),
                        Entry.optional(expected.get("alternatives"), one -> one.some(Remedy.class)),
                        Entry.optional(expected.get("papers"), one -> one.some(Paper.class)),
                        Entry.optional(expected.get("signer"), one -> one.one(Signer.class))));
    }

    static Map<Fact, Object> given(Entry entry) {
        Map<Fact, Object> given = new EnumMap<>(Fact.class);
        entry.map().forEach((label, value) -> given.putAll(given(label, value)));
        return given;
    }

    private static Map<Fact, Object> given(String label, Entry value) {
        Fact fact = FactNames.fact(label);
        if (fact == null) {
            throw value.refusedKey(FactNames.unknown(label));
        }
        Object read = switch (fact.kind()) {
            case CHOICE, TRUST -> value.oneOf(fact.vocabulary(), text -> text);
            case CODE -> value.text();
            case FLAG -> value.flag();
            case NUMBER -> (long) value.number(0, 1_000_000);
        };
        return Map.of(fact, read);
    }
}
