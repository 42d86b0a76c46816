package org.carecontact.policy.vocabulary.domain;

/** The channels that a contact may take, in the order in which they are preferred. */
public enum Channel {
    WECOM,
    HOSPITAL_APP,
    FOLLOW_UP_SYSTEM,
    OFFICIAL_ACCOUNT,
    CLINIC_PHONE,
    PERSONAL_WECHAT
}
