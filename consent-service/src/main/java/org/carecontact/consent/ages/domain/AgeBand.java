package org.carecontact.consent.ages.domain;

/** A patient's age in the terms of the law, never a birth date. */
public enum AgeBand {
    UNKNOWN,
    UNDER_14,
    FROM_14_TO_17,
    ADULT
}
