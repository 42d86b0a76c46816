package org.carecontact.gateway.encounters.domain;

/**
 * A message that was accepted.
 *
 * @param controlId MSH-10
 * @param print a keyed hash of what it said, its time apart
 */
public record Heard(String controlId, String print) {}
