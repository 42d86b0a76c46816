package org.carecontact.gateway.encounters.domain;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
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
                visit.ageBand() == AgeBand.UNKNOWN ? Word.absent() : Word.of(visit.ageBand()),
                Map.of());
    }

    private static <T> Word<T> word(@Nullable T value) {
        return value == null ? Word.absent() : Word.of(value);
    }

    /** Names numbers by role; the empty one is withdrawn. */
    static Report naming(Report report, Map<String, String> numbers) {
        Map<String, Word<ContactPoint>> contacts = new HashMap<>();
        numbers.forEach((role, number) -> contacts.put(
                role,
                number.isEmpty()
                        ? Word.withdrawn()
                        : Word.of(new ContactPoint(role, "print of " + number, new byte[] {1}))));
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
                report.ageBand(),
                contacts);
    }

    /** Says of a visit nothing but that it is this one. */
    static Visit silent() {
        return new Visit(
                "tongren", new VisitId("V1"), new PatientId("P000001"), null, null, null, AgeBand.UNKNOWN, EIGHT);
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
