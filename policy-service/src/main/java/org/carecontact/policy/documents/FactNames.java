package org.carecontact.policy.documents;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
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
        String nearest = FACTS.keySet().stream()
                .min(Comparator.<String>comparingInt(label -> distance(label, wrong))
                        .thenComparing(label -> label))
                .orElse("");
        String hint = distance(nearest, wrong) <= 3 ? "; did you mean '" + nearest + "'?" : "";
        return "unknown fact '" + wrong + "'" + hint + " Known facts: "
                + String.join(", ", new TreeSet<>(FACTS.keySet()));
    }

    /** Levenshtein's distance, upper and lower case alike. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
