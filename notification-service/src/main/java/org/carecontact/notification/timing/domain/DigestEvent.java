package org.carecontact.notification.timing.domain;

/** The digest changed; it carries the digest after it. */
public record DigestEvent(Digest after) {}
