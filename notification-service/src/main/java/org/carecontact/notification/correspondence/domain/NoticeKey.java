package org.carecontact.notification.correspondence.domain;

import org.carecontact.notification.recipients.domain.Addressee;

/**
 * The identity of a notice, which may be sent only once.
 *
 * @param issue of what comes more than once, as a signing code or a suspension, from 1; 0 for all other kinds
 */
public record NoticeKey(NoticeKind kind, Addressee to, int issue) {}
