package org.carecontact.policy.editions.domain;

import java.time.Instant;

/** The reasons for which a version can't be published or activated. */
public sealed interface EditionRejection {

    /** There is such a version with another text, and versions never change. */
    record VersionTaken(int version) implements EditionRejection {}

    /** Versions only go up. */
    record VersionTooLow(int latest) implements EditionRejection {}

    record NoSuchVersion(int latest) implements EditionRejection {}

    /** The person who published a version may not activate it. */
    record NeedsAnotherPerson() implements EditionRejection {}

    /** The person who scheduled a version may not withdraw it alone. */
    record NeedsAnotherPersonToWithdraw() implements EditionRejection {}

    /** No later activation is scheduled. */
    record NothingScheduled(int version) implements EditionRejection {}

    /** Another version begins at the same moment. */
    record Overlaps(int version, Instant from) implements EditionRejection {}

    record AlreadyInForce() implements EditionRejection {}

    record NothingBefore() implements EditionRejection {}
}
