package org.carecontact.gateway.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Messages of one visit, told apart by their minute; the control id is the minute unless said otherwise. */
final class Messages {

    static final Instant EIGHT = Instant.parse("2026-11-23T00:00:00Z");
    static final Instant NOW = EIGHT.plusSeconds(12 * 3600);
    static final Visit VISIT =
            new Visit("tongren", "V1", "P000001", "D0001", "cardiology", EncounterClass.AMB, AgeBand.ADULT, EIGHT);

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
                new Heard(controlId, visit.doctor() + visit.department() + minute),
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
        return new Visit("tongren", "V1", "P000001", doctor, "cardiology", EncounterClass.AMB, AgeBand.ADULT, EIGHT);
    }

    static Visit in(String department) {
        return new Visit("tongren", "V1", "P000001", "D0001", department, EncounterClass.AMB, AgeBand.ADULT, EIGHT);
    }

    static Visit of(String patient) {
        return new Visit("tongren", "V1", patient, "D0001", "cardiology", EncounterClass.AMB, AgeBand.ADULT, EIGHT);
    }

    static Visit aged(AgeBand ageBand) {
        return new Visit("tongren", "V1", "P000001", "D0001", "cardiology", EncounterClass.AMB, ageBand, EIGHT);
    }
}
