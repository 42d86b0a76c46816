package org.carecontact.policy.domain;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a layer.
 *
 * @param when all must hold
 * @param unless does not apply where all of these hold; an empty list excepts nothing
 */
public record Rule(
        String id, Principle principle, List<Condition> when, List<Condition> unless, Effect effect, Wording wording) {

    /** A fact has one of these values. */
    public record Condition(Fact fact, Set<String> anyOf) {

        Match matches(@Nullable String[] sheet) {
            String value = sheet[fact.ordinal()];
            if (value == null) {
                return Match.UNKNOWN;
            }
            return anyOf.contains(value) ? Match.YES : Match.NO;
        }
    }

    /** Kleene's three values. */
    enum Match {
        YES,
        NO,
        UNKNOWN
    }

    Match matches(@Nullable String[] sheet) {
        Match applies = all(when, sheet);
        if (applies == Match.NO || unless.isEmpty()) {
            return applies;
        }
        return switch (all(unless, sheet)) {
            case YES -> Match.NO;
            case NO -> applies;
            case UNKNOWN -> Match.UNKNOWN;
        };
    }

    /** The facts for want of which it is not known whether the rule applies. */
    List<Fact> missing(@Nullable String[] sheet) {
        return java.util.stream.Stream.concat(when.stream(), unless.stream())
                .map(Condition::fact)
                .filter(fact -> sheet[fact.ordinal()] == null)
                .distinct()
                .toList();
    }

    private static Match all(List<Condition> conditions, @Nullable String[] sheet) {
        Match all = Match.YES;
        for (Condition condition : conditions) {
            switch (condition.matches(sheet)) {
                case NO -> {
                    return Match.NO;
                }
                case UNKNOWN -> all = Match.UNKNOWN;
                case YES -> {}
            }
        }
        return all;
    }
}
