package org.carecontact.request.reports.domain;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A report of misuse, from its filing until nothing of it can change any more. */
public sealed interface Report {

    /** Returns when this state ends by itself, or has to be looked at. */
    default Optional<Instant> timeLimit() {
        return switch (this) {
            case NotFiled _, Final _ -> Optional.empty();
            case Open at -> at.overdue() ? Optional.empty() : Optional.of(at.due());
            case Decided at -> Optional.of(at.contestUntil());
            case Contested at -> at.overdue() ? Optional.empty() : Optional.of(at.due());
        };
    }

    record NotFiled() implements Report {}

    sealed interface Filed extends Report {
        Filing filing();

        /** The decision that counts now; empty while there is none. */
        default Optional<Verdict> verdict() {
            return switch (this) {
                case Open _ -> Optional.empty();
                case Decided at -> Optional.of(at.first());
                case Contested at -> Optional.of(at.first());
                case Final at -> Optional.of(at.last() == null ? at.first() : at.last());
            };
        }
    }

    /** A report that waits for a supervisor. */
    sealed interface Waiting extends Filed {
        Instant due();

        boolean overdue();
    }

    /**
     * Nobody has decided.
     *
     * @param heldUntil until when it suspends the contact at the longest; null when it does not
     */
    record Open(Filing filing, Instant due, @Nullable Instant heldUntil, boolean overdue) implements Waiting {}

    /** Decided; the side that it went against may contest it. */
    record Decided(Filing filing, Verdict first, Instant contestUntil) implements Filed {}

    /** Waits for another supervisor; the first decision counts meanwhile. */
    record Contested(Filing filing, Verdict first, Contest contest, Instant due, boolean overdue) implements Waiting {}

    /** @param last answers the contest; null when there was none */
    record Final(
            Filing filing,
            Verdict first,
            @Nullable Contest contest,
            @Nullable Verdict last) implements Filed {}
}
