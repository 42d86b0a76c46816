package org.carecontact.policy.domain;

/** What a decision comes to. */
public enum Outcome {
    PERMIT,
    DEFER,
    DENY
}
