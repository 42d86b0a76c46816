package org.carecontact.policy.rules.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.carecontact.policy.vocabulary.domain.Principle;

/** Codes of reasons by principle, each in alphabetical order. */
final class Reasons {

    private final List<SortedSet<String>> byPrinciple = new ArrayList<>(Principle.values().length);

    Reasons() {
        for (Principle _ : Principle.values()) {
            byPrinciple.add(new TreeSet<>());
        }
    }

    void add(Principle principle, String reason) {
        byPrinciple.get(principle.ordinal()).add(reason);
    }

    SortedSet<String> of(Principle principle) {
        return byPrinciple.get(principle.ordinal());
    }

    boolean isEmpty() {
        return byPrinciple.stream().allMatch(Set::isEmpty);
    }
}
