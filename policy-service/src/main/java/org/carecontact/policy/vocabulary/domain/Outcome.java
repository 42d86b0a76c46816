package org.carecontact.policy.vocabulary.domain;

/** What a decision comes to. */
public enum Outcome {
    PERMIT,
    DEFER,
    DENY
}
