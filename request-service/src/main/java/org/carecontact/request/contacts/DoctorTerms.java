package org.carecontact.request.contacts;

import org.carecontact.request.pairs.domain.PairCommand;

/** Asks at this moment whether a doctor has signed the terms that the hospital has in force. */
public interface DoctorTerms {

    /**
     * Asks in the doctor's name, so the answer can be about nobody else.
     *
     * @param token the doctor's bearer token
     */
    PairCommand.Terms of(String token);
}
