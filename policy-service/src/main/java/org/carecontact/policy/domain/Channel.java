package org.carecontact.policy.domain;

/** The channels that a contact may take, the most personal first. */
public enum Channel {
    PERSONAL_WECHAT,
    WECOM,
    HOSPITAL_APP,
    FOLLOW_UP_SYSTEM,
    OFFICIAL_ACCOUNT,
    CLINIC_PHONE
}
