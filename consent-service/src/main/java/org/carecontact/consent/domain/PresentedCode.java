package org.carecontact.consent.domain;

/** The digits that somebody typed in. */
@FunctionalInterface
public interface PresentedCode {

    /** Whether they are the ones whose hash this is. */
    boolean matches(SigningCode code);
}
