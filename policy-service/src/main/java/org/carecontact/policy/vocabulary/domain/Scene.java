package org.carecontact.policy.vocabulary.domain;

/** 沟通场景: the care that a request arises from, told by hospital events and never by the patient. */
public enum Scene {
    OUTPATIENT,
    INPATIENT,
    ONLINE,
    NONE
}
