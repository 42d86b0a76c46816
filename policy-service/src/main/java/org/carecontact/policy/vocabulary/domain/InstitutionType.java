package org.carecontact.policy.vocabulary.domain;

/** 公立三级医院, 民营专科医院, 互联网医院. */
public enum InstitutionType {
    PUBLIC_TERTIARY,
    PRIVATE_SPECIALTY,
    INTERNET
}
