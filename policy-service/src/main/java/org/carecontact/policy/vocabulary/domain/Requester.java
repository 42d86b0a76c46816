package org.carecontact.policy.vocabulary.domain;

/** The person who asks. */
public enum Requester {
    PATIENT,
    FAMILY,
    UNKNOWN
}
