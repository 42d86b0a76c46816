package org.carecontact.vendors;

/** What the vendor knows of a text message. */
public enum Settled {
    /** The carrier delivered it. */
    DELIVERED,
    /** It was sent and did not arrive. */
    FAILED,
    /** The vendor answered, and does not know it long after it would have: it may be sent again. */
    NOT_SENT,
    /** Not known yet: under way, too early to tell, or the vendor did not answer. */
    OPEN
}
