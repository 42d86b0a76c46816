package org.carecontact.kernel.web;

import java.util.Locale;

/** The role of a person at a hospital; OPERATOR runs the installation and belongs to none. */
public enum Role {
    PATIENT,
    FAMILY,
    DOCTOR,
    STAFF,
    SUPERVISOR,
    OPERATOR;

    /** Returns the role as tokens spell it. */
    public String spelled() {
        return name().toLowerCase(Locale.ROOT);
    }
}
