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
import org.carecontact.oversight.ledger.domain.LedgerEntry;

/** Brings the entries of one case into the order in which things happened. */
public final class CaseTimeline {

    private static final Comparator<TimelineStep> BY_TIME = Comparator.comparing(
                    (TimelineStep step) -> step.entry().at())
            .thenComparing(step -> rank(step.entry().event()))
            .thenComparing(step -> step.entry().offset());

    private CaseTimeline() {}

    /**
     * One step an event, by time; events of the same document stay in the order of their numbers, whatever its clock
     * said.
     */
    public static List<TimelineStep> of(List<LedgerEntry> found) {
        Map<String, Deque<TimelineStep>> documents = new LinkedHashMap<>();
        once(found).stream()
                .sorted(Comparator.comparing(CaseTimeline::sequence).thenComparing(BY_TIME))
                .forEach(step -> documents
                        .computeIfAbsent(document(step), _ -> new ArrayDeque<>())
                        .add(step));
        List<TimelineStep> ordered = new ArrayList<>();
        while (ordered.size() < found.size()) {
            Deque<TimelineStep> next = documents.values().stream()
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

    private static Collection<TimelineStep> once(List<LedgerEntry> found) {
        Map<String, TimelineStep> events = new LinkedHashMap<>();
        for (LedgerEntry held : found) {
            Entry entry = held.entry();
            String event = entry.id() != null
                    ? entry.source() + " " + entry.id()
                    : held.chain().block(held.block()) + " " + entry.offset();
            events.merge(
                    event,
                    new TimelineStep(held.chain(), held.block(), entry, 1),
                    (first, again) ->
                            new TimelineStep(first.chain(), first.block(), first.entry(), first.copies() + 1));
        }
        return events.values();
    }

    private static long sequence(TimelineStep step) {
        Long sequence = step.entry().sequence();
        return sequence == null ? 0 : sequence;
    }

    private static String document(TimelineStep step) {
        return step.entry().source() + " " + step.entry().subject();
    }

    /** What comes first among events of the same millisecond. */
    private static int rank(CaseEvent event) {
        return switch (event) {
            case CaseEvent.Submitted _ -> 0;
            case CaseEvent.Prechecked _ -> 1;
            case CaseEvent.ConsentAsked _ -> 2;
            case CaseEvent.SigningCodeIssued _ -> 3;
            case CaseEvent.ConsentSigned _ -> 4;
            case CaseEvent.ConsentRefused _ -> 5;
            case CaseEvent.Decided _ -> 6;
            case CaseEvent.DoctorAsked _ -> 7;
            case CaseEvent.ContactGranted _ -> 8;
            case CaseEvent.RequestDeclined _ -> 9;
            case CaseEvent.RequestRedirected _ -> 10;
            case CaseEvent.RequestWithdrawn _ -> 11;
            case CaseEvent.RequestExpired _ -> 12;
            case CaseEvent.ConsentWithdrawn _ -> 13;
            case CaseEvent.ConsentLapsed _ -> 14;
            case CaseEvent.ConsentExpired _ -> 15;
            case CaseEvent.ContactEnded _ -> 16;
            case CaseEvent.NotificationsSettled _ -> 17;
            case CaseEvent.Unreadable _, CaseEvent.Unknown _ -> 18;
        };
    }
}
