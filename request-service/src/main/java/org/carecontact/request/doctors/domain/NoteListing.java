package org.carecontact.request.doctors.domain;

/** The hospital says whether the doctor is active. */
public record NoteListing(boolean active) {}
