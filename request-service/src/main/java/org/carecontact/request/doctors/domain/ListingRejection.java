package org.carecontact.request.doctors.domain;

/** What a hospital says of its doctors is never refused. */
public sealed interface ListingRejection {

    /** There is none; a sealed type needs one name. */
    record Never() implements ListingRejection {}
}
