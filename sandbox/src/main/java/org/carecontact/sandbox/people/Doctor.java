package org.carecontact.sandbox.people;

/**
 * A made-up doctor.
 *
 * @param user the name to log in with
 * @param mobile a number that nobody has
 * @param weCom the doctor's user id in the hospital's WeCom
 */
public record Doctor(
        String hospital, String id, String user, String department, String name, String mobile, String weCom) {}
