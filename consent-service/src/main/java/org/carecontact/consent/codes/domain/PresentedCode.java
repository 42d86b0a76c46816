package org.carecontact.consent.codes.domain;

/** The digits that somebody typed in. */
@FunctionalInterface
public interface PresentedCode {

    /** Whether they are the ones whose hash this is. */
    boolean matches(SigningCode code);
}
