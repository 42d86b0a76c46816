package org.carecontact.consent.consents.domain;

import org.carecontact.consent.ages.domain.AgeBand;

/** The person who must sign: the patient, the guardian of a minor, or a family member who asked for a patient. */
public enum Signer {
    PATIENT,
    GUARDIAN,
    FAMILY;

    /** Returns who must sign at this age (PIPL 31): the same while nothing speaks against it. */
    Signer at(AgeBand band) {
        return switch (band) {
            case UNDER_14 -> GUARDIAN;
            case FROM_14_TO_17 -> PATIENT;
            case ADULT -> this == GUARDIAN ? PATIENT : this;
            case UNKNOWN -> this;
        };
    }
}
