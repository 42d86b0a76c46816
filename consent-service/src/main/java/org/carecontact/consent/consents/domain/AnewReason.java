package org.carecontact.consent.consents.domain;

/** The reason for which somebody is asked to sign once more. */
public enum AnewReason {
    /** The signature holds only a little longer. */
    RENEWAL,
    /** Another person has to sign, since the patient's age band changed (PIPL 31). */
    CAME_OF_AGE,
    /** The form that was signed has another meaning now. */
    FORM_CHANGED
}
