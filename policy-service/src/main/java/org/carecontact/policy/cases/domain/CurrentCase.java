package org.carecontact.policy.cases.domain;

import java.time.Instant;
import java.util.Optional;
import org.carecontact.policy.cases.domain.Pair.PastCase;
import org.carecontact.policy.facts.domain.Signed;
import org.carecontact.policy.rules.domain.Effect;
import org.carecontact.schemas.ids.DoctorId;
import org.jspecify.annotations.Nullable;

/** The state of a pair's newest request with policy. */
public sealed interface CurrentCase {

    /** No request has come yet. */
    record NoCase() implements CurrentCase {}

    /** Nothing speaks against it; to be decided when the consent is signed. */
    record Prechecked(Decided decided) implements CurrentCase {}

    /**
     * Signed, and waits for a fact.
     *
     * @param awaitedDoctor whose news decide it again; null when it waits for something else
     */
    record Deferred(
            Decided decided, Signed signed, @Nullable DoctorId awaitedDoctor) implements CurrentCase {

        static Deferred of(Decided decided, Signed signed) {
            Effect.Awaited awaited = decided.assessment().waitsFor();
            return new Deferred(
                    decided,
                    signed,
                    awaited != null && awaited.isTheDoctors() ? decided.asked().doctor() : null);
        }
    }

    /** Signed and permitted. */
    record Permitted(Decided decided, Signed signed) implements CurrentCase {}

    /**
     * Over: denied, or ended by others; nothing opens it again.
     *
     * @param misused whether the contact ended for proven misuse
     * @param at when others ended it; null when it was denied, and in documents that were written before
     */
    record Closed(
            Decided decided, boolean misused, @Nullable Instant at) implements CurrentCase {}

    /**
     * Denied, and judged again by newer facts, because the patient's side wants to know when they would help.
     *
     * @param awaitedDoctor whose news judge it again
     */
    record Watched(Decided decided, DoctorId awaitedDoctor, Instant until) implements CurrentCase {}

    /** Returns the case as it will be remembered; empty before the first. */
    default Optional<PastCase> asPast() {
        return switch (this) {
            case NoCase() -> Optional.empty();
            case Prechecked(var decided) -> Optional.of(new PastCase(decided, false, null));
            case Deferred(var decided, var _, var _) -> Optional.of(new PastCase(decided, false, null));
            case Permitted(var decided, var _) -> Optional.of(new PastCase(decided, false, null));
            case Closed(var decided, var misused, var at) -> Optional.of(new PastCase(decided, misused, at));
            case Watched(var decided, var _, var _) -> Optional.of(new PastCase(decided, false, null));
        };
    }

    /** The number of the request; 0 before the first. */
    default int number() {
        return asPast().map(one -> one.decided().asked().number()).orElse(0);
    }
}
