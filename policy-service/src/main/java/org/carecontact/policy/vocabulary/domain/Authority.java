package org.carecontact.policy.vocabulary.domain;

/** The right of a family member to act, if the hospital or the member's token attests it. */
public enum Authority {
    LEGAL_GUARDIAN,
    WRITTEN_AUTHORIZATION
}
