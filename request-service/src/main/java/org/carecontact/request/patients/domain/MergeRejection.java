package org.carecontact.request.patients.domain;

/** The reason for which a number stays as it is. */
public sealed interface MergeRejection {

    /** The hospital has since merged the number into another. */
    record Outdated() implements MergeRejection {}
}
