package org.carecontact.sandbox.people;

/**
 * A made-up doctor.
 *
 * @param user the name to log in with
 * @param mobile a number that nobody has
 */
public record Doctor(String hospital, String id, String user, String department, String name, String mobile) {}
