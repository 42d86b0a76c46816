package org.carecontact.consent.ages.domain;

import org.carecontact.schemas.ids.PatientId;

/** The hospital told a patient's age band; it is its own event, and nothing speaks against it. */
public record NoteAgeBand(PatientId patient, AgeBand band) {}
