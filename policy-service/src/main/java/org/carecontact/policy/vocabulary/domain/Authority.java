package org.carecontact.policy.vocabulary.domain;

/** What entitles a family member to act, where the hospital or the member's token attests it. */
public enum Authority {
    LEGAL_GUARDIAN,
    WRITTEN_AUTHORIZATION
}
