package org.carecontact.request.doctors.domain;

/** Whether a hospital lists a doctor. */
public sealed interface Listing {

    /** The hospital never named the doctor. */
    record Unlisted() implements Listing {}

    /** The hospital named the doctor; one who left is not active. */
    record Listed(boolean active) implements Listing {}
}
