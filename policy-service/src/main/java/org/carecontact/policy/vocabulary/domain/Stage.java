package org.carecontact.policy.vocabulary.domain;

/** Before the signature only what consent cannot change is asked; after it, everything. */
public enum Stage {
    PRECHECK,
    DECISION
}
