package org.carecontact.policy.documents;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.carecontact.policy.rules.domain.Fact;
import org.carecontact.policy.rules.domain.Sheet;
import org.carecontact.policy.rules.domain.When.Match;

/** One node of a condition, evaluated in Kleene's three-valued logic as CEL does. */
sealed interface Step {

    Match over(Sheet sheet);

    /** Adds the facts whose absence makes the result unknown; called only when it is unknown. */
    void missing(Sheet sheet, Set<Fact> facts);

    int cost();

    record Always(boolean truth) implements Step {
        @Override
        public Match over(Sheet sheet) {
            return truth ? Match.YES : Match.NO;
        }

        @Override
        public void missing(Sheet sheet, Set<Fact> facts) {}

        @Override
        public int cost() {
            return 1;
        }
    }

    record Compared(Fact fact, Predicate<Object> test, int cost) implements Step {
        @Override
        public Match over(Sheet sheet) {
            Object value = sheet.get(fact);
            return value == null ? Match.UNKNOWN : test.test(value) ? Match.YES : Match.NO;
        }

        @Override
        public void missing(Sheet sheet, Set<Fact> facts) {
            facts.add(fact);
        }
    }

    record Not(Step of) implements Step {
        @Override
        public Match over(Sheet sheet) {
            return switch (of.over(sheet)) {
                case YES -> Match.NO;
                case NO -> Match.YES;
                case UNKNOWN -> Match.UNKNOWN;
            };
        }

        @Override
        public void missing(Sheet sheet, Set<Fact> facts) {
            of.missing(sheet, facts);
        }

        @Override
        public int cost() {
            return 1 + of.cost();
        }
    }

    record Both(Step one, Step other) implements Step {
        @Override
        public Match over(Sheet sheet) {
            Match first = one.over(sheet);
            if (first == Match.NO) {
                return Match.NO;
            }
            Match second = other.over(sheet);
            return second == Match.YES ? first : second;
        }

        @Override
        public void missing(Sheet sheet, Set<Fact> facts) {
            ofBoth(one, other, sheet, facts);
        }

        @Override
        public int cost() {
            return 1 + one.cost() + other.cost();
        }
    }

    record Either(Step one, Step other) implements Step {
        @Override
        public Match over(Sheet sheet) {
            Match first = one.over(sheet);
            if (first == Match.YES) {
                return Match.YES;
            }
            Match second = other.over(sheet);
            return second == Match.NO ? first : second;
        }

        @Override
        public void missing(Sheet sheet, Set<Fact> facts) {
            ofBoth(one, other, sheet, facts);
        }

        @Override
        public int cost() {
            return 1 + one.cost() + other.cost();
        }
    }

    private static void ofBoth(Step one, Step other, Sheet sheet, Set<Fact> facts) {
        for (Step step : List.of(one, other)) {
            if (step.over(sheet) == Match.UNKNOWN) {
                step.missing(sheet, facts);
            }
        }
    }
}
