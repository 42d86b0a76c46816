package org.carecontact.notification.timing.domain;

/** Nothing changes: the notice is not, or not any more, part of it, or nobody goes along. */
public record DigestRejection() {}
