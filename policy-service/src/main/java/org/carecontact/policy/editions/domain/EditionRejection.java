package org.carecontact.policy.editions.domain;

import java.time.Instant;

/** Why a version can't be published or activated. */
public sealed interface EditionRejection {

    /** There is such a version with another text, and versions never change. */
    record VersionTaken(int version) implements EditionRejection {}

    /** Versions only go up. */
    record VersionTooLow(int latest) implements EditionRejection {}

    record NoSuchVersion(int latest) implements EditionRejection {}

    /** Who published it does not put it into force. */
    record NeedsAnotherPerson() implements EditionRejection {}

    /** Who scheduled it does not take it back alone. */
    record NeedsAnotherPersonToWithdraw() implements EditionRejection {}

    /** It is not to come into force later. */
    record NothingScheduled(int version) implements EditionRejection {}

    /** Another version begins at the same moment. */
    record Overlaps(int version, Instant from) implements EditionRejection {}

    record AlreadyInForce() implements EditionRejection {}

    record NothingBefore() implements EditionRejection {}
}
