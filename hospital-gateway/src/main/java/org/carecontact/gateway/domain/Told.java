package org.carecontact.gateway.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that the messages of a visit have said so far.
 *
 * @param contacts per role
 * @param heard the last messages, oldest first
 */
public record Told(Visit visit, Marks marks, Map<String, Contact> contacts, List<Heard> heard) {

    private static final int KEPT = 32;

    /**
     * A role's contact point, unreadable.
     *
     * @param at the hospital's time of the newest message that named it
     */
    public record Contact(String print, Instant at) {}

    /** What is told after a first message. */
    static Told first(Report report, Visit said, Marks marks) {
        return new Told(said, marks, contacts(Map.of(), report), List.of(report.heard()));
    }

    /** What is told after a further message; what is older than known does not replace it. */
    Told and(Report report, Visit said, Marks newMarks) {
        List<Heard> all = new ArrayList<>(heard);
        all.add(report.heard());
        return new Told(
                said.changedAt().isBefore(visit.changedAt()) ? visit : said,
                newMarks,
                contacts(contacts, report),
                List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size())));
    }

    private static Map<String, Contact> contacts(Map<String, Contact> known, Report report) {
        Map<String, Contact> all = new TreeMap<>(known);
        for (ContactPoint point : report.contactPoints()) {
            Contact old = all.get(point.role());
            if (old == null || !report.at().isBefore(old.at())) {
                all.put(point.role(), new Contact(point.print(), report.at()));
            }
        }
        return all;
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
