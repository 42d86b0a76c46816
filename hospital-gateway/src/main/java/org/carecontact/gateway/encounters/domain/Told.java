package org.carecontact.gateway.encounters.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carecontact.gateway.people.domain.PersonStamps;
import org.carecontact.gateway.vocabulary.domain.AgeBand;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.carecontact.gateway.vocabulary.domain.Heard;
import org.carecontact.gateway.vocabulary.domain.Said;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;
import org.jspecify.annotations.Nullable;

/**
 * The content of all messages of a visit so far.
 *
 * @param patient whose visit it is, by the last word on that
 * @param aliases ids of the same person that died in merges
 * @param movedBy the message that moved it to this patient; null when none did
 * @param newest the newest message's place in time
 * @param doctors every doctor whom a message named, by the time of the first message that did
 * @param heard the last messages, in the order they came
 */
public record Told(
        String hospital,
        VisitId number,
        PatientId patient,
        List<PatientId> aliases,
        @Nullable Stamp movedBy,
        @Nullable Said<DoctorId> doctor,
        @Nullable Said<String> department,
        @Nullable Said<EncounterClass> encounterClass,
        AgeBand ageBand,
        Stamp newest,
        Marks marks,
        PersonStamps person,
        List<Named> doctors,
        List<Heard> heard) {

    static final int KEPT = 32;

    /** Starts with a first message. */
    static Told first(Report report, Marks marks) {
        return new Told(
                        report.hospital(),
                        report.visit(),
                        report.patient(),
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        report.ageBand(),
                        report.by(),
                        Marks.NONE,
                        PersonStamps.NONE,
                        List.of(),
                        List.of())
                .and(report, marks);
    }

    /** Adds a further message; older data do not replace newer. */
    Told and(Report report, Marks newMarks) {
        @Nullable DoctorId named = report.doctor().orNull();
        return new Told(
                hospital,
                number,
                patient,
                aliases,
                movedBy,
                Said.and(doctor, report.doctor(), report.by()),
                Said.and(department, report.department(), report.by()),
                Said.and(encounterClass, report.encounterClass(), report.by()),
                report.ageBand(),
                newerOf(report.by()),
                newMarks,
                person.and(report.person(), report.by()),
                named == null
                        ? doctors
                        : Named.and(doctors, new Named(named, report.by().at())),
                with(report.heard()));
    }

    /** The visit at another patient. */
    Told movedTo(PatientId other, boolean samePerson, Stamp by, Heard message) {
        List<PatientId> ids = new ArrayList<>(samePerson ? aliases : List.of());
        if (samePerson) {
            ids.add(patient);
        }
        return new Told(
                hospital,
                number,
                other,
                List.copyOf(ids),
                by,
                doctor,
                department,
                encounterClass,
                ageBand,
                newerOf(by),
                marks,
                person,
                doctors,
                with(message));
    }

    Told with(Marks other) {
        return new Told(
                hospital,
                number,
                patient,
                aliases,
                movedBy,
                doctor,
                department,
                encounterClass,
                ageBand,
                newest,
                other,
                person,
                doctors,
                heard);
    }

    /** The same under another number. */
    Told under(VisitId other) {
        return new Told(
                hospital,
                other,
                patient,
                aliases,
                movedBy,
                doctor,
                department,
                encounterClass,
                ageBand,
                newest,
                marks,
                person,
                doctors,
                heard);
    }

    /** Of two numbers that are one visit, the newer word on each thing. */
    Told and(Told other) {
        List<Named> all = doctors;
        for (Named named : other.doctors) {
            all = Named.and(all, named);
        }
        List<Heard> messages = new ArrayList<>(other.heard);
        messages.removeAll(heard);
        messages.addAll(heard);
        return new Told(
                hospital,
                number,
                patient,
                aliases,
                movedBy,
                Said.newer(doctor, other.doctor),
                Said.newer(department, other.department),
                Said.newer(encounterClass, other.encounterClass),
                ageBand,
                newerOf(other.newest),
                marks.and(other.marks),
                person.and(other.person),
                all,
                last(messages));
    }

    /** The later one of a stamp and that of the newest message. */
    Stamp newerOf(Stamp by) {
        return by.isBefore(newest) ? newest : by;
    }

    private List<Heard> with(Heard message) {
        List<Heard> all = new ArrayList<>(heard);
        all.add(message);
        return last(all);
    }

    private static List<Heard> last(List<Heard> all) {
        return List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size()));
    }

    /** Returns the visit as far as it is known. */
    public Visit visit() {
        return new Visit(
                hospital,
                number,
                patient,
                Said.value(doctor),
                Said.value(department),
                Said.value(encounterClass),
                ageBand,
                changedAt());
    }

    /** The hospital's time of the newest message; a presumed end is a change of its own. */
    private Instant changedAt() {
        @Nullable Instant end = marks.end();
        return marks.presumed() && end != null && end.isAfter(newest.at()) ? end : newest.at();
    }

    /** Returns every former doctor of the visit, the first one first. */
    public List<DoctorId> formerDoctors() {
        return doctors.stream()
                .map(Named::doctor)
                .filter(named -> !named.equals(Said.value(doctor)))
                .toList();
    }

    /** Returns whether the message is of the visit's patient, or older than the visit's move to that patient. */
    boolean mayBeOf(Report report) {
        return patient.equals(report.patient())
                || (movedBy != null && report.by().isBefore(movedBy));
    }

    /** Returns whether it is the same message once more. */
    boolean repeats(Heard message) {
        return heard.contains(message);
    }

    /** Returns whether it is another message under an id that was used before. */
    boolean reuses(Heard message) {
        return heard.stream().anyMatch(one -> one.contradicts(message));
    }
}
