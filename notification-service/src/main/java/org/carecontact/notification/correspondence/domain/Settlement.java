package org.carecontact.notification.correspondence.domain;

/** The answer of a provider that was asked what became of a message. */
public enum Settlement {
    /** The provider has it, or the person. */
    SENT,
    /** The provider had it and could not deliver it. */
    NOT_DELIVERED,
    /** The provider never had it. */
    NOT_SENT,
    /** The provider can't tell yet. */
    OPEN
}
