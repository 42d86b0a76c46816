package org.carecontact.request.doctors.domain;

/** The entry of a doctor in a hospital's list. */
public sealed interface Listing {

    /** The hospital never named the doctor. */
    record Unlisted() implements Listing {}

    /** The hospital named the doctor; a doctor who left is not active. */
    record Listed(boolean active) implements Listing {}
}
