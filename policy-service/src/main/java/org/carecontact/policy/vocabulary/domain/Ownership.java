package org.carecontact.policy.vocabulary.domain;

/** The owner of a hospital, which decides the rules where the type is unknown. */
public enum Ownership {
    PUBLIC(InstitutionType.PUBLIC_TERTIARY),
    PRIVATE(InstitutionType.PRIVATE_SPECIALTY);

    private final InstitutionType fallback;

    Ownership(InstitutionType fallback) {
        this.fallback = fallback;
    }

    public InstitutionType fallback() {
        return fallback;
    }
}
