package org.carecontact.kernel.web;

import java.util.Locale;

/** What a person may be at a hospital; OPERATOR runs the installation and belongs to none. Services have no role. */
public enum Role {
    PATIENT,
    FAMILY,
    DOCTOR,
    STAFF,
    SUPERVISOR,
    OPERATOR;

    /** As tokens spell it. */
    public String spelled() {
        return name().toLowerCase(Locale.ROOT);
    }
}
