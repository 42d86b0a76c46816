package org.carecontact.gateway.encounters.domain;

import java.time.Instant;
import org.carecontact.gateway.people.domain.PersonWords;
import org.carecontact.gateway.vocabulary.domain.AgeBand;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.carecontact.gateway.vocabulary.domain.Heard;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;
import org.jspecify.annotations.Nullable;

/** Messages of one visit, told apart by their minute; the control id is the minute unless said otherwise. */
final class Messages {

    static final Instant EIGHT = Instant.parse("2026-11-23T00:00:00Z");
    static final Visit VISIT = visit("P000001", "D0001", "cardiology", AgeBand.ADULT);

    private Messages() {}

    static Instant minute(int minute) {
        return EIGHT.plusSeconds(minute * 60L);
    }

    static Report at(int minute) {
        return report("m" + minute, minute, VISIT);
    }

    static Report doctor(int minute, String doctor) {
        return report("m" + minute, minute, by(doctor));
    }

    static Report report(String controlId, int minute, Visit visit) {
        return report(controlId, minute, minute, visit);
    }

    static Report report(String controlId, int minute, int sent, Visit visit) {
        return new Report(
                new Heard("HIS|tongren", controlId, visit.doctor() + visit.department() + minute),
                new Stamp(minute(minute), minute(sent), controlId, "HIS|tongren"),
                minute(minute),
                visit.hospital(),
                visit.visit(),
                visit.patient(),
                word(visit.doctor()),
                word(visit.department()),
                word(visit.encounterClass()),
                PersonWords.NONE,
                visit.ageBand(),
                null);
    }

    private static <T> Word<T> word(@Nullable T value) {
        return value == null ? Word.absent() : Word.of(value);
    }

    /** The same message from another sender, or under another id. */
    static Report heard(Report report, Heard other) {
        return new Report(
                other,
                report.by(),
                report.occurredAt(),
                report.hospital(),
                report.visit(),
                report.patient(),
                report.doctor(),
                report.department(),
                report.encounterClass(),
                report.person(),
                report.ageBand(),
                report.presumedEnd());
    }

    static Report of(Report report, PatientId patient) {
        return report.of(patient, report.ageBand());
    }

    /** The same where the hospital sends no end. */
    static Report presumed(Report report, int end) {
        return new Report(
                report.heard(),
                report.by(),
                report.occurredAt(),
                report.hospital(),
                report.visit(),
                report.patient(),
                report.doctor(),
                report.department(),
                report.encounterClass(),
                report.person(),
                report.ageBand(),
                minute(end));
    }

    /** Says of a visit nothing but that it is this one. */
    static Visit silent() {
        return new Visit(
                "tongren", new VisitId("V1"), new PatientId("P000001"), null, null, null, AgeBand.ADULT, EIGHT);
    }

    static Visit by(String doctor) {
        return visit("P000001", doctor, "cardiology", AgeBand.ADULT);
    }

    static Visit in(String department) {
        return visit("P000001", "D0001", department, AgeBand.ADULT);
    }

    static Visit of(String patient) {
        return visit(patient, "D0001", "cardiology", AgeBand.ADULT);
    }

    static Visit aged(AgeBand ageBand) {
        return visit("P000001", "D0001", "cardiology", ageBand);
    }

    private static Visit visit(String patient, String doctor, String department, AgeBand ageBand) {
        return new Visit(
                "tongren",
                new VisitId("V1"),
                new PatientId(patient),
                new DoctorId(doctor),
                department,
                EncounterClass.AMB,
                ageBand,
                EIGHT);
    }
}
