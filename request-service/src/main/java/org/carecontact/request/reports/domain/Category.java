package org.carecontact.request.reports.domain;

/** What a side of a contact is reported for. */
public enum Category {
    OUT_OF_HOURS(false),
    ADVERTISING(false),
    HARASSMENT(true),
    GIFTS(false),
    /** Sending patients elsewhere for a private gain. */
    DIVERSION(true),
    /** Telling others of the patient's data or the doctor's contact points. */
    LEAK(true);

    private final boolean suspends;

    Category(boolean suspends) {
        this.suspends = suspends;
    }

    /** Returns whether the contact is suspended at once, before anybody has decided. */
    public boolean suspends() {
        return suspends;
    }
}
