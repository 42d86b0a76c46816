package org.carecontact.gateway.encounters.domain;

import java.util.ArrayList;
import java.util.List;
import org.carecontact.schemas.ids.DoctorId;

/**
 * The content of all messages of a visit so far.
 *
 * @param doctors every doctor whom a message named, by the time of the first message that did
 * @param heard the last messages, in the order they came
 */
public record Told(Visit visit, Marks marks, Contacts contacts, List<Named> doctors, List<Heard> heard) {

    static final int KEPT = 32;

    /** Starts with a first message. */
    static Told first(Report report, Visit said, Marks marks) {
        return new Told(
                said,
                marks,
                Contacts.NONE.and(report),
                List.of(new Named(said.doctor(), said.changedAt())),
                List.of(report.heard()));
    }

    /** Adds a further message; older data do not replace newer. */
    Told and(Report report, Visit said, Marks newMarks) {
        List<Heard> all = new ArrayList<>(heard);
        all.add(report.heard());
        return new Told(
                said.changedAt().isBefore(visit.changedAt()) ? visit : said,
                newMarks,
                contacts.and(report),
                Named.and(doctors, new Named(said.doctor(), said.changedAt())),
                List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size())));
    }

    /** Returns every former doctor of the visit, the first one first. */
    public List<DoctorId> formerDoctors() {
        return doctors.stream()
                .map(Named::doctor)
                .filter(doctor -> !doctor.equals(visit.doctor()))
                .toList();
    }

    /** Returns whether it is the same message once more. */
    boolean repeats(Report report) {
        return heard.contains(report.heard());
    }

    /** Returns whether it is another message under a control id that was used before. */
    boolean reuses(Report report) {
        return heard.stream()
                .anyMatch(one -> one.controlId().equals(report.heard().controlId()));
    }
}
