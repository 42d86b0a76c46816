package org.carecontact.policy.documents;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.carecontact.policy.documents.PolicyDocument.Example;
import org.carecontact.policy.documents.PolicyDocument.Expected;
import org.carecontact.policy.rules.domain.Assessment;
import org.carecontact.policy.rules.domain.Effect;
import org.carecontact.policy.rules.domain.Examples;
import org.carecontact.policy.rules.domain.Fact;
import org.carecontact.policy.rules.domain.Layer.Level;
import org.carecontact.policy.rules.domain.Rule;
import org.carecontact.policy.rules.domain.Sheet;
import org.carecontact.policy.rules.domain.When.Match;
import org.carecontact.policy.vocabulary.domain.Outcome;
import org.carecontact.policy.vocabulary.domain.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * Finds rules that never apply, contradict each other or deny by trust alone, and examples that fail. Conditions
 * compare facts with values, so trying every value is a proof.
 */
final class PolicyChecks {

    private static final int MOST_CASES = 60_000;

    private final PolicyDocument document;
    private final List<Entry> places;
    private final CaseBudget budget;
    private final List<String> problems = new ArrayList<>();

    private PolicyChecks(PolicyDocument document, List<Entry> places, CaseBudget budget) {
        this.document = document;
        this.places = places;
        this.budget = budget;
    }

    /**
     * Checks all.
     *
     * @throws PolicyRefused with everything that is wrong
     */
    static void of(PolicyDocument document, Entry root, Entry rules, CaseBudget budget) {
        PolicyChecks checks = new PolicyChecks(document, rules.list(), budget);
        for (int i = 0; i < document.layer().rules().size(); i++) {
            checks.rule(document.layer().rules().get(i), checks.places.get(i));
        }
        document.examples().forEach(checks::example);
        if (document.examples().isEmpty() && !document.layer().rules().isEmpty()) {
            checks.problems.addAll(root.refused("rules without examples: give at least one, with facts and the outcome")
                    .problems());
        }
        if (!checks.problems.isEmpty()) {
            throw PolicyRefused.of(checks.problems);
        }
    }

    private void rule(Rule rule, Entry place) {
        if (!(rule.when() instanceof Expression when)) {
            return;
        }
        if (!some(List.of(when), sheet -> yes(rule, sheet))) {
            refuse(place, "the rule '" + rule.id() + "' can never apply; no facts make its condition true");
            return;
        }
        switch (rule.effect()) {
            case Effect.Permit _ -> {
                for (Rule other : document.layer().rules()) {
                    if (other.effect() instanceof Effect.Deny && always(when, rule, other)) {
                        refuse(
                                place,
                                "the rule '" + rule.id() + "' permits only what '" + other.id()
                                        + "' denies; change one of the two");
                    }
                }
            }
            case Effect.Deny _ -> {
                if (byTrustAlone(rule, when)) {
                    refuse(
                            place,
                            "the rule '" + rule.id()
                                    + "' denies by trust signals alone; they may only advise (add a ground besides"
                                    + " them)");
                }
            }
            case Effect.Defer _, Effect.Require _ -> {}
        }
    }

    /** Returns whether the deny applies wherever the permit does. */
    private boolean always(Expression when, Rule permit, Rule deny) {
        List<Expression> both = deny.when() instanceof Expression other ? List.of(when, other) : List.of(when);
        return !some(both, sheet -> yes(permit, sheet) && !yes(deny, sheet));
    }

    /** Returns whether some values of trust signals make it apply, whatever the other facts are. */
    private boolean byTrustAlone(Rule rule, Expression when) {
        Map<Fact, Set<Object>> trust = new EnumMap<>(Fact.class);
        Map<Fact, Set<Object>> other = new EnumMap<>(Fact.class);
        values(List.of(when))
                .forEach((fact, values) -> (fact.kind() == Fact.Kind.TRUST ? trust : other).put(fact, values));
        return !trust.isEmpty()
                && any(
                        trust,
                        new EnumMap<>(Fact.class),
                        believed -> !any(other, new EnumMap<>(believed), sheet -> !yes(rule, sheet)));
    }

    private boolean some(List<Expression> expressions, Predicate<Map<Fact, Object>> what) {
        return any(values(expressions), new EnumMap<>(Fact.class), what);
    }

