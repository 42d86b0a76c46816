package org.carecontact.policy.documents;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.carecontact.kernel.yaml.Nearest;
import org.carecontact.policy.rules.domain.Fact;
import org.jspecify.annotations.Nullable;

/** Finds facts by the names that documents give them. */
final class FactNames {

    private static final Map<String, Fact> FACTS = new HashMap<>();

    static {
        for (Fact fact : Fact.values()) {
            FACTS.put(fact.label(), fact);
        }
    }

    private FactNames() {}

    static @Nullable Fact fact(String label) {
        return FACTS.get(label);
    }

    /** Explains that there is no such fact and suggests the closest name. */
    static String unknown(String wrong) {
        TreeSet<String> known = new TreeSet<>(FACTS.keySet());
        return "unknown fact '" + wrong + "'"
                + Nearest.of(wrong, known)
                        .map(near -> "; did you mean '" + near + "'? Known")
                        .orElse(", known")
                + " facts: " + String.join(", ", known);
    }
}
