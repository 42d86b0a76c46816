package org.carecontact.policy.vocabulary.domain;

/** Who owns a hospital; it says which rules hold where the type is none that the rules know. */
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
