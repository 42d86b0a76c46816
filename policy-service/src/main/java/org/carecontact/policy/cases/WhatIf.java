package org.carecontact.policy.cases;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.carecontact.policy.cases.domain.Decided;
import org.carecontact.policy.rules.domain.Assessment;
import org.carecontact.policy.rules.domain.Assessment.Verdict;
import org.carecontact.policy.rules.domain.Policies;
import org.carecontact.policy.vocabulary.domain.Outcome;
import org.jspecify.annotations.Nullable;

/** Judges past cases by candidate policies and compares the outcomes; changes nothing. */
final class WhatIf {

    /** The number of cases with an outcome, before and now. */
    record Count(long before, long after) {
        Count plus(boolean was, boolean would) {
            return new Count(before + (was ? 1 : 0), after + (would ? 1 : 0));
        }
    }

    /** A case that would end otherwise, and the rules that cause it. */
    record Changed(String request, Outcome before, Outcome after, Set<String> rules) {}

    private final Policies candidate;
    private final Map<String, Map<String, Map<Outcome, Count>>> counts = new TreeMap<>();
    private long cases;
    private long changed;

    WhatIf(Policies candidate) {
        this.candidate = candidate;
    }

    /** Judges one more case; null when nothing changes. */
    @Nullable
    Changed judge(Decided decided) {
        Assessment was = decided.assessment();
        Assessment would = candidate.assess(decided.facts());
        cases++;
        count("all", "all", was.outcome(), would.outcome());
        count("scene", was.scene().name(), was.outcome(), would.outcome());
        count("institutionType", was.institutionType(), was.outcome(), would.outcome());
        count("department", was.department(), was.outcome(), would.outcome());
        if (was.outcome() == would.outcome()) {
            return null;
        }
        changed++;
        return new Changed(decided.asked().request().toString(), was.outcome(), would.outcome(), rules(was, would));
    }

    long cases() {
        return cases;
    }

    long changed() {
        return changed;
    }

    /** The counts by dimension, value and outcome. */
    Map<String, Map<String, Map<Outcome, Count>>> counts() {
        return counts;
    }

    private void count(String dimension, String value, Outcome was, Outcome would) {
        Map<Outcome, Count> found =
                counts.computeIfAbsent(dimension, _ -> new TreeMap<>()).computeIfAbsent(value, _ -> new TreeMap<>());
        for (Outcome one : was == would ? List.of(was) : List.of(was, would)) {
            found.merge(
                    one,
                    new Count(0, 0).plus(one == was, one == would),
                    (known, _) -> known.plus(one == was, one == would));
        }
    }

    /** The reasons that newly speak against a case, or no longer do. */
    private static Set<String> rules(Assessment was, Assessment would) {
        Set<String> more = against(would);
        more.removeAll(against(was));
        Set<String> less = against(was);
        less.removeAll(against(would));
        Set<String> named = would.outcome().compareTo(was.outcome()) > 0 ? more : less;
        return named.isEmpty() ? against(would.outcome().compareTo(was.outcome()) > 0 ? would : was) : named;
    }

    private static Set<String> against(Assessment said) {
        return new TreeSet<>(said.verdicts().stream()
                .filter(verdict -> !verdict.pass())
                .map(Verdict::reasons)
                .flatMap(List::stream)
                .toList());
    }
}
