package org.carecontact.policy.vocabulary.domain;

/** The person who signs; a later one may sign where an earlier one would do, never the other way round. */
public enum Signer {
    FAMILY,
    PATIENT,
    GUARDIAN
}
