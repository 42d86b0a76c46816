package org.carecontact.gateway.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * All that the messages of a visit have said so far.
 *
 * @param heard the last messages, in the order they came
 */
public record Told(Visit visit, Marks marks, Contacts contacts, List<Heard> heard) {

    static final int KEPT = 32;

    /** What is told after a first message. */
    static Told first(Report report, Visit said, Marks marks) {
        return new Told(said, marks, Contacts.NONE.and(report), List.of(report.heard()));
    }

    /** What is told after a further message; what is older than known does not replace it. */
    Told and(Report report, Visit said, Marks newMarks) {
        List<Heard> all = new ArrayList<>(heard);
        all.add(report.heard());
        return new Told(
                said.changedAt().isBefore(visit.changedAt()) ? visit : said,
                newMarks,
                contacts.and(report),
                List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size())));
    }

    /** The same message once more. */
    boolean repeats(Report report) {
        return heard.contains(report.heard());
    }

    /** Another message under a control id that was used before. */
    boolean reuses(Report report) {
        return heard.stream()
                .anyMatch(one -> one.controlId().equals(report.heard().controlId()));
    }
}
