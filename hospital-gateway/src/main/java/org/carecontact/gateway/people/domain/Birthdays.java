package org.carecontact.gateway.people.domain;

import java.time.Instant;
import org.carecontact.schemas.ids.PatientId;

/** Looks again at a birth date that is sealed. */
@FunctionalInterface
public interface Birthdays {

    /** Returns the same birth with the age band of this moment, and when to look next. */
    Birth again(String hospital, PatientId patient, Birth known, Instant now);
}
