package org.carecontact.notification.domain;

/** Whom a request is about, by the hospital's own ids. */
public record Parties(String hospital, String pair, String request, String patient, String doctor) {}
