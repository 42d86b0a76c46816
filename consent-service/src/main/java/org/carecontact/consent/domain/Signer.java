package org.carecontact.consent.domain;

/** Who must sign: the patient, the guardian of a minor, or a family member who asked for a patient. */
public enum Signer {
    PATIENT,
    GUARDIAN,
    FAMILY
}
