package org.carecontact.kernel.web;

import java.util.Locale;

/**
 * The role of a caller at a hospital. SYSTEM is a program of the hospital that reads what concerns the hospital;
 * OPERATOR runs the installation and belongs to none.
 */
public enum Role {
    PATIENT,
    FAMILY,
    DOCTOR,
    STAFF,
    SUPERVISOR,
    SYSTEM,
    OPERATOR;

    /** Returns the role as tokens spell it. */
    public String spelled() {
        return name().toLowerCase(Locale.ROOT);
    }
}
