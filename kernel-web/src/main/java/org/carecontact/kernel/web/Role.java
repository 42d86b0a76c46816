package org.carecontact.kernel.web;

/** What a person may be at a hospital; OPERATOR runs the installation and belongs to none. */
public enum Role {
    PATIENT,
    FAMILY,
    DOCTOR,
    STAFF,
    SUPERVISOR,
    SERVICE,
    OPERATOR
}
