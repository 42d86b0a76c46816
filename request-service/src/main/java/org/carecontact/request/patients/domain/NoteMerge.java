package org.carecontact.request.patients.domain;

import java.time.Instant;
import org.carecontact.schemas.ids.PatientId;

/** The hospital merged this number into the survivor. */
public record NoteMerge(PatientId survivor, Instant at) {}
