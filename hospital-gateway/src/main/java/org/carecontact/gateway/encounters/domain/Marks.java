package org.carecontact.gateway.encounters.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The times, by the hospital's clock, at which the visit was last opened, finished and cancelled. */
public record Marks(
        @Nullable Instant openedAt,
        @Nullable Instant finishedAt,
        @Nullable Stamp finishedBy,
        boolean finishTakenBack,
        @Nullable Instant cancelledAt) {

    static final Marks NONE = new Marks(null, null, null, false, null);

    Marks opened(Instant at) {
        return new Marks(later(openedAt, at), finishedAt, finishedBy, finishTakenBack, cancelledAt);
    }

    Marks finished(Instant at, Stamp by) {
        return isOlder(by) ? this : new Marks(openedAt, at, by, false, cancelledAt);
    }

    /** The time of the finish is forgotten too: what was taken back never was. */
    Marks finishTakenBack(Stamp by) {
        return isOlder(by) ? this : new Marks(openedAt, null, by, true, cancelledAt);
    }

    Marks cancelled(Instant at) {
        return new Marks(openedAt, finishedAt, finishedBy, finishTakenBack, later(cancelledAt, at));
    }

    private boolean isOlder(Stamp by) {
        return finishedBy != null && by.isBefore(finishedBy);
    }

    boolean isCancelled() {
        return cancelledAt != null && !openedAfter(cancelledAt);
    }

    boolean isFinished() {
        return finishedAt != null && !openedAfter(finishedAt);
    }

    /** An opening of the same time counts as the earlier one: a visit may begin and end within one minute. */
    private boolean openedAfter(Instant end) {
        return openedAt != null && openedAt.isAfter(end);
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one != null && one.isAfter(other) ? one : other;
    }
}
