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

/**
 * The content of one message about a visit.
 *
 * @param heard the message itself
 * @param by its place in time
 * @param occurredAt when what it tells of took place
 * @param person what it says of the patient
 * @param ageBand the patient's, as far as it is known with this message; the intake adds it
 * @param presumedEnd when the visit that it opens counts as finished, unless a message says when; null for never
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
        PersonWords person,
        AgeBand ageBand,
        @Nullable Instant presumedEnd) {

    Report as(EncounterClass other) {
        return new Report(
                heard,
                by,
                occurredAt,
                hospital,
                visit,
                patient,
                doctor,
                department,
                Word.of(other),
                person,
                ageBand,
                presumedEnd);
    }

    /** The same of a patient under the id that remains after a merge, with the age that is known now. */
    public Report of(PatientId known, AgeBand band) {
        return new Report(
                heard,
                by,
                occurredAt,
                hospital,
                visit,
                known,
                doctor,
                department,
                encounterClass,
                person,
                band,
                presumedEnd);
    }
}
