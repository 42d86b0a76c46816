package org.carecontact.notification.domain;

/**
 * What may be said only once.
 *
 * @param issue of a signing code, from 1; 0 for all other kinds
 */
public record NoticeKey(Kind kind, Addressee to, int issue) {}
