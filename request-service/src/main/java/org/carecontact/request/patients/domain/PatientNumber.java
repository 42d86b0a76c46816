package org.carecontact.request.patients.domain;

import java.time.Instant;
import org.carecontact.schemas.ids.PatientId;

/** A hospital's number of one patient. */
public sealed interface PatientNumber {

    record InUse() implements PatientNumber {}

    /** The hospital found that the survivor is the same person. */
    record Merged(PatientId survivor, Instant at) implements PatientNumber {}
}
