package org.carecontact.sandbox.people;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A made-up patient.
 *
 * @param user the name to log in with
 * @param age in years, at the time the population was made for
 * @param mobile a number that nobody has
 * @param family the one relative who may speak for the patient; the guardian of a minor
 */
public record Patient(
        String hospital, String id, String user, String name, LocalDate born, int age, String mobile, Family family) {

    /** Returns whether the patient is under 14, so that a guardian signs (PIPL 31). */
    public boolean needsGuardian() {
        return age < 14;
    }

    /**
     * A relative.
     *
     * @param relation to the patient: PARENT, SPOUSE or CHILD
     * @param authority LEGAL_GUARDIAN or WRITTEN_AUTHORIZATION if the hospital attests it; null if it does not
     */
    public record Family(
            String id,
            String user,
            String name,
            String relation,
            @Nullable String authority,
            String mobile) {}
}
