package org.carecontact.request.reports.domain;

/** A side of a contact. */
public enum Side {
    PATIENT,
    DOCTOR;

    public Side other() {
        return this == PATIENT ? DOCTOR : PATIENT;
    }
}