    /** Returns every fact with the values that can make a difference. */
    private Map<Fact, Set<Object>> values(List<Expression> expressions) {
        Map<Fact, Set<Object>> values = new EnumMap<>(Fact.class);
        for (Expression expression : expressions) {
            expression.compared().forEach((fact, compared) -> {
                Set<Object> all = values.computeIfAbsent(fact, _ -> new LinkedHashSet<>());
                switch (fact.kind()) {
                    case CHOICE, TRUST -> all.addAll(fact.vocabulary());
                    case CODE -> {
                        all.addAll(compared);
                        all.add("anything-else");
                    }
                    case FLAG -> all.addAll(List.of(true, false));
                    case NUMBER ->
                        compared.forEach(number -> {
                            long value = (Long) number;
                            all.addAll(List.of(Math.max(0, value - 1), value, value + 1));
                        });
                }
            });
        }
        if (document.layer().level() == Level.INSTITUTION && values.containsKey(Fact.INSTITUTION_TYPE)) {
            values.put(Fact.INSTITUTION_TYPE, Set.of(document.layer().appliesTo()));
        }
        long cases = 1;
        for (Set<Object> one : values.values()) {
            cases = Math.min(cases * one.size(), Integer.MAX_VALUE); // no overflow, however many facts there are
        }
        if (cases > MOST_CASES) {
            throw expressions
                    .getFirst()
                    .entry()
                    .refused("a condition compares so many facts that " + cases
                            + " cases would have to be tried, at most " + MOST_CASES + "; split the rule");
        }
        return values;
    }

    private static boolean any(
            Map<Fact, Set<Object>> values, Map<Fact, Object> chosen, Predicate<Map<Fact, Object>> what) {
        Fact next = values.keySet().stream()
                .filter(fact -> !chosen.containsKey(fact))
                .findFirst()
                .orElse(null);
        if (next == null) {
            return what.test(chosen);
        }
        for (Object value : values.getOrDefault(next, Set.of())) {
            chosen.put(next, value);
            boolean found = any(values, chosen, what);
            chosen.remove(next);
            if (found) {
                return true;
            }
        }
        return false;
    }

    private boolean yes(Rule rule, Map<Fact, Object> given) {
        budget.spend();
        return rule.when().over(Sheet.of(given)).match() == Match.YES;
    }

    private void example(Example example) {
        document.layer().rules().forEach(_ -> budget.spend());
        Assessment said = Examples.assess(document.layer(), document.hospital(), example.given());
        Expected expected = example.expected();
        Set<String> reasons = new TreeSet<>();
        said.verdicts().forEach(verdict -> reasons.addAll(verdict.reasons()));
        Set<String> unheard = new LinkedHashSet<>(expected.because());
        unheard.removeAll(reasons);
        if (said.outcome() != expected.outcome()) {
            Set<String> against = new LinkedHashSet<>();
            said.verdicts().stream()
                    .filter(verdict -> verdict.pass() == (said.outcome() == Outcome.PERMIT))
                    .forEach(verdict -> against.addAll(verdict.reasons()));
            fails(
                    example,
                    "expected " + expected.outcome() + ", but the rules say " + said.outcome() + " because of "
                            + String.join(", ", against));
        } else if (!unheard.isEmpty()) {
            fails(example, "expected the reasons " + unheard + ", but they are " + reasons);
        }
        differs(example, "channels", expected.channels(), new TreeSet<>(said.channels()));
        differs(example, "contactDays", expected.contactDays(), said.contactDays());
        differs(example, "obligations", expected.obligations(), new TreeSet<>(said.obligations()));
        differs(example, "papers", expected.papers(), new TreeSet<>(said.papers()));
        differs(example, "signer", expected.signer(), said.signer());
        Set<Remedy> offered = new TreeSet<>();
        said.alternatives().forEach(one -> offered.add(one.kind()));
        differs(example, "alternatives", expected.alternatives(), offered);
    }

    private void differs(Example example, String what, @Nullable Object expected, Object said) {
        if (expected != null && !expected.equals(said)) {
            fails(example, what + ": expected " + expected + ", but the rules say " + said);
        }
    }

    private void fails(Example example, String what) {
        refuse(example.place(), "the example '" + example.name() + "' fails: " + what);
    }

    private void refuse(Entry place, String what) {
        problems.addAll(place.refused(what).problems());
    }
}
