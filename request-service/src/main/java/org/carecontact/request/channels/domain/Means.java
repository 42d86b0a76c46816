package org.carecontact.request.channels.domain;

/** What WeCom offers for a contact. */
public enum Means {
    /** A temporary session, for enterprises of the medical trade only; it ends by itself and can be closed by call. */
    TEMPORARY_SESSION,
    /** An invitation that makes doctor and patient contacts of each other until one of them deletes the other. */
    CONTACT_WAY
}
