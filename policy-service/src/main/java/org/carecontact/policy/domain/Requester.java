package org.carecontact.policy.domain;

/** Who asks. */
public enum Requester {
    PATIENT,
    FAMILY,
    UNKNOWN
}
