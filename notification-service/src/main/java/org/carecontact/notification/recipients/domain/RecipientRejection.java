package org.carecontact.notification.recipients.domain;

public sealed interface RecipientRejection {

    /** Something later was applied before: a redelivery. */
    record AlreadyPassed() implements RecipientRejection {}

    /** There is no such contact point any more. */
    record NoSuchPoint() implements RecipientRejection {}
}
