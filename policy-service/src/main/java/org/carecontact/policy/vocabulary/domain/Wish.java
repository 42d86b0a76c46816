package org.carecontact.policy.vocabulary.domain;

/** The channel that the patient side wishes for. */
public enum Wish {
    PERSONAL_WECHAT,
    WECOM,
    ANY,
    UNKNOWN
}
