package org.carecontact.policy.vocabulary.domain;

/** Age in the terms of the law: PIPL 28 protects those under 14 most. */
public enum AgeBand {
    UNDER_14,
    FROM_14_TO_17,
    ADULT,
    UNKNOWN
}
