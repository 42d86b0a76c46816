package org.carecontact.gateway.encounters.domain;

import java.time.Instant;
import java.util.Map;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;

/**
 * The content of one message.
 *
 * @param heard the message itself
 * @param by its place in time
 * @param occurredAt when what it tells of took place
 * @param contacts by role: PATIENT, GUARDIAN; a role that is missing stays as it is
 */
public record Report(
        Heard heard,
        Stamp by,
        Instant occurredAt,
        String hospital,
        VisitId visit,
        PatientId patient,
        Word<DoctorId> doctor,
        Word<String> department,
        Word<EncounterClass> encounterClass,
        Word<AgeBand> ageBand,
        Map<String, Word<ContactPoint>> contacts) {

    public Report {
        contacts = Map.copyOf(contacts);
    }

    Report as(EncounterClass other) {
        return new Report(
                heard, by, occurredAt, hospital, visit, patient, doctor, department, Word.of(other), ageBand, contacts);
    }
}
