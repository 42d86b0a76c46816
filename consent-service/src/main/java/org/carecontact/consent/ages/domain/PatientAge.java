package org.carecontact.consent.ages.domain;

import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/**
 * The newest age band that the hospital told of one patient.
 *
 * @param patient null while nothing was told
 */
public record PatientAge(@Nullable PatientId patient, AgeBand band) {}
