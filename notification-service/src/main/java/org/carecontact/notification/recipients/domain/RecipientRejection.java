package org.carecontact.notification.recipients.domain;

public sealed interface RecipientRejection {

    /** A later record was applied before: this is a redelivery. */
    record AlreadyPassed() implements RecipientRejection {}

    /** The contact point does not exist any more. */
    record NoSuchPoint() implements RecipientRejection {}
}
