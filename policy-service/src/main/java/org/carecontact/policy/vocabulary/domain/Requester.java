package org.carecontact.policy.vocabulary.domain;

/** Who asks. */
public enum Requester {
    PATIENT,
    FAMILY,
    UNKNOWN
}
