package org.carecontact.gateway.vocabulary.domain;

/** FHIR v3-ActCode: AMB outpatient, IMP inpatient, VR online, EMER emergency. */
public enum EncounterClass {
    AMB,
    IMP,
    VR,
    EMER
}
