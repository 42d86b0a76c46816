package org.carecontact.oversight.timeline.domain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carecontact.oversight.ledger.domain.CaseEvent;
import org.carecontact.oversight.ledger.domain.Entry;

/** Orders the entries of one case as things happened. */
public final class CaseTimeline {

    private static final Comparator<Step> BY_TIME = Comparator.comparing(
                    (Step step) -> step.entry().at())
            .thenComparing(step -> rank(step.entry().type()))
            .thenComparing(step -> step.entry().offset());

    private CaseTimeline() {}

    /**
     * Makes one step for each event, by time; events of one document keep the order of their numbers, whatever its
     * clock said.
     */
    public static List<Step> of(List<Step> found) {
        Map<String, Deque<Step>> documents = new LinkedHashMap<>();
        once(found).stream()
                .sorted(Comparator.comparing(CaseTimeline::sequence).thenComparing(BY_TIME))
                .forEach(step -> documents
                        .computeIfAbsent(document(step), _ -> new ArrayDeque<>())
                        .add(step));
        List<Step> ordered = new ArrayList<>();
        while (ordered.size() < found.size()) {
            Deque<Step> next = documents.values().stream()
                    .filter(queue -> !queue.isEmpty())
                    .min((one, other) -> BY_TIME.compare(one.getFirst(), other.getFirst()))
                    .orElse(new ArrayDeque<>());
            if (next.isEmpty()) {
                break;
            }
            ordered.add(next.removeFirst());
        }
        return ordered;
    }

    private static Collection<Step> once(List<Step> found) {
        Map<String, Step> events = new LinkedHashMap<>();
        for (Step step : found) {
            Entry entry = step.entry();
            String event = entry.id() != null
                    ? entry.source() + " " + entry.id()
                    : step.chain().block(step.block()) + " " + entry.offset();
            events.merge(
                    event,
                    step,
                    (first, again) -> new Step(first.chain(), first.block(), first.entry(), first.copies() + 1));
        }
        return events.values();
    }

    private static long sequence(Step step) {
        Long sequence = step.entry().sequence();
        return sequence == null ? 0 : sequence;
    }

    private static String document(Step step) {
        return step.entry().source() + " " + step.entry().subject();
    }

    private static int rank(String type) {
        return CaseEvent.of(type).map(CaseEvent::ordinal).orElse(CaseEvent.values().length);
    }
}
