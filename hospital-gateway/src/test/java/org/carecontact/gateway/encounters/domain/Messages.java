package org.carecontact.gateway.encounters.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;

/** Messages of one visit, told apart by their minute; the control id is the minute unless said otherwise. */
final class Messages {

    static final Instant EIGHT = Instant.parse("2026-11-23T00:00:00Z");
    static final Instant NOW = EIGHT.plusSeconds(12 * 3600);
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
        return new Report(
                new Heard(controlId, visit.doctor().value() + visit.department() + minute),
                visit.at(minute(minute)),
                false,
                List.of(),
                NOW);
    }

    static Report naming(Report report, Map<String, String> numbers) {
        return new Report(
                report.heard(),
                report.said(),
                true,
                numbers.entrySet().stream()
                        .map(one -> new ContactPoint(one.getKey(), "print of " + one.getValue(), new byte[] {1}))
                        .toList(),
                NOW);
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
