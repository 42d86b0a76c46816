package org.carecontact.request.patients.domain;

import java.time.Instant;
import org.carecontact.schemas.ids.PatientId;

public record NumberMerged(PatientId survivor, Instant at) {}
