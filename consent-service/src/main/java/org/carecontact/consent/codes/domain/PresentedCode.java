package org.carecontact.consent.codes.domain;

/** The digits that somebody typed in. */
@FunctionalInterface
public interface PresentedCode {

    /** Returns whether this is the hash of the digits. */
    boolean matches(SigningCode code);
}
