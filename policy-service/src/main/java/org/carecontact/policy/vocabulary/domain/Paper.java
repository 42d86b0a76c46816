package org.carecontact.policy.vocabulary.domain;

/** A kind of document that must be signed. */
public enum Paper {
    CONSENT,
    SERVICE_AGREEMENT
}
