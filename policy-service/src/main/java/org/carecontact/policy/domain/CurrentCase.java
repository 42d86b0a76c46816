package org.carecontact.policy.domain;

import java.time.Instant;
import java.util.Optional;
import org.carecontact.policy.domain.Pair.PastCase;

/** How far the newest request of a pair has come with policy. */
public sealed interface CurrentCase {

    /** Nothing was ever asked. */
    record NoCase() implements CurrentCase {}

    /** Nothing speaks against it; to be decided when the consent is signed. */
    record Prechecked(Asked asked, Assessment assessment, Instant at) implements CurrentCase {}

    /** Signed, and waits for a fact. */
    record Deferred(Asked asked, Signed signed, Assessment assessment, Instant at) implements CurrentCase {}

    /** Signed and permitted. */
    record Permitted(Asked asked, Signed signed, Assessment assessment, Instant at) implements CurrentCase {}

    /** Over: denied, or ended by others; nothing opens it again. */
    record Closed(Asked asked, Assessment assessment, Instant at) implements CurrentCase {}

    /** As it will be remembered; empty before the first. */
    default Optional<PastCase> asPast() {
        return switch (this) {
            case NoCase() -> Optional.empty();
            case Prechecked(var asked, var assessment, var at) -> Optional.of(new PastCase(asked, assessment, at));
            case Deferred(var asked, var _, var assessment, var at) -> Optional.of(new PastCase(asked, assessment, at));
            case Permitted(var asked, var _, var assessment, var at) ->
                Optional.of(new PastCase(asked, assessment, at));
            case Closed(var asked, var assessment, var at) -> Optional.of(new PastCase(asked, assessment, at));
        };
    }

    /** The number of the request; 0 before the first. */
    default int number() {
        return asPast().map(one -> one.asked().number()).orElse(0);
    }
}
