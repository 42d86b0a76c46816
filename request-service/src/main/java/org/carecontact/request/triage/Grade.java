package org.carecontact.request.triage;

/** The urgency of a need; it says nothing about treatment. */
public enum Grade {
    /** Needs 120 or an emergency department and never becomes a request. */
    EMERGENCY,
    /** The hospital's common answers and its other channels come first. */
    ROUTINE,
    REQUEST
}
