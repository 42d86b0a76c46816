package org.carecontact.sandbox.people;

/** The kinds of hospital that policy tells apart; the names are those of the events. */
public enum InstitutionType {
    /** 公立三级医院 */
    PUBLIC_TERTIARY,
    /** 民营专科医院 */
    PRIVATE_SPECIALTY,
    /** 互联网医院 */
    INTERNET
}
