package org.carecontact.oversight.figures.domain;

import org.jspecify.annotations.Nullable;

/** What kind of hospital it is, as policy assessed it. */
public enum InstitutionType {
    PUBLIC_TERTIARY,
    PRIVATE_SPECIALTY,
    INTERNET,
    /** Policy has not assessed the request yet, or gave a code that is none of these. */
    UNKNOWN;

    public static InstitutionType of(@Nullable String code) {
        for (InstitutionType type : values()) {
            if (type.name().equals(code)) {
                return type;
            }
        }
        return UNKNOWN;
    }
}
