package org.carecontact.policy.vocabulary.domain;

/** Before the signature, only rules count that a consent cannot change; after it, all rules. */
public enum Stage {
    PRECHECK,
    DECISION
}
