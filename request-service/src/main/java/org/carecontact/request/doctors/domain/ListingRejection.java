package org.carecontact.request.doctors.domain;

/** Nothing: a hospital's word about its doctors is never refused. */
public sealed interface ListingRejection {

    /** Never returned; a sealed type needs at least one member. */
    record Never() implements ListingRejection {}
}
