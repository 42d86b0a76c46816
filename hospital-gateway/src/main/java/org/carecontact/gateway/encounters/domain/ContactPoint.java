package org.carecontact.gateway.encounters.domain;

/**
 * A contact point of a person, unreadable here.
 *
 * @param role PATIENT or GUARDIAN
 * @param print a keyed hash of the number, to see a change
 * @param sealed for notification-service
 */
public record ContactPoint(String role, String print, byte[] sealed) {}
