package org.carecontact.policy.vocabulary.domain;

/** The outcome of a decision. */
public enum Outcome {
    PERMIT,
    DEFER,
    DENY
}
