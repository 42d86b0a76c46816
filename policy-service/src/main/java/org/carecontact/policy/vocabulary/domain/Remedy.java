package org.carecontact.policy.vocabulary.domain;

/** Alternatives to the channel that was asked for, the most helpful first. */
public enum Remedy {
    WECOM,
    HOSPITAL_APP,
    FOLLOW_UP_SYSTEM,
    OFFICIAL_ACCOUNT,
    CLINIC_PHONE,
    FRONT_DESK
}
