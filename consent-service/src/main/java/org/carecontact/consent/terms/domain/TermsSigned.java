package org.carecontact.consent.terms.domain;

import org.carecontact.schemas.ids.DoctorId;

/** The doctor has signed the terms. */
public record TermsSigned(String hospital, DoctorId doctor, TermsSignature signature) {}
