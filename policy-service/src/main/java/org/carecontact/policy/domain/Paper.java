package org.carecontact.policy.domain;

/** A kind of document that must be signed. */
public enum Paper {
    CONSENT,
    SERVICE_AGREEMENT
}
