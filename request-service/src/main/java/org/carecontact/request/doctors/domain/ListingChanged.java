package org.carecontact.request.doctors.domain;

/** The hospital listed the doctor, or took the doctor off its list. */
public record ListingChanged(boolean active) {}
