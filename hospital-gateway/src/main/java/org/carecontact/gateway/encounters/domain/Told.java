package org.carecontact.gateway.encounters.domain;

import java.util.ArrayList;
import java.util.List;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;
import org.jspecify.annotations.Nullable;

/**
 * The content of all messages of a visit so far.
 *
 * @param newest the newest message's place in time
 * @param doctors every doctor whom a message named, by the time of the first message that did
 * @param heard the last messages, in the order they came
 */
public record Told(
        String hospital,
        VisitId number,
        PatientId patient,
        @Nullable Said<DoctorId> doctor,
        @Nullable Said<String> department,
        @Nullable Said<EncounterClass> encounterClass,
        @Nullable Said<AgeBand> ageBand,
        Stamp newest,
        Marks marks,
        Contacts contacts,
        List<Named> doctors,
        List<Heard> heard) {

    static final int KEPT = 32;

    /** Starts with a first message. */
    static Told first(Report report, Visit said, Marks marks) {
        return new Told(
                        report.hospital(),
                        report.visit(),
                        report.patient(),
                        null,
                        null,
                        null,
                        null,
                        report.by(),
                        Marks.NONE,
                        Contacts.NONE,
                        List.of(),
                        List.of())
                .and(report, marks);
    }

    /** Adds a further message; older data do not replace newer. */
    Told and(Report report, Visit said, Marks newMarks) {
        List<Heard> all = new ArrayList<>(heard);
        all.add(report.heard());
        @Nullable DoctorId named = report.doctor().orNull();
        return new Told(
                hospital,
                number,
                patient,
                Said.and(doctor, report.doctor(), report.by()),
                Said.and(department, report.department(), report.by()),
                Said.and(encounterClass, report.encounterClass(), report.by()),
                Said.and(ageBand, report.ageBand(), report.by()),
                report.by().isBefore(newest) ? newest : report.by(),
                newMarks,
                contacts.and(report),
                named == null
                        ? doctors
                        : Named.and(doctors, new Named(named, report.by().at())),
                List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size())));
    }

    /** Returns every former doctor of the visit, the first one first. */
    public List<DoctorId> formerDoctors() {
        return doctors.stream()
                .map(Named::doctor)
                .filter(named -> !named.equals(Said.value(doctor)))
                .toList();
    }

    /** Returns whether it is the same message once more. */
    boolean repeats(Report report) {
        return heard.contains(report.heard());
    }

    /** Returns whether it is another message under a control id that was used before. */
    boolean reuses(Report report) {
        return heard.stream().anyMatch(one -> one.contradicts(report.heard()));
    }
}
