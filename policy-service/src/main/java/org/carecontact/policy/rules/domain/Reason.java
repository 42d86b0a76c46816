package org.carecontact.policy.rules.domain;

import java.util.Locale;

/** Reasons that come from the combining of rules, not from a rule. */
public enum Reason {
    /** The hospital has no policy document here. */
    HOSPITAL_UNKNOWN,
    /** The hospital's document lists no such department. */
    DEPARTMENT_UNKNOWN,
    /** No national rule grants this principle. */
    NOT_GRANTED,
    /** A layer lists what it permits, and this is not among it. */
    NOT_PERMITTED_HERE,
    /** The layers together leave no channel. */
    NO_CHANNEL_LEFT,
    /** The layers together leave no hours. */
    NO_HOURS_LEFT,
    /** The channel wished for is not among those left. */
    WISH_NOT_LEFT,
    /** The national layer does not say which channels or how long. */
    NO_TERMS,
    /** A paper that a rule requires was not signed. */
    PAPER_MISSING,
    /** Somebody signed who may not sign this. */
    WRONG_SIGNER,
    /** The hospital asks for a doctor's own hours, and there are none. */
    OWN_HOURS_MISSING,
    /** The doctor is away for longer than a request can wait. */
    DOCTOR_AWAY,
    /** Within the doctor's own channels and hours. */
    DOCTOR_RULES;

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
