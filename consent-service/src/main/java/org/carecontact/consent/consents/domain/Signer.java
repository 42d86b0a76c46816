package org.carecontact.consent.consents.domain;

/** The person who must sign: the patient, the guardian of a minor, or a family member who asked for a patient. */
public enum Signer {
    PATIENT,
    GUARDIAN,
    FAMILY
}
